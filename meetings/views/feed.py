"""A person's calendar: fetched by her program without a login, and the page where she gets its address."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.files import file_answer
from communes.models import ConveningBody
from communes.permissions import UserRequest
from meetings.actions import keep_feed
from meetings.figures.feed import feed_of
from meetings.models import CalendarFeed

KEPT = 900  # seconds in which a program need not ask again


@login_not_required
@require_safe
def feed(request: HttpRequest, pk: int, key: str) -> HttpResponseBase:
    """Hand out a person's days to whoever has her address; what she may not see any longer isn't in it."""
    found = CalendarFeed.objects.select_related("user").filter(user=pk, user__is_active=True).first()
    if found is None or not found.opens_with(key):
        raise Http404
    file = feed_of(found.user, clock.now())
    etag = f'"{hashlib.sha256(file).hexdigest()[:32]}"'
    answer = file_answer(file, "text/calendar; charset=utf-8", "giao-ban.ics")
    answer["ETag"] = etag
    answer["Cache-Control"] = f"private, max-age={KEPT}"
    return get_conditional_response(request, etag=etag, response=answer) or answer


@require_safe
def feed_settings(request: UserRequest) -> HttpResponse:
    """Show the user's calendar address, where she has one, and what to do with it."""
    found = CalendarFeed.objects.filter(user=request.user).first()
    path = reverse("meetings:feed", args=[found.user_id, found.key]) if found else ""
    context = {
        "body": ConveningBody.objects.visible_to(request.user).first(),
        "feed": found,
        "address": settings.PORTAL_URL + path,
    }
    return render(request, "meetings/feed_settings.html", context)


@require_POST
def feed_renew(request: UserRequest) -> HttpResponse:
    """Make a new address."""
    keep_feed.renew(user=request.user, by=request.user, at=clock.now())
    messages.success(request, "Đã tạo địa chỉ lịch mới. Địa chỉ cũ, nếu có, không dùng được nữa.")
    return redirect("meetings:feed_settings")


@require_POST
def feed_off(request: UserRequest) -> HttpResponse:
    """Take the address away."""
    keep_feed.switch_off(user=request.user, by=request.user, at=clock.now())
    messages.success(request, "Đã tắt địa chỉ lịch.")
    return redirect("meetings:feed_settings")
