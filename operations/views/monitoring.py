"""What a monitor asks: is everything ready, and the numbers."""

import ipaddress
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from briefing_portal.lib import clock
from briefing_portal.lib.visitors import address
from operations.figures import metrics as numbers
from operations.figures import readiness


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything is there that the portal needs, else 503; either way name each part."""
    parts = readiness.parts(clock.machine_now())
    ready = all(part.is_ready for part in parts)
    told = {part.name: {"ready": part.is_ready, "says": part.says} for part in parts}
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({"ready": ready, "parts": told}, status=status)


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the numbers for Prometheus to this machine and to who has the token; to others there is no such page."""
    if not (_has_token(request) or _is_this_machine(request)):
        raise Http404
    return HttpResponse(numbers.exposition(clock.machine_now()), content_type=CONTENT_TYPE_LATEST)


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")


def _is_this_machine(request: HttpRequest) -> bool:
    """Tell whether the request comes from here; what a proxy passed on that nobody told us of doesn't."""
    if not settings.TRUSTED_PROXIES and "X-Forwarded-For" in request.headers:
        return False
    found = address(request)
    return found is not None and ipaddress.ip_address(found).is_loopback
