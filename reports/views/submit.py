"""The commune looks its report over and hands it on: for signature, or to the office."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from briefing_portal.lib import clock
from briefing_portal.lib.asked import number_in
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest, body_or_404, is_office
from reports import figures
from reports.actions import fill_in, submit
from reports.checks import Finding, check, errors_of, stock_again, warnings_of
from reports.facts import IndicatorFact
from reports.forms.fill_in import explanation_name, narrative_name
from reports.forms.review import figure_name
from reports.models import Report
from reports.permissions import may, may_confirm, may_fill_in, report_or_404
from reports.views.old_texts import old_texts_of
from reports.views.repeated import repeated_of
from reports.workflow import RULES, Move

ACTS = {Move.MARK_READY: submit.mark_ready, Move.TAKE_BACK: submit.take_back, Move.WITHDRAW: submit.withdraw}
DONE = {
    Move.MARK_READY: "Đã trình ký báo cáo.",
    Move.TAKE_BACK: "Đã rút báo cáo về để sửa.",
    Move.WITHDRAW: "Đã rút lại báo cáo; hãy sửa rồi nộp lại.",
}


@require_http_methods(["GET", "POST"])
def report_submit(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Show what will be handed in with the warnings to explain; on POST keep the sentences and submit."""
    report = _own_report(request, body, month, commune)
    if request.method == "POST" and not may(request.user, Move.SUBMIT, report):
        raise PermissionDenied("Chỉ người ký của xã được nộp báo cáo; bạn có thể trình ký.")
    if report.state not in RULES[Move.SUBMIT].sources:
        return _handed_in_before(request, report)
    if request.method == "POST":
        try:
            _submit(request, report)
        except Refusal as refusal:
            messages.error(request, f"Chưa nộp được. {refusal.sentence}")
        else:
            messages.success(request, "Đã nộp báo cáo. Văn phòng sẽ xem xét và trả lời tại trang này.")
            return redirect("reports:read", body, month, commune)
        report = _own_report(request, body, month, commune)
    return render(request, "reports/report_submit.html", _context(request, report))


@require_POST
def report_move(request: UserRequest, body: str, month: Month, commune: str, move: str) -> HttpResponse:
    """Hand the report to the signer, take it back, or withdraw it."""
    report = _own_report(request, body, month, commune)
    if move not in ACTS:
        raise Http404
    step = Move(move)
    if not may(request.user, step, report):
        raise PermissionDenied("Tài khoản này không được làm bước đó với báo cáo.")
    try:
        if step is Move.MARK_READY:
            _keep_explanations(request, report)
        ACTS[step](report=report, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        # What stands in the way of a signature, wrong figures and warnings, is listed on the page of submission.
        return redirect("reports:submit" if step is Move.MARK_READY else "reports:read", body, month, commune)
    messages.success(request, DONE[step])
    return redirect("reports:read", body, month, commune)


def _handed_in_before(request: UserRequest, report: Report) -> HttpResponse:
    """Answer the same form sent twice: the report is handed in already."""
    said = f"Báo cáo đang ở trạng thái “{report.state.label}”."
    last = report.submissions.order_by("-number").first()
    if last is not None:
        said += f" Lần nộp {last.number} lúc {timezone.localtime(last.submitted_at):%H:%M ngày %d/%m/%Y}."
    messages.info(request, said)
    return redirect("reports:read", report.commune.body.slug, report.period.as_month, report.commune.slug)


def _own_report(request: UserRequest, body: str, month: Month, commune: str) -> Report:
    report = report_or_404(request.user, body_or_404(request.user, body), month, commune)
    if not may_fill_in(request.user, report):
        raise PermissionDenied("Chỉ cán bộ của xã và Văn phòng làm bước này.")
    return report


@transaction.atomic
def _submit(request: UserRequest, report: Report) -> None:
    """Keep the sentences, then submit; where the submission is refused, the sentences stay on the page alone."""
    version = number_in(request.POST.get("version", ""))
    kept = _keep_explanations(request, report)
    on_behalf = is_office(request.user, report.commune.body)
    submit.submit(
        report=report,
        by=request.user,
        at=clock.now(),
        on_behalf=on_behalf,
        awaits_commune=on_behalf and not may_confirm(request.user, report),
        expected_version=None if version is None else version + kept,
    )


def _keep_explanations(request: UserRequest, report: Report) -> int:
    """Save the sentences that were sent and changed; return how many versions that took."""
    old = dict(report.explanations.values_list("indicator__code", "text"))
    sent = {f.indicator: request.POST.get(explanation_name(f.indicator)) for f in figures.findings_of(report)}
    new = {code: text.strip() for code, text in sent.items() if text is not None and text.strip() != old.get(code, "")}
    if not new or not report.is_editable:
        return 0
    if any(len(text) > fill_in.EXPLANATION_LIMIT for text in new.values()):
        raise Refusal(f"Mỗi giải trình dài tối đa {fill_in.EXPLANATION_LIMIT} ký tự.")
    version = number_in(request.POST.get("version", ""))
    fill_in.save(
        report=report,
        entries=fill_in.Entries(explanations=new),
        expected_version=report.version if version is None else version,
        by=request.user,
        at=clock.now(),
    )
    return 1


def _context(request: UserRequest, report: Report) -> dict[str, object]:
    sheet = figures.sheet_of(report)
    findings, names = check(sheet), {i.code: i for i in sheet.indicators}
    asked = [key for indicator in sheet.indicators if indicator.kind == "measured" for key in sheet.keys(indicator)]
    return {
        "body": report.commune.body,
        "month": report.period.as_month,
        "report": report,
        "errors": [(names[f.indicator], figure_name((f.indicator, f.season)), f) for f in errors_of(findings)],
        "unanswered": figures.faults_of(report),
        "old_texts": old_texts_of(report),
        "repeated": repeated_of(report),
        "warnings": _warnings(request, report, findings, names),
        "filled": len(sheet.figures),
        "asked": len(asked),
        "proposed": len(stock_again(sheet).keys() - sheet.figures.keys()),
        "narratives": report.narratives.count(),
        "issues": report.issues.count(),
        "proposals": report.proposals.count(),
        "is_editable": report.is_editable,
        "may_submit": may(request.user, Move.SUBMIT, report),
        "on_behalf": is_office(request.user, report.commune.body),
        "refusal": report.period.refusal_for(report.commune, clock.now()),
    }


def _warnings(
    request: UserRequest, report: Report, findings: Sequence[Finding], names: Mapping[str, IndicatorFact]
) -> list[dict[str, object]]:
    """Return each indicator that has a warning with its sentence: as sent now, or as it stands."""
    said = dict(report.explanations.values_list("indicator__code", "text"))
    by_code: dict[str, list[Finding]] = {}
    for finding in warnings_of(findings):
        by_code.setdefault(finding.indicator, []).append(finding)
    return [
        {
            "name": explanation_name(code),
            "box": figure_name((code, group[0].season)),
            "narrative": next((narrative_name(f.section) for f in group if f.section), ""),
            "indicator": names[code],
            "findings": group,
            "text": request.POST.get(explanation_name(code), said.get(code, "")),
        }
        for code, group in by_code.items()
    ]
