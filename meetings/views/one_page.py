"""The secretary's one page: on her telephone, on her desk, and what the leader finds behind the login."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.clock import OFFICE_TIME
from briefing_portal.lib.files import PDF, file_answer
from briefing_portal.lib.months import Month
from communes.permissions import UserRequest
from documents.rendering.pdf import RenderingFailed
from meetings.figures.one_page import one_page_of
from meetings.figures.page import page_of, rows_of
from meetings.figures.readiness import is_stale, published_of
from meetings.figures.sheets import sheet_pdf
from meetings.models import Briefing
from meetings.permissions import readable_period_or_404
from reports.models import Period
from reports.views.directive_rows import overdue_rows_of
from reports.views.directives import reader_of


@require_safe
def one_page(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Show a month on one page; `?nguon=` opens what a figure stands on."""
    period = readable_period_or_404(request.user, body, month)
    context = {"body": period.body, "period": period, "month": month}
    return render(request, "meetings/one_page.html", context | {"page": context_of(request, period)})


@require_safe
def one_page_pdf(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Print a month on one sheet, its text on the back."""
    period, at = readable_period_or_404(request.user, body, month), clock.now().astimezone(OFFICE_TIME)
    context = context_of(request, period) | {"period": period}
    try:
        pdf = print_one_page(context, period, at)
    except RenderingFailed as failure:
        return render(request, "meetings/printing_failed.html", {"body": period.body, "failure": failure}, status=503)
    return file_answer(pdf, PDF, f"mot-trang-{body}-{month}.pdf")


def print_one_page(context: dict[str, Any], period: Period, at: datetime) -> bytes:
    """Return the sheet as a PDF."""
    title = f"Tóm tắt {period} của {period.body.name}"
    return sheet_pdf("meetings/one_page_paper.html", context, body=period.body, title=title, at=at)


def context_of(request: UserRequest, period: Period) -> dict[str, Any]:
    """Return what the page says: the month's figures, what is overdue, then the text as far as there is one."""
    briefing = Briefing.objects.select_related("period__body").filter(period=period).first()
    opened = request.GET.get("nguon", "")
    return {
        "told": one_page_of(period, opened),
        "overdue": overdue_rows_of(reader_of(request, period.body)),
        "briefing": briefing,
        "is_stale": briefing is not None and is_stale(briefing),
        "text": page_of(briefing, rows_of(briefing), None, {}) if briefing else None,
        "published": next((each for each in published_of(period) if each.edition == "internal"), None),
        "opened": opened,
    }
