"""The notice of a login from a browser that its owner has not used before."""

from dataclasses import dataclass

from django import template
from django.http import HttpRequest

from communes.models import User
from communes.models.sessions import DEVICE, UNTOLD

register = template.Library()


@dataclass(frozen=True)
class NewLogin:
    """What the notice says; whoever sits at the new device itself can't say that it is hers."""

    place: str
    may_confirm: bool


@register.simple_tag
def new_login(request: HttpRequest | str) -> NewLogin | None:
    """Return what to tell the reader: at her other devices until she answers, at the new one once."""
    user = getattr(request, "user", None)
    if isinstance(request, str) or not isinstance(user, User) or user.new_device is None:
        return None
    is_here = request.session.get(DEVICE) == user.new_device.pk
    if is_here and not request.session.pop(UNTOLD, False):
        return None
    return NewLogin(user.new_device.in_words, may_confirm=not is_here)
