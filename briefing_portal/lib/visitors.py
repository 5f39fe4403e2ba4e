"""Who knocks: the address a request comes from, and its browser in words."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "điện thoại Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "máy Mac"),
    ("Linux", "Linux"),
)
PORT = re.compile(r"^(?:\[(?P<six>[^\]]+)\]|(?P<four>[0-9.]+))(?::[0-9]+)?$")


def address(request: HttpRequest) -> str | None:
    """Return the visitor's address; what proxies say of it counts as far as TRUSTED_PROXIES of them are ours.

    Each proxy appends the address that it was called from, so the trusted entries are the last ones; whatever stands
    before them was written by the visitor. A list too short for our proxies didn't come through them.
    """
    nearest = _checked(str(request.META.get("REMOTE_ADDR", "")))
    trusted: int = settings.TRUSTED_PROXIES
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if not trusted or len(told) < trusted:
        return nearest
    return _checked(told[-trusted]) or nearest


def device_in_words(agent: str) -> str:
    """Return the browser and system that a user agent names: "Chrome trên Windows"."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "Safari" if "Safari/" in agent else "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return " trên ".join(part for part in (browser or "Trình duyệt khác", system) if part)


def _checked(text: str) -> str | None:
    """Return an address as it is usually written, without a port; None where it is no address."""
    text = text.strip()
    if found := PORT.match(text):
        text = found["six"] or found["four"]
    try:
        return str(ipaddress.ip_address(text.partition("%")[0]))
    except ValueError:
        return None
