"""What every request goes through: a GET cannot write, an oversized form is answered in a sentence."""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import read_old_text

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Execute = Callable[[str, Any, bool, dict[str, Any]], Any]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
WRITING_WORDS = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE"})
SESSION_TABLE = "communes_session"
LARGEST_BODY = 32 * 1024 * 1024  # bytes, files included: whoever sends more is answered before it is kept anywhere
CLOSED_DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
CONVERT = "convert"
DRAINED_AT_MOST = 64 * 1024 * 1024  # bytes


class WriteInSafeRequest(RuntimeError):
    """Report a view that tried to write while answering a GET."""


def refuse_write(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Pass on a statement that reads; raise WriteInSafeRequest for one that writes (sessions excepted)."""
    word = sql.split(maxsplit=1)[0].upper() if sql.strip() else ""
    if word in WRITING_WORDS and SESSION_TABLE not in sql:
        raise WriteInSafeRequest(sql)
    return execute(sql, params, many, context)


def read_only_when_safe(get_response: GetResponse) -> GetResponse:
    """Make a middleware in which a safe request (GET, HEAD, OPTIONS) cannot write to the database."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE_METHODS:
            return get_response(request)
        with connection.execute_wrapper(refuse_write):
            return get_response(request)

    return middleware


def answer_missing_pages_in_words(get_response: GetResponse) -> GetResponse:
    """Make a middleware that shows the portal's own 404 page with DEBUG on too: the demo's readers are people."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if settings.DEBUG and response.status_code == HTTPStatus.NOT_FOUND:
            return render(request, "404.html", status=HTTPStatus.NOT_FOUND)
        return response

    return middleware


def close_devices(get_response: GetResponse) -> GetResponse:
    """Make a middleware that tells the browser that no page here asks for a camera, a place or a payment."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Permissions-Policy"] = CLOSED_DEVICES
        return response

    return middleware


def refuse_oversized_forms(get_response: GetResponse) -> GetResponse:
    """Make a middleware that answers a form too large to read with a page (413) that says so."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            _refuse_endless(request)
            request.POST  # noqa: B018 - reading it is what raises
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            _drain(request)
            return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return get_response(request)

    return middleware


def _refuse_endless(request: HttpRequest) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > LARGEST_BODY:
        raise RequestDataTooBig


def _drain(request: HttpRequest) -> None:
    """Read what the browser still sends; it would otherwise show a broken connection instead of the page."""
    left = DRAINED_AT_MOST
    while left > 0 and (chunk := request.read(min(left, 65536))):
        left -= len(chunk)


def convert_where_asked(get_response: GetResponse) -> GetResponse:
    """Make a middleware that converts the box whose offer was taken ("convert" names it) from its old font to Unicode.

    Every form that has such a box goes on as if the person had typed the text that the offer showed.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and CONVERT in request.POST:
            data = request.POST.copy()
            for name in request.POST.getlist(CONVERT):
                found = read_old_text(data.get(name, ""))
                if found is not None:
                    data[name] = found.text
            request.POST = data  # type: ignore[assignment]
        return get_response(request)

    return middleware


def demo_day(request: HttpRequest) -> dict[str, dt.date | None]:
    """Give the templates the day that PORTAL_TODAY sets, for the banner that says so."""
    return {"demo_day": settings.PORTAL_TODAY}


class MonthConverter:
    """Read yyyy-mm in an address as a Month; anything else is no such page."""

    regex = r"[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        """Return the month that the address names."""
        return Month.parse(value)

    def to_url(self, value: Month) -> str:
        """Return the month as yyyy-mm."""
        return str(value)
