"""The commune fills in its report."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.asked import number_in
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest, body_or_404, commune_or_404, is_office
from documents.models.file_kinds import ACCEPTED
from reports.actions import fill_in
from reports.checks.directives import carried_words
from reports.figures.proposals import ProposalLine, replies_for
from reports.models import Report
from reports.permissions import may_fill_in, period_or_404, refusal_to_edit
from reports.views import thread, unchanged
from reports.views.draft import Draft, Texts, box_of, draft_of, empty_report, merged_draft, sent_draft
from reports.views.evidence import keep_files
from reports.views.files import FilesPanel, panel_of, take_in
from reports.views.repeated import repeated_of


@require_http_methods(["GET", "POST"])
def report_edit(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Show the report's form and save what was typed; whoever saves second is told what changed."""
    report = report_to_fill_in(request, body, month, commune)
    if request.method == "GET":
        return _open(request, report)
    report, panel = take_in(request, report)
    draft = _sent(request, report, panel)
    if not draft.is_valid:
        return _show(request, draft)
    try:
        saved = save_draft(request, report, draft, expected_version=draft.form.cleaned_data["version"])
    except fill_in.StaleReport:
        return _merge(request, draft, report_to_fill_in(request, body, month, commune))
    except Refusal as refusal:
        messages.error(request, f"Chưa lưu được. {refusal.sentence}")
        return _show(request, draft)
    return _after(request, saved, draft.taken)


@require_safe
def figure_reading(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Read typed figures back: in words, as a share of their plans, with what the rules find.

    The first is read, or as many as `read` says; those after them are typed too and count for the rules.
    """
    report = report_to_fill_in(request, body, month, commune)
    draft = sent_draft(report, request.GET, clock.today())
    names = [name for name in request.GET if box_of(draft, name)]
    if not names:
        raise Http404
    draft.form.read_only(names)
    draft.show()
    asked = names[: number_in(request.GET.get("read", "1")) or 1]
    return render(request, "reports/_figures_said.html", {"fields": [draft.form[name] for name in asked]})


def report_to_fill_in(request: UserRequest, body: str, month: Month, commune: str) -> Report:
    """Return a commune's report for somebody who may fill it in; unsaved where nobody has begun it."""
    owner = body_or_404(request.user, body)
    unit, period = commune_or_404(request.user, owner, commune), period_or_404(owner, month)
    found = Report.objects.filter(period=period, commune=unit).select_related("period__body", "commune__body").first()
    report = found or empty_report(period, unit)
    if not may_fill_in(request.user, report):
        raise PermissionDenied("Chỉ cán bộ của xã và Văn phòng nhập báo cáo này.")
    return report


def _sent(request: UserRequest, report: Report, panel: FilesPanel) -> Draft:
    """Return the form as it was sent; a file that isn't taken is said beside its box."""
    data, refused = keep_files(request, report)
    data, taken = unchanged.with_taken(report, data)
    draft = sent_draft(report, data, clock.today())
    draft.files, draft.taken = panel, taken
    for name, sentence in refused.items():
        if name in draft.answers.fields:
            draft.answers.add_error(name, sentence)
    return draft


def _open(request: UserRequest, report: Report) -> HttpResponse:
    """Show the form, or why nothing can be typed now."""
    if refusal := refusal_to_edit(report, clock.now()):
        return render(request, "reports/report_closed.html", _context(request, report) | {"refusal": refusal})
    return _show(request, draft_of(report, clock.today()))


def _merge(request: UserRequest, sent: Draft, report: Report) -> HttpResponse:
    """Show the form with what somebody else saved first; nothing is saved until the button is pressed again."""
    draft = merged_draft(sent, report)
    return _show(request, draft) if draft else _after(request, report)


def save_draft(request: UserRequest, report: Report, draft: Draft, *, expected_version: int) -> Report:
    """Save what was sent of a form, and begin the report with it where nobody has; StaleReport where it changed."""
    at, by = clock.now(), request.user
    with transaction.atomic():
        begun = fill_in.begin(report=report, by=by, at=at)
        return fill_in.save(report=begun, entries=draft.entries(), expected_version=expected_version, by=by, at=at)


def _after(request: UserRequest, report: Report, taken: Texts | None = None) -> HttpResponse:
    address = (report.commune.body.slug, report.period.as_month, report.commune.slug)
    messages.success(request, f"Đã lưu lúc {timezone.localtime(report.changed_at):%H:%M}.")
    if "submit" in request.POST:
        return redirect("reports:submit", *address)
    edit = reverse("reports:edit", args=address)
    if taken:
        return redirect(f"{edit}?{urlencode({unchanged.TAKEN: unchanged.sealed(taken)})}#da-ghi")
    part = request.POST.get("part", "")
    anchor = f"#{part}" if part.replace("-", "").replace("_", "").isalnum() else ""
    return redirect(edit + anchor)


def _show(request: UserRequest, draft: Draft) -> HttpResponse:
    draft.show()
    context = _context(request, draft.report) | {"draft": draft, "form": draft.form}
    context |= {"files": panel_of(draft.report, draft.frame.sections, draft.files), "file_types": ACCEPTED}
    context |= {"returned": thread.last_return(draft.report), "repeated": repeated_of(draft.report)}
    context |= {"replies": replies_of(draft.report)}
    context |= {"taken": unchanged.taken_of(draft, request.GET.get(unchanged.TAKEN, ""))}
    return render(request, "reports/report_edit.html", context)


def replies_of(report: Report) -> list[tuple[ProposalLine, str]]:
    """Return the commune's earlier proposals with what was answered, and for how many months an open one has waited."""
    month, lines = report.period.as_month, replies_for(report.period, report.commune)
    return [(line, carried_words(line.month, month) if line.is_open else "") for line in lines]


def _context(request: UserRequest, report: Report) -> dict[str, object]:
    return {
        "body": report.commune.body,
        "month": report.period.as_month,
        "report": report,
        "on_behalf": is_office(request.user, report.commune.body),
    }
