"""The code by which a request is found again in the log."""

from django import template
from django_guid import get_guid

register = template.Library()


@register.simple_tag
def reference_code() -> str:
    """Return the code of the request that is being answered; it stands in its log lines and in X-Request-ID."""
    return get_guid() or ""
