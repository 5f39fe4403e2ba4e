"""The switch between the portal by day and the portal by night."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from briefing_portal.lib.theme import COOKIE, KEPT, Theme


@login_not_required
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep a theme for this browser, logged in or not, and go back to the page it was chosen on."""
    response = redirect(_page_before(request))
    chosen = request.POST.get("theme")
    if chosen == Theme.MACHINE:
        response.delete_cookie(COOKIE, samesite="Lax")
    elif chosen in Theme.values:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, chosen, max_age=KEPT, secure=secure, httponly=True, samesite="Lax")
    return response


def _page_before(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else "/"
