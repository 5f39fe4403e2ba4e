"""How a page answers a step: what was done, or the sentence that refused it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from briefing_portal.lib.refusal import Refusal


def answer(request: HttpRequest, step: Callable[[], object], done: str) -> bool:
    """Take a step and leave a message: what was done, or why it was refused; tell whether it was done."""
    try:
        step()
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return False
    messages.success(request, done)
    return True
