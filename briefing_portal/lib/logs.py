"""What the portal tells its log: one line of JSON for each thing that happened, without a word that somebody typed."""

import copy
import logging
import time
import traceback
from types import TracebackType
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from prometheus_client import Histogram
from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

from briefing_portal.lib.http import GetResponse
from briefing_portal.lib.visitors import address

FIELDS = {"asctime": "time", "levelname": "level", "name": "logger", "correlation_id": "reference"}
# Django hands these over beside its messages; a request prints its address with all that was searched for.
UNTOLD = ("request", "sql", "params", "alias", "server_time", "taskName")
QUIET = frozenset({"healthz", "readyz", "metrics"})

requests_log = logging.getLogger("portal.request")
SECONDS = Histogram("portal_request_seconds", "Time to answer a request", ["view", "method", "status"])

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WordlessFormatter(JsonFormatter):
    """Write a line of JSON; of an exception its kind and where it came from, not what it quotes of the data."""

    def __init__(self) -> None:
        """Choose the fields that a line has."""
        super().__init__(
            "{asctime}{levelname}{name}{message}{correlation_id}",
            style="{",
            rename_fields=FIELDS,
            reserved_attrs=[*RESERVED_ATTRS, *UNTOLD],
            json_ensure_ascii=False,
        )

    def format(self, record: logging.LogRecord) -> str:
        """Name a page by its pattern where Django names it by its address."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            record = copy.copy(record)
            record.msg, record.args = f"{getattr(record, 'status_code', '')} {_page(request)[0]}", ()
        return super().format(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's own name
        """Return kind and places of an exception and of those behind it."""
        told, error = [], ei[1]
        while error is not None:
            told.append(f"{type(error).__module__}.{type(error).__qualname__}{_harmless(error)}")
            told += [
                f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
            ]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(told)


def _harmless(error: BaseException) -> str:
    """Return what may be told of an error's words: how a database is out of reach, which promise was broken."""
    if isinstance(error, OperationalError) and str(error):
        return f": {str(error).splitlines()[0]}"
    broken = getattr(getattr(error, "diag", None), "constraint_name", None)
    return f": {broken}" if broken else ""


def tell_requests(get_response: GetResponse) -> GetResponse:
    """Make a middleware that writes a line for each answer: who asked for which page, the answer and its time.

    The page is told by its pattern: an address itself may hold a secret, and what stands behind its "?" was typed.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - begun
        page, view = _page(request)
        method = request.method if request.method in {"GET", "HEAD", "POST"} else "other"
        SECONDS.labels(view, method, response.status_code).observe(seconds)
        if view not in QUIET:
            requests_log.info("%s %s %s", method, page, response.status_code, extra=_facts(request, response, seconds))
        return response

    return middleware


def _facts(request: HttpRequest, response: HttpResponseBase, seconds: float) -> dict[str, Any]:
    # Whoever looks at the user asks the database: it is told where a page has asked already.
    user = request.__dict__.get("_cached_user")
    return {
        "status": response.status_code,
        "milliseconds": round(seconds * 1000),
        "account": getattr(user, "pk", None),
        "from": address(request),
    }


def _page(request: HttpRequest) -> tuple[str, str]:
    """Return the pattern and the name of the page asked for."""
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return "(no such page)", "none"
    return f"/{match.route}", match.view_name or "unnamed"
