"""The one address of the bare project."""

from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.urls import path

from .models import Entry

EntryForm = modelform_factory(Entry, fields="__all__")


def enter(request: HttpRequest) -> HttpResponse:
    """Insert one row; 400 with the errors where the form is not valid."""
    form = EntryForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=400)
    form.save()
    return HttpResponse(status=302, headers={"Location": "/"})


urlpatterns = [path("", enter)]
