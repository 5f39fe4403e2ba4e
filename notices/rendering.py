"""A letter as it goes out: plain text, what happened and where to look, no figures."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from notices.models import Channel, Letter, Muted, Notice


def message_of(letter: Letter) -> EmailMessage | None:
    """Return the letter as a message; None where its reader needs it no longer, or can't be reached."""
    person = letter.recipient
    notices = _still_wanted(letter)
    if not notices or not person.email or not person.is_active:
        return None
    choices = settings.PORTAL_URL + reverse("notices:choices")
    context = {"person": person, "body": letter.body, "notices": notices, "portal": settings.PORTAL_URL}
    text = render_to_string("notices/letter.txt", context | {"choices": choices})
    return EmailMessage(_subject(letter, notices), text, to=[person.email], headers=_headers(letter, choices))


def _still_wanted(letter: Letter) -> list[Notice]:
    """Return what of a letter wasn't read, settled or switched off before it goes."""
    muted = Muted.objects.filter(user=letter.recipient_id, channel=Channel.MAIL).values("kind")
    return list(letter.notices.all().unread().exclude(kind__in=muted).order_by("at", "pk"))


def _subject(letter: Letter, notices: list[Notice]) -> str:
    words = f"{len(notices)} thông báo trong ngày" if letter.is_digest and len(notices) > 1 else notices[0].title
    return " ".join(f"[{letter.body.name}] {words}".split())


def _headers(letter: Letter, choices: str) -> dict[str, str]:
    host = urlsplit(settings.PORTAL_URL).hostname
    return {
        "Message-ID": f"<thong-bao.{letter.uid}@{host}>",
        "List-Unsubscribe": f"<{choices}>",
        "Auto-Submitted": "auto-generated",
    }
