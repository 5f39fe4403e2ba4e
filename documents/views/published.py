"""A published document as it was frozen, byte for byte; a reader who has it already is told so."""

from collections.abc import Callable, Iterator

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from briefing_portal.lib.files import PDF, file_answer
from briefing_portal.lib.months import Month
from communes.permissions import UserRequest
from documents.figures.archive import archive_of, file_name
from documents.models import Attachment, PublishedDocument, PublishedFile, Thumbnail
from documents.models.file_kinds import CONTENT_TYPES, FileKind
from documents.rendering import thumbnails


def _tag(column: str) -> Callable[..., str | None]:
    """Return what finds the tag of a document's bytes without reading them."""

    def tag(request: UserRequest, body: str, pk: int) -> str | None:
        visible = PublishedDocument.objects.visible_to(request.user).filter(body__slug=body, pk=pk)
        found = visible.values_list(column, flat=True).first()
        return f'"{found}"' if found else None

    return tag


@require_safe
@condition(etag_func=_tag("sha256"))
def document_pdf(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Hand over the stored bytes of an edition that the user may read."""
    document = _document_or_404(request, body, pk, "data")
    response = file_answer(bytes(document.pdf), PDF, f"{file_name(document)}.pdf")
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
@condition(etag_func=_tag("data_sha256"))
def document_data(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Hand over the data behind an edition that the user may read."""
    document = _document_or_404(request, body, pk, "pdf")
    kind = "application/json; charset=utf-8"
    response = file_answer(document.data, kind, f"{file_name(document)}.json", to_save=True)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def document_file(request: UserRequest, body: str, pk: int, suffix: str) -> HttpResponse:
    """Hand over the stored file for Word or Excel of an edition that the user may read."""
    document = _document_or_404(request, body, pk, "pdf")
    file = get_object_or_404(PublishedFile, document=document, format=suffix)
    name = f"{file_name(document)}.{suffix}"
    return file_answer(bytes(file.content), CONTENT_TYPES[FileKind(suffix)], name, to_save=True)


@require_safe
def attachment(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Hand over a file that was handed in, to be saved and never opened in the browser's own name."""
    file = get_object_or_404(Attachment.objects.visible_to(request.user), body__slug=body, pk=pk)
    response = file_answer(bytes(file.data), CONTENT_TYPES[FileKind(file.kind)], file.name, to_save=True)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def attachment_thumbnail(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Hand over the small picture of a file that the user may see."""
    visible = Attachment.objects.visible_to(request.user).filter(body__slug=body)
    small = get_object_or_404(Thumbnail, attachment__in=visible.values("pk"), attachment_id=pk)
    return _picture(bytes(small.jpeg))


@require_safe
def attachment_page(request: UserRequest, body: str, pk: int, page: int) -> HttpResponse:
    """Draw one page of a file that the user may see, large enough to be read."""
    visible = Attachment.objects.visible_to(request.user).select_related("thumbnail").defer("thumbnail__jpeg")
    file = get_object_or_404(visible, body__slug=body, pk=pk, thumbnail__pages__gte=page)
    try:
        drawn = thumbnails.draw(bytes(file.data), FileKind(file.kind), page=page, side=thumbnails.LARGE)
    except thumbnails.NoPicture as error:
        raise Http404 from error
    return _picture(drawn.jpeg)


def _picture(jpeg: bytes) -> HttpResponse:
    """Return a picture that the portal drew itself; a file never changes, so a browser may keep it for the day."""
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=600"
    return response


@require_safe
def month_zip(request: UserRequest, body: str, month: Month) -> HttpResponseBase:
    """Hand over all documents of a month that the user may read, with their data, as one file."""
    visible = PublishedDocument.objects.visible_to(request.user).filter(body__slug=body, month=str(month))
    documents = list(visible.newest_first().defer("pdf", "data"))
    if not documents:
        raise Http404
    chunks: Iterator[bytes] = archive_of(documents)
    response = StreamingHttpResponse(chunks, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{body}-{month}.zip"'
    return response


def _document_or_404(request: UserRequest, body: str, pk: int, unread: str) -> PublishedDocument:
    visible = PublishedDocument.objects.visible_to(request.user).defer(unread, "submissions")
    return get_object_or_404(visible, body__slug=body, pk=pk)
