"""Addresses of published documents, and of the pages where anybody checks one."""

from django.urls import path

from documents.views import archive, published, verify

app_name = "documents"

urlpatterns = [
    path("verify/", verify.verify_ask, name="verify_ask"),
    path("verify/file/", verify.verify_file, name="verify_file"),
    path("verify/<str:code>/", verify.verify, name="verify"),
    path("<slug:body>/attachments/<int:pk>/", published.attachment, name="attachment"),
    path("<slug:body>/documents/", archive.archive, name="archive"),
    path("<slug:body>/documents/<int:pk>/document.pdf", published.document_pdf, name="pdf"),
    path("<slug:body>/documents/<int:pk>/document.<slug:suffix>", published.document_file, name="file"),
    path("<slug:body>/documents/<int:pk>/briefing.json", published.document_data, name="data"),
    path("<slug:body>/meetings/<month:month>/documents.zip", published.month_zip, name="month_zip"),
]
