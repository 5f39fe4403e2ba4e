"""Publishing: the page that says what will be frozen, and the step itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest
from meetings.actions import publish
from meetings.figures.page import rows_of
from meetings.figures.readiness import cautions, named_outside, obstacles, published_of
from meetings.permissions import briefing_or_404, office_period_or_404


@require_http_methods(["GET", "POST"])
def briefing_publish(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Say what is frozen and for whom; the second step freezes it."""
    period = office_period_or_404(request.user, body, month)
    briefing = briefing_or_404(period)
    if request.method == "POST":
        seen = request.POST.get("version", "")
        version = int(seen) if seen.isdecimal() else -1
        try:
            publish.publish(briefing=briefing, expected_version=version, by=request.user, at=clock.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            return redirect("meetings:publish", body, month)
        messages.success(request, "Đã phát hành bản nội bộ và bản phát hành.")
        return redirect("meetings:published", body, month)
    rows = rows_of(briefing)
    context = {"body": period.body, "period": period, "month": month, "briefing": briefing}
    context |= {"obstacles": obstacles(briefing, rows), "cautions": cautions(briefing)}
    context |= {"named": named_outside(briefing, rows), "published": published_of(period)}
    return render(request, "meetings/briefing_publish.html", context)
