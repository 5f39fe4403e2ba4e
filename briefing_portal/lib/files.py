"""A file as the answer to a request."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"


def file_answer(content: bytes | str, content_type: str, name: str, *, to_save: bool = False) -> HttpResponse:
    """Return a file to be read in the browser, or to be saved, under a name."""
    headers = {"Content-Disposition": content_disposition_header(to_save, name) or "attachment"}
    return HttpResponse(content, content_type=content_type, headers=headers)
