"""Single boxes of a report's form, saved as they are typed; each that the script sends is answered for itself."""

from dataclasses import dataclass, field

from django.db import transaction
from django.http import HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_POST

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import format_date, number_for_input
from communes.permissions import UserRequest
from reports.actions import fill_in
from reports.forms.fill_in import as_of_name
from reports.forms.review import figure_name
from reports.models import Report
from reports.permissions import refusal_to_edit
from reports.views.draft import LISTS, Draft, Texts, base_of, new_base, sent_draft, texts_of
from reports.views.fill_in import report_to_fill_in

TRIES = 3  # where somebody else saves at the same moment
OWN_WORDS = {"version", "base"}
SEEN = "seen:"  # before a box's name: the other's text that the person saw and didn't want


@dataclass(slots=True)
class Answer:
    """What became of the boxes that were sent.

    `refused` has the sentences on what can't be read, `clashes` what somebody else wrote meanwhile into the same boxes;
    neither is saved. All others stand in the report now.
    """

    refused: dict[str, str] = field(default_factory=dict)
    clashes: Texts = field(default_factory=dict)


@require_POST
def report_save(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Save the boxes that were sent, each for itself; tell which were, and what others changed meanwhile."""
    for _ in range(TRIES):
        report = report_to_fill_in(request, body, month, commune)
        if refusal := refusal_to_edit(report, clock.now()):
            return JsonResponse({"refusal": refusal}, status=409)
        try:
            answer = _save(request, report)
        except fill_in.StaleReport:
            continue
        except Refusal as fault:
            return JsonResponse({"refusal": fault.sentence}, status=409)
        return JsonResponse(_told(request, report_to_fill_in(request, body, month, commune), answer))
    return JsonResponse({"refusal": "Nhiều người đang lưu cùng lúc; phần này sẽ được gửi lại."}, status=503)


def _save(request: UserRequest, report: Report) -> Answer:
    """Save what can be saved; StaleReport where somebody was quicker."""
    answer, data = Answer(), request.POST.copy()
    draft = _without(answer.refused, report, data)
    standing = texts_of(report)
    answer.clashes = _clashes(_as_kept(draft), base_of(data.get("base", "")), standing, data)
    for name in answer.clashes:
        _drop(data, name)
    draft = sent_draft(report, data, clock.today())
    if draft.is_valid and any(text != standing.get(name, "") for name, text in _as_kept(draft).items()):
        _write(request, report, draft)
    return answer


def _write(request: UserRequest, report: Report, draft: Draft) -> None:
    at, by = clock.now(), request.user
    with transaction.atomic():
        begun = report if report.pk else fill_in.start(period=report.period, commune=report.commune, by=by, at=at)
        fill_in.save(report=begun, entries=draft.entries(), expected_version=report.version, by=by, at=at)


def _without(refused: dict[str, str], report: Report, data: QueryDict) -> Draft:
    """Return the form of what can be read; the rest is taken out of the data, with the sentences why."""
    draft = sent_draft(report, data, clock.today())
    if draft.is_valid:
        return draft
    for form in (draft.form, draft.answers):
        refused.update({name: " ".join(map(str, errors)) for name, errors in form.errors.items()})
    for name, rows in (("issues", draft.issues), ("proposals", draft.proposals)):
        if rows.is_bound and not rows.is_valid():
            refused[name] = " ".join(str(each) for row in rows.forms for box in row.errors.values() for each in box)
    for name in refused:
        _drop(data, name)
    return sent_draft(report, data, clock.today())


def _drop(data: QueryDict, name: str) -> None:
    """Take a box out of what was sent; of a list all rows, of an answer to a directive all its boxes."""
    start = name.rsplit(":", 1)[0] + ":" if name.startswith("answer:") else f"{name}-" if name in LISTS else name
    for each in [each for each in data if each == name or (each.startswith(start) and start != name)]:
        del data[each]


def _as_kept(draft: Draft) -> Texts:
    """Return what was sent, box by box, written as it would stand in the report."""
    if not draft.is_valid:
        return {}
    entries = draft.entries()
    figures = {figure_name(key): number_for_input(value) for key, value in entries.figures.items() if value is not None}
    days = {as_of_name(key): format_date(day) for key, day in entries.days.items() if day is not None}
    return draft.texts() | figures | days


def _clashes(mine: Texts, base: Texts, standing: Texts, data: QueryDict) -> Texts:
    """Return what stands in boxes that somebody else changed to something else, and that wasn't seen and refused."""
    changed = {name: standing.get(name, "") for name in mine if standing.get(name, "") != base.get(name, "")}
    return {
        name: text for name, text in changed.items() if text not in {mine[name], data.get(f"{SEEN}{name}", mine[name])}
    }


def _told(request: UserRequest, report: Report, answer: Answer) -> dict[str, object]:
    standing, base = texts_of(report), base_of(request.POST.get("base", ""))
    sent = {name for name in request.POST if name not in OWN_WORDS}
    others = {
        name: standing.get(name, "")
        for name in {*standing, *base}
        if standing.get(name, "") != base.get(name, "") and name not in sent
    }
    return {
        "refused": answer.refused,
        "clashes": answer.clashes,
        "others": others,
        "by": str(report.changed_by) if report.pk else "",
        "at": f"{timezone.localtime(report.changed_at):%H:%M}" if report.pk else "",
        "version": report.version,
        "base": new_base(standing),
    }
