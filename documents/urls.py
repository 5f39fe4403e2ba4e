"""Addresses of published documents, and of the pages where anybody checks one."""

from django.urls import path

from documents import views

app_name = "documents"

urlpatterns = [
    path("verify/", views.verify_ask, name="verify_ask"),
    path("verify/file/", views.verify_file, name="verify_file"),
    path("verify/<str:code>/", views.verify, name="verify"),
    path("<slug:body>/documents/<int:pk>/document.pdf", views.document_pdf, name="pdf"),
    path("<slug:body>/documents/<int:pk>/document.<slug:suffix>", views.document_file, name="file"),
    path("<slug:body>/documents/<int:pk>/briefing.json", views.document_data, name="data"),
]
