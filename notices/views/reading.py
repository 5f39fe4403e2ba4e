"""A person's notices: read, opened, marked."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.asked import KEY_DIGITS, number_in
from briefing_portal.lib.tables import list_answer
from communes.models import ConveningBody
from communes.permissions import UserRequest
from notices.actions import read
from notices.forms import UNREAD, NoticeFilter
from notices.models import Notice
from notices.models.kinds import kinds_for
from notices.permissions import notice_or_404, watches_letters
from notices.views.tables import notice_table

ON_A_PAGE = 20


@require_safe
def notice_list(request: UserRequest) -> HttpResponse:
    """Show what the user was told, the latest first, as far as the address asks for it."""
    search = NoticeFilter(kinds_for(request.user), request.GET)
    wanted = search.wanted
    found = Notice.objects.visible_to(request.user).select_related("body").newest_first()
    if wanted.get("show") == UNREAD:
        found = found.unread()
    if kind := wanted.get("kind"):
        found = found.filter(kind=kind)
    body = ConveningBody.objects.visible_to(request.user).first()
    context: dict[str, Any] = {"body": body, "search": search, "is_narrowed": bool(wanted)}
    context["page"] = page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context["has_unread"] = any(not notice.is_read for notice in page)
    context["newest"] = Notice.objects.visible_to(request.user).order_by("-pk").values_list("pk", flat=True).first()
    context["watches_letters"] = body is not None and watches_letters(request.user, body)
    return list_answer(request, "notices/notice_list.html", context, lambda: notice_table(found))


@require_POST
def notice_open(request: UserRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    notice = notice_or_404(request.user, pk)
    read.mark_read(notice=notice, by=request.user, at=clock.now())
    return redirect(notice.address)


@require_POST
def notice_read(request: UserRequest, pk: int) -> HttpResponse:
    """Mark a notice as read."""
    read.mark_read(notice=notice_or_404(request.user, pk), by=request.user, at=clock.now())
    return _back(request)


@require_POST
def notice_unread(request: UserRequest, pk: int) -> HttpResponse:
    """Put a notice back among those to be read."""
    read.mark_unread(notice=notice_or_404(request.user, pk), by=request.user, at=clock.now())
    return _back(request)


@require_POST
def notice_read_all(request: UserRequest) -> HttpResponse:
    """Mark all as read that had come when the page was made."""
    newest = number_in(request.POST.get("newest", ""), KEY_DIGITS)
    if newest is not None:
        count = read.mark_all_read(up_to=newest, by=request.user, at=clock.now())
        messages.success(request, f"Đã đánh dấu {count} thông báo là đã đọc.")
    return redirect("notices:list")


def _back(request: UserRequest) -> HttpResponse:
    """Return to the list as it was narrowed."""
    search = NoticeFilter(kinds_for(request.user), request.POST)
    response = redirect("notices:list")
    if search.wanted:
        response["Location"] += f"?{urlencode(search.wanted)}"
    return response
