"""Whoever guesses too often is kept out for a while: by the account's name and by the address it is tried from."""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from briefing_portal.lib import clock

MINUTE = 60  # seconds


class LockedOut(AxesStandaloneBackend):  # type: ignore[misc]
    """Refuse a locked account or address before its password is looked at."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Refuse (PermissionDenied) who is locked out; without a request nobody knocks from outside."""
        if request is not None:
            super().authenticate(request, **credentials)


class AccountOrAddress(AxesDatabaseHandler):  # type: ignore[misc]
    """Count wrong tries: five for an account, more for an address, behind which a whole office may sit."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Return the tries on the account's scale; an address at its limit counts as an account at its own."""
        by_account, by_address = (
            sum(attempts.values_list("failures_since_start", flat=True))
            for attempts in self.get_user_attempts(request, credentials)
        )
        scaled = by_address * settings.AXES_FAILURE_LIMIT // settings.LOGIN_LIMIT_ADDRESS
        return int(max(by_account, scaled))

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Forget an account's wrong tries once its owner is in; its address stays counted with all other names."""
        username = (credentials or {}).get("username")
        return int(self.reset_attempts(username=username)) if username else 0


def is_locked(request: HttpRequest, username: str) -> bool:
    """Tell whether the account or the address of a request is locked out."""
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def count_failure(request: HttpRequest, username: str) -> None:
    """Count a wrong code as a wrong password is counted; at the limit the answer becomes the locked page."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def page(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """Say for how many minutes nobody gets in (429); the same whether or not there is such an account."""
    seconds = _seconds_left(request, credentials)
    context = {"minutes": math.ceil(seconds / MINUTE)}
    answer = render(request, "registration/locked.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def locked_page(request: HttpRequest, username: str) -> HttpResponse:
    """Return the page for somebody who is locked out."""
    return page(request, None, {"username": username})


def seconds_left(tries: Iterable[tuple[datetime, int]], limit: int, longest: timedelta, at: datetime) -> int:
    """Return for how many seconds a lock still lasts: until so many tries have run out that fewer than the limit stand.

    Each try is told by when it was last made and how often; 0 where there is no lock.
    """
    counted = 0
    for last, often in sorted(tries, reverse=True):
        counted += often
        if counted >= limit:
            return max(0, math.ceil((last + longest - at).total_seconds()))
    return 0


def _seconds_left(request: HttpRequest, credentials: dict[str, Any] | None) -> int:
    """Return until when the later of both locks lasts; at least a second."""
    attempts = AxesProxyHandler.get_implementation().get_user_attempts(request, credentials)
    limits = (settings.AXES_FAILURE_LIMIT, settings.LOGIN_LIMIT_ADDRESS)
    at = clock.machine_now()
    lasting = [
        seconds_left(tries.values_list("attempt_time", "failures_since_start"), limit, settings.AXES_COOLOFF_TIME, at)
        for tries, limit in zip(attempts, limits, strict=True)
    ]
    return max(1, *lasting)
