"""A published document as it was frozen, byte for byte."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from communes.permissions import UserRequest
from documents.models import PublishedDocument
from documents.permissions import document_or_404


@require_safe
def document_pdf(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Hand over the stored bytes of an edition that the user may read."""
    document = document_or_404(request.user, body, pk)
    response = HttpResponse(bytes(document.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_name(document)}.pdf"'
    return response


@require_safe
def document_data(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Hand over the data behind an edition that the user may read."""
    document = document_or_404(request.user, body, pk)
    response = HttpResponse(document.data, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_name(document)}.json"'
    return response


def _name(document: PublishedDocument) -> str:
    edition = {"internal": "noi-bo", "published": "phat-hanh"}[document.edition]
    return f"tong-hop-{document.month}-lan-{document.number}-{edition}"
