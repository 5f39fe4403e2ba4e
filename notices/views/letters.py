"""The outbox of a body: letters that didn't reach the mail server yet, and why."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.tables import list_answer
from communes.models import ConveningBody
from communes.permissions import UserRequest
from notices import tasks
from notices.actions import keep_letters
from notices.models import Letter, LetterState
from notices.permissions import letter_or_404, letters_body_or_404
from notices.views.tables import letter_table

LATEST = 100
NOTHING = "Thư này đã gửi đi hoặc đang gửi, không phải gửi lại."


@require_safe
def letter_list(request: UserRequest, body: str) -> HttpResponse:
    """Show a body's letters that wait or were given up, and the latest that were sent."""
    convener = letters_body_or_404(request.user, body)
    letters = Letter.objects.filter(body=convener).select_related("recipient").prefetch_related("notices")
    context: dict[str, Any] = {
        "body": convener,
        "unsent": letters.unsent().order_by("pk")[:LATEST],
        "unsent_count": letters.unsent().count(),
        "sent": letters.filter(state__in=(LetterState.SENT, LetterState.DROPPED)).order_by("-pk")[:LATEST],
        "sends": "dummy" not in settings.EMAIL_BACKEND,
    }
    return list_answer(
        request, "notices/letter_list.html", context, lambda: letter_table(context["unsent"], context["sent"])
    )


@require_POST
def letter_retry(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Have a letter tried again now."""
    convener = letters_body_or_404(request.user, body)
    letter = letter_or_404(convener, pk)
    return _retry(request, convener, Letter.objects.filter(pk=letter.pk))


@require_POST
def letter_retry_all(request: UserRequest, body: str) -> HttpResponse:
    """Have all letters tried again now that wait or were given up."""
    convener = letters_body_or_404(request.user, body)
    return _retry(request, convener, Letter.objects.filter(body=convener))


def _retry(request: UserRequest, body: ConveningBody, letters: QuerySet[Letter]) -> HttpResponse:
    count = keep_letters.retry(letters=letters, by=request.user, at=clock.now())
    if count:
        tasks.send_letters.enqueue()
        messages.success(request, f"Đang thử gửi lại {count} thư.")
    else:
        messages.info(request, NOTHING)
    return redirect("notices:letters", body.slug)
