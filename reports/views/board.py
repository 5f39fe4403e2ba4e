"""The office's board: how each commune stands in a month."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.tables import list_answer
from communes.permissions import UserRequest, is_office, readable_body_or_404
from reports.models import Period

from . import standing
from .tables import board_table


@require_safe
def board(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Show the communes of a month with their states; the body's readers see it, its office acts from it."""
    convener = readable_body_or_404(request.user, body)
    context: dict[str, Any] = {"body": convener, "month": month, "is_office": is_office(request.user, convener)}
    period = Period.objects.filter(body=convener, month=str(month)).select_related("body").first()
    if period is None:
        return render(request, "reports/board_unopened.html", context)
    at = clock.now()
    lines = standing.lines_of(period, at)
    context |= {"period": period, "lines": lines, "counts": standing.counts_of(lines)}
    context |= {"neighbours": _neighbours(period), "reminder": standing.reminder(period, lines, at)}
    context |= {"opening": standing.opening(period, at)}
    context |= {"handed_in": sum(not line.is_outstanding for line in lines)}
    context |= {"is_locked": period.is_locked(at), "is_overdue": period.is_overdue(at)}
    return list_answer(request, "reports/board.html", context, lambda: board_table(period, lines))


def _neighbours(period: Period) -> dict[str, Month | None]:
    """Return the opened months before and after a month."""
    names = list(Period.objects.filter(body=period.body).order_by("month").values_list("month", flat=True))
    place = names.index(period.month)
    return {
        "before": Month.parse(names[place - 1]) if place else None,
        "after": Month.parse(names[place + 1]) if names[place + 1 :] else None,
    }
