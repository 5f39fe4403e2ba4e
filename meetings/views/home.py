"""The first page after the login: the work that awaits a person, by role; several roles stack."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from communes.permissions import (
    UserRequest,
    body_or_404,
    is_admin,
    is_leader,
    is_office,
    own_communes,
    reads_body,
)
from documents.models import Edition
from meetings.figures.calendar import coming_meetings
from meetings.figures.home import commune_part, current_period, latest_documents, leader_part, office_part

from . import one_page

COMING = 3  # meetings shown on the home page


@require_safe
def home(request: UserRequest, body: str) -> HttpResponse:
    """Show what awaits the user in this body."""
    convener = body_or_404(request.user, body)
    at = clock.now()
    period = current_period(convener, at.date())
    edition = Edition.INTERNAL if reads_body(request.user, convener) else Edition.PUBLISHED
    context: dict[str, Any] = {
        "body": convener,
        "period": period,
        "month": period.as_month if period else Month.of(at.date()),
        "communes": [commune_part(each, period, request.user, at) for each in own_communes(request.user, convener)],
        "documents": latest_documents(convener, request.user, edition=edition),
        "meetings": coming_meetings(convener, request.user, at)[:COMING],
        "is_office": is_office(request.user, convener),
        "is_leader": is_leader(request.user, convener),
        "is_admin": is_admin(request.user, convener),
    }
    if context["is_office"] and period:
        context["office"] = office_part(period)
    if context["is_leader"]:
        context["leader"] = leader_part(period)
    if context["is_leader"] and period:
        context["one_page"] = one_page.context_of(request, period)
    return render(request, "meetings/home.html", context)
