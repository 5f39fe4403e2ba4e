"""What a section may say besides its figures: the communes' narratives, the office's phrases, own words."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from briefing_portal.lib.months import Month
from communes.permissions import UserRequest
from meetings.figures.editions import page_sections
from meetings.figures.offers import offer_of, phrases_of
from meetings.figures.page import rows_of
from meetings.figures.sources import names_of
from meetings.forms import AddedSentenceForm
from meetings.permissions import briefing_or_404, office_period_or_404


@require_safe
def section_fill(request: UserRequest, body: str, month: Month, section: str) -> HttpResponse:
    """Offer what a section may say besides its figures: narratives, phrases, own words."""
    period = office_period_or_404(request.user, body, month)
    found = briefing_or_404(period)
    place = next((each for each in page_sections() if each.code == section), None)
    if place is None:
        raise Http404
    rows = rows_of(found)
    context = {
        "body": period.body,
        "period": period,
        "month": month,
        "section": place,
        "rows": [row for row in rows if row.section == section and not row.dropped],
        "offer": offer_of(found, rows, section, names_of(period.body, month), phrases_of(found).get(section, ())),
        "form": AddedSentenceForm(initial={"section": section}),
    }
    return render(request, "meetings/section_fill.html", context)
