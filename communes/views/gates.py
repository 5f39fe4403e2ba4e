"""What stands in front of every page for somebody who is logged in."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from briefing_portal.lib import clock
from communes.models.sessions import BEGUN, SECOND_FACTOR, SEEN
from communes.permissions import has_second_factor, needs_second_factor

GetResponse = Callable[[HttpRequest], HttpResponseBase]
SEEN_AGAIN_AFTER = 300  # seconds: a page more often than this need not be written down
# Where somebody without her second factor may go: to set it up, and out.
OPEN_WITHOUT = frozenset({"logout", "communes:second_factor"})


def keep_session_times(get_response: GetResponse) -> GetResponse:
    """Make a middleware that ends a session after its longest life and prolongs one that is used."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        session = request.session
        if settings.SESSION_COOKIE_NAME in request.COOKIES and BEGUN in session:
            moment = clock.machine_now().timestamp()
            if moment - session[BEGUN] > settings.SESSION_LONGEST:
                end_session(request)
            elif moment - session[SEEN] > SEEN_AGAIN_AFTER:
                session.modified = True
        return get_response(request)

    return middleware


def keep_pages_private(get_response: GetResponse) -> GetResponse:
    """Make a middleware that lets no browser keep a page of somebody who is logged in: PCs are shared."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        was_inside = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        response = get_response(request)
        if was_inside and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


class ask_second_factor:  # noqa: N801 - named as the other gates are; a class, since only that has process_view
    """Let nobody who must have a second factor do anything before it is set up and was shown at this login."""

    def __init__(self, get_response: GetResponse) -> None:
        """Stand in front of the next middleware."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass a request on; the view isn't known yet."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Send whoever lacks the second factor to where it is set up or asked for."""
        if not settings.MFA_REQUIRED or not getattr(view, "login_required", True):
            return None
        user = request.user
        if not user.is_authenticated or request.session.get(SECOND_FACTOR) or not needs_second_factor(user):
            return None
        here = request.resolver_match.view_name if request.resolver_match else ""
        if has_second_factor(user):  # she logged in before it was there
            end_session(request)
            return redirect(settings.LOGIN_URL)
        return None if here in OPEN_WITHOUT else redirect("communes:second_factor")


def end_session(request: HttpRequest) -> None:
    """End the session of a request; unlike a logout this writes nothing but sessions, as a GET may."""
    request.session.flush()
    request.user = AnonymousUser()
