"""Addresses of published documents, and of the pages where anybody checks one."""

from django.urls import path

from documents.views import archive, published, signed, signing, verify

app_name = "documents"

DOCUMENT = "<slug:body>/documents/<int:pk>/"
SIGNED = f"{DOCUMENT}signed/"

urlpatterns = [
    path("verify/", verify.verify_ask, name="verify_ask"),
    path("verify/file/", verify.verify_file, name="verify_file"),
    path("verify/<str:code>/", verify.verify, name="verify"),
    path("<slug:body>/attachments/<int:pk>/", published.attachment, name="attachment"),
    path("<slug:body>/attachments/<int:pk>/thumbnail.jpg", published.attachment_thumbnail, name="thumbnail"),
    path("<slug:body>/attachments/<int:pk>/<int:page>.jpg", published.attachment_page, name="attachment_page"),
    path("<slug:body>/documents/", archive.archive, name="archive"),
    path(f"{DOCUMENT}document.pdf", published.document_pdf, name="pdf"),
    path(f"{DOCUMENT}document.<slug:suffix>", published.document_file, name="file"),
    path(f"{DOCUMENT}briefing.json", published.document_data, name="data"),
    path("<slug:body>/meetings/<month:month>/documents.zip", published.month_zip, name="month_zip"),
    path(f"{DOCUMENT}sign/", signing.sign, name="sign"),
    path(f"{DOCUMENT}sign/plan/", signing.sign_plan, name="sign_plan"),
    path(f"{DOCUMENT}sign/<int:place>.pdf", signing.sign_pdf, name="sign_pdf"),
    path(SIGNED, signed.signed_receive, name="signed"),
    path(f"{SIGNED}received/", signed.signed_file, name="signed_file"),
    path(f"{SIGNED}received/document.pdf", signed.received_pdf, name="received_pdf"),
    path(f"{SIGNED}<int:place>/", signed.signed_copy, name="signed_copy"),
    path(f"{SIGNED}<int:place>/document.pdf", signed.signed_pdf, name="signed_pdf"),
]
