"""How the portal looks in a browser: by day, by night, or as the machine is set."""

from django.db.models import TextChoices
from django.http import HttpRequest

COOKIE = "theme"
KEPT = 365 * 86_400  # seconds


class Theme(TextChoices):
    """What a person may choose; the machine's own setting until she does."""

    MACHINE = "machine", "Theo máy"
    LIGHT = "light", "Sáng"
    DARK = "dark", "Tối"


def theme_of(request: HttpRequest) -> Theme:
    """Return the theme chosen in this browser; the machine's own where the cookie says nothing known."""
    chosen = request.COOKIES.get(COOKIE)
    return Theme(chosen) if chosen in Theme.values else Theme.MACHINE


def theme(request: HttpRequest) -> dict[str, object]:
    """Give the templates the theme of this browser, and those that may be chosen."""
    return {"theme": theme_of(request), "themes": Theme}
