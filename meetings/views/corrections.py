"""A month's publications, and what each supplement says otherwise than the one before it."""

import json
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from briefing_portal.lib.differences import beside
from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import format_number, format_share_of_target
from communes.permissions import UserRequest, body_or_404, reads_body
from documents.models import DocumentKind, Edition, PublishedDocument
from meetings.figures.corrections import Correction, corrected_sentences, corrected_totals
from reports.models import Indicator


@require_safe
def corrections(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """List what was published of a month, the latest first, with old sentences beside new; inside, internally."""
    convener = body_or_404(request.user, body)
    edition = Edition.INTERNAL if reads_body(request.user, convener) else Edition.PUBLISHED
    visible = PublishedDocument.objects.visible_to(request.user).select_related("body", "supplements")
    found = visible.filter(body=convener, month=str(month), kind=DocumentKind.SUMMARY, edition=edition).defer("pdf")
    documents = list(found.order_by("-number"))
    if not documents:
        raise Http404
    context = {"body": convener, "month": month, "first": documents[-1]}
    return render(request, "meetings/corrections.html", context | {"publications": _publications(documents)})


def _publications(documents: list[PublishedDocument]) -> list[dict[str, Any]]:
    data = [json.loads(document.data) for document in documents]
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    compared = [_changes(old, new, indicators) for new, old in pairwise(data)]
    return [
        {"document": document, "changes": changes}
        for document, changes in zip(documents, [*compared, None], strict=True)
    ]


def _changes(old: dict[str, Any], new: dict[str, Any], indicators: Mapping[str, Indicator]) -> dict[str, Any]:
    return {
        "sentences": [
            {"about": each.about, "words": beside(each.old, each.new)} for each in corrected_sentences(old, new)
        ],
        "totals": [_total(each, indicators.get(each.about)) for each in corrected_totals(old, new)],
    }


def _total(change: Correction, indicator: Indicator | None) -> dict[str, str]:
    """Return a total's name, unit and both figures, rounded as they are printed where that still tells them apart."""
    name, unit, decimals = (indicator.name, indicator.unit, indicator.decimals) if indicator else (change.about, "", 10)
    old, new = (_figure(value, unit, decimals) for value in (change.old, change.new))
    if old == new:
        old, new = (_figure(value, unit, 10) for value in (change.old, change.new))
    return {"name": name, "unit": "" if unit == "%" else unit, "old": old, "new": new}


def _figure(value: str, unit: str, decimals: int) -> str:
    if not value:
        return "—"
    return format_share_of_target(Decimal(value), decimals) if unit == "%" else format_number(Decimal(value), decimals)
