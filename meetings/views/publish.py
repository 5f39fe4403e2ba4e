"""Publishing: the page that says what will be frozen, and the step itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from briefing_portal.lib import clock
from briefing_portal.lib.asked import number_in
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest
from meetings import tasks
from meetings.actions import keep_jobs, publish
from meetings.figures.consultation import open_points
from meetings.figures.page import rows_of
from meetings.figures.printing import is_large, state_of
from meetings.figures.readiness import cautions, named_outside, obstacles, published_of
from meetings.models import Briefing
from meetings.models.jobs import Purpose
from meetings.permissions import briefing_or_404, office_period_or_404
from reports.models import Period


@require_http_methods(["GET", "POST"])
def briefing_publish(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Say what is frozen and for whom; the second step freezes it."""
    period = office_period_or_404(request.user, body, month)
    briefing = briefing_or_404(period)
    despite = request.POST.get("despite", "")
    if request.method == "POST":
        seen = number_in(request.POST.get("version", ""))
        version = -1 if seen is None else seen
        try:
            if is_large(briefing):
                return _later(request, briefing, version, despite)
            publish.publish(
                briefing=briefing, expected_version=version, by=request.user, at=clock.now(), despite=despite
            )
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            return _ask(request, period, briefing_or_404(period), despite)
        messages.success(request, "Đã phát hành bản nội bộ và bản phát hành.")
        return redirect("meetings:published", body, month)
    return _ask(request, period, briefing, despite)


def _later(request: UserRequest, briefing: Briefing, version: int, despite: str) -> HttpResponse:
    """Have a long document drawn and frozen in the background; what can be refused at once is."""
    at = clock.now()
    publish.check(briefing=briefing, expected_version=version, despite=despite, at=at)
    job = keep_jobs.ask(
        briefing=briefing,
        purpose=Purpose.PUBLICATION,
        edition="",
        key=state_of(briefing),
        despite=despite,
        enqueue=tasks.run_job.enqueue,
        by=request.user,
        at=at,
    )
    return redirect("meetings:job", briefing.period.body.slug, briefing.period.as_month, job.pk)


def _ask(request: UserRequest, period: Period, briefing: Briefing, despite: str) -> HttpResponse:
    """Show the page that asks, with the reason that was typed."""
    rows = rows_of(briefing)
    context = {"body": period.body, "period": period, "month": period.as_month, "briefing": briefing}
    context |= {"obstacles": obstacles(briefing, rows), "cautions": cautions(briefing)}
    context |= {"named": named_outside(briefing, rows), "published": published_of(period)}
    context |= {"open_points": open_points(briefing, clock.now()), "despite": despite}
    return render(request, "meetings/briefing_publish.html", context)
