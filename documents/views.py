"""A published document as it was frozen, byte for byte, and the answer to who asks whether a paper is genuine."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from communes.permissions import UserRequest
from documents.forms import CodeForm, FileForm
from documents.models import Edition, PublishedDocument, PublishedFile
from documents.models.codes import read_code
from documents.models.files import CONTENT_TYPES, FileFormat
from documents.rendering.reading import page_count


@require_safe
def document_pdf(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Hand over the stored bytes of an edition that the user may read."""
    document = _document_or_404(request, body, pk)
    response = HttpResponse(bytes(document.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_name(document)}.pdf"'
    return response


@require_safe
def document_file(request: UserRequest, body: str, pk: int, suffix: str) -> HttpResponse:
    """Hand over the stored file for Word or Excel of an edition that the user may read."""
    document = _document_or_404(request, body, pk)
    file = get_object_or_404(PublishedFile, document=document, format=suffix)
    response = HttpResponse(bytes(file.content), content_type=CONTENT_TYPES[FileFormat(suffix)])
    response["Content-Disposition"] = f'attachment; filename="{_name(document)}.{suffix}"'
    return response


@require_safe
def document_data(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Hand over the data behind an edition that the user may read."""
    document = _document_or_404(request, body, pk)
    response = HttpResponse(document.data, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_name(document)}.json"'
    return response


def _document_or_404(request: UserRequest, body: str, pk: int) -> PublishedDocument:
    return get_object_or_404(PublishedDocument.objects.visible_to(request.user), body__slug=body, pk=pk)


_NAMES = {"summary": "tong-hop", "notice": "thong-bao", "minutes": "bien-ban", "invitation": "giay-moi"}


def _name(document: PublishedDocument) -> str:
    edition = {"internal": "noi-bo", "published": "phat-hanh"}[document.edition]
    session = f"-phien-{document.session}" if document.session > 1 else ""
    return f"{_NAMES[document.kind]}-{document.month}{session}-lan-{document.number}-{edition}"


@login_not_required
@never_cache
@require_safe
def verify_ask(request: HttpRequest) -> HttpResponse:
    """Ask for the code or the file of a paper; whoever holds one needs no account."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("documents:verify", form.cleaned_data["code"])
    return render(request, "documents/verify_ask.html", {"form": form, "file_form": FileForm()})


@login_not_required
@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the paper with a code is genuine, and what a stranger may know of it: none of its content."""
    digits = read_code(code)
    if digits is None:
        return redirect(f"{reverse('documents:verify_ask')}?{urlencode({'code': code})}")
    document = PublishedDocument.objects.with_code(digits)
    context = {"file_form": FileForm(initial={"code": digits})}
    return render(request, "documents/verify.html", context | _found(document))


@login_not_required
@never_cache
@require_POST
def verify_file(request: HttpRequest) -> HttpResponse:
    """Say whether a file is, byte for byte, a published document, or the one whose code is given."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "documents/verify_ask.html", {"form": CodeForm(), "file_form": form})
    digits, sha256 = read_code(form.cleaned_data["code"]), form.cleaned_data["file"]
    same = PublishedDocument.objects.filter(sha256=sha256).select_related("body", "supplements").first()
    document = PublishedDocument.objects.with_code(digits) if digits else same
    context = {"file_form": FileForm(initial={"code": digits}), "file_sha256": sha256}
    return render(
        request, "documents/verify.html", context | _found(document) | {"is_same": document and document == same}
    )


def _found(document: PublishedDocument | None) -> dict[str, Any]:
    """Return what the page says of a document; nothing but its edition where it is internal."""
    if document is None:
        return {"document": None}
    intact = document.pdf_is_intact() and document.data_is_intact()
    return {
        "document": document,
        "is_intact": intact,
        "is_internal": document.edition == Edition.INTERNAL,
        "pages": page_count(bytes(document.pdf)) if intact else None,
        "later": PublishedDocument.objects.later_than(document).first(),
    }
