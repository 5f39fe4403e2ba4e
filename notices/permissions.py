"""Whose a notice is, and who watches over a body's letters."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from communes.models import ConveningBody
from communes.permissions import Visitor, is_admin, is_office, readable_body_or_404

from .models import Letter, Notice


def notice_or_404(user: Visitor, pk: int) -> Notice:
    """Return a notice of the user's own; anybody else's is not there for her (404)."""
    found = Notice.objects.visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def watches_letters(user: Visitor, body: ConveningBody) -> bool:
    """Tell whether the user sees to it that a body's letters go out: its office or admin."""
    return is_office(user, body) or is_admin(user, body)


def letters_body_or_404(user: Visitor, slug: str) -> ConveningBody:
    """Return a body whose letters the user watches over; 403 for its leader, 404 for all others."""
    body = readable_body_or_404(user, slug)
    if not watches_letters(user, body):
        raise PermissionDenied("Thư của hệ thống do Văn phòng và quản trị theo dõi.")
    return body


def letter_or_404(body: ConveningBody, pk: int) -> Letter:
    """Return a letter of a body that the user was let into."""
    found = Letter.objects.filter(body=body, pk=pk).first()
    if found is None:
        raise Http404
    return found
