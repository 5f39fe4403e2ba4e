"""Who may read a published document, and who files its signed copy."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from communes.models import ConveningBody
from communes.permissions import Visitor, is_leader, is_office

from .models import PublishedDocument, SignedCopy


def document_or_404(user: Visitor, body: str, pk: int) -> PublishedDocument:
    """Return an edition that the user may read; any other is not there for her (404)."""
    found = PublishedDocument.objects.visible_to(user).select_related("body").filter(body__slug=body, pk=pk).first()
    if found is None:
        raise Http404
    return found


def office_document_or_404(user: Visitor, body: str, pk: int) -> PublishedDocument:
    """Return a document for its office; 403 for those who only read it, 404 for all others."""
    document = document_or_404(user, body, pk)
    if not is_office(user, document.body):
        raise PermissionDenied("Bản đã ký do Văn phòng nhận và lưu.")
    return document


def signed_copy_or_404(user: Visitor, body: str, pk: int, place: int) -> SignedCopy:
    """Return a filed copy of a document that the user may read."""
    copies = SignedCopy.objects.visible_to(user).select_related("document__body", "filed_by")
    found = copies.filter(document__body__slug=body, document_id=pk, place=place).first()
    if found is None:
        raise Http404
    return found


def may_sign_in_portal(user: Visitor, body: ConveningBody) -> bool:
    """Tell whether the user sees the signing of a body's documents: its office and leaders, where it signs here."""
    return body.portal_signing and (is_office(user, body) or is_leader(user, body))


def signing_document_or_404(user: Visitor, body: str, pk: int) -> PublishedDocument:
    """Return a document for those who sign it in the portal: the office and the leaders, where the body does that."""
    document = document_or_404(user, body, pk)
    if not is_office(user, document.body) and not is_leader(user, document.body):
        raise PermissionDenied("Văn bản do lãnh đạo ký và Văn phòng trình ký.")
    if not document.body.portal_signing:
        raise PermissionDenied("Cơ quan chưa bật ký số trên hệ thống; Văn phòng bật ở trang Thiết lập.")
    return document
