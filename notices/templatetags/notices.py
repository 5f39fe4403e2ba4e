"""How many notices wait to be read, for the header of every page."""

from django import template

from communes.permissions import Visitor
from notices.models import Notice

register = template.Library()


@register.simple_tag
def unread_notices(user: Visitor) -> int:
    """Return how many notices a person hasn't read: one query a page, none for visitors."""
    return Notice.objects.visible_to(user).unread().count() if user.is_authenticated else 0
