"""Addresses of published documents."""

from django.urls import path

from documents import views

app_name = "documents"

urlpatterns = [
    path("<slug:body>/documents/<int:pk>/document.pdf", views.document_pdf, name="pdf"),
    path("<slug:body>/documents/<int:pk>/briefing.json", views.document_data, name="data"),
]
