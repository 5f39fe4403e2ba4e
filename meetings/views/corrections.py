"""A month's publications, and what each supplement says otherwise than the one before it."""

import json
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from briefing_portal.lib.differences import mark_words
from briefing_portal.lib.months import Month
from communes.permissions import UserRequest, body_or_404, reads_body
from documents.models import DocumentKind, Edition, PublishedDocument
from meetings.figures.corrections import corrected_sentences, corrected_totals
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
    names = dict(Indicator.objects.values_list("code", "name"))
    compared = [_changes(old, new, names) for new, old in pairwise(data)]
    return [
        {"document": document, "changes": changes}
        for document, changes in zip(documents, [*compared, None], strict=True)
    ]


def _changes(old: dict[str, Any], new: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {
        "sentences": [
            {"about": each.about, "old": each.old, "pieces": mark_words(each.old, each.new)}
            for each in corrected_sentences(old, new)
        ],
        "totals": [
            {"name": names.get(each.about, each.about), "old": _figure(each.old), "new": _figure(each.new)}
            for each in corrected_totals(old, new)
        ],
    }


def _figure(value: str) -> Decimal | None:
    return Decimal(value) if value else None
