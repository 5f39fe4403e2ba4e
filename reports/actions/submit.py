"""Hand a report on for signature, submit it, take it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from communes.models import User
from notices.actions import outbox
from reports import figures
from reports.checks import Finding, errors_of, warnings_of
from reports.figures.telling import back_key, due_key
from reports.models import Report, ReportEvent, ReportText, Section, Submission
from reports.models.snapshots import canonical, sha256_of, snapshot_of
from reports.models.words import words_of
from reports.workflow import Move, check_move


@transaction.atomic
def mark_ready(*, report: Report, by: User, at: datetime) -> Report:
    """Hand the report to the signer (trình ký); refused as a submission is."""
    _check(report, figures.findings_of(report), before="trình ký")
    return _move(report, Move.MARK_READY, by=by, at=at)


@transaction.atomic
def take_back(*, report: Report, by: User, at: datetime) -> Report:
    """Take the report back from the signer to change it."""
    return _move(report, Move.TAKE_BACK, by=by, at=at)


@transaction.atomic
def withdraw(*, report: Report, by: User, at: datetime) -> Report:
    """Take a submitted report back, as long as the office has not begun its review."""
    return _move(report, Move.WITHDRAW, by=by, at=at)


@transaction.atomic
def submit(
    *,
    report: Report,
    by: User,
    at: datetime,
    on_behalf: bool = False,
    awaits_commune: bool = False,
    needs_explanations: bool = True,
    expected_version: int | None = None,
) -> Submission:
    """Submit the report: its snapshot is kept as the next numbered submission.

    `awaits_commune`: it is on behalf, and the commune shall confirm it.
    Errors refuse it; warnings without a sentence and directives without an answer refuse it unless
    `needs_explanations` is off (import): the reviewer then sees them.
    """
    report = _locked(report, at)
    if expected_version is not None and report.version != expected_version:
        raise Refusal("Báo cáo đã thay đổi từ lúc bạn xem; hãy xem lại trước khi nộp.")
    target = check_move(Move.SUBMIT, report.state)
    findings = figures.findings_of(report)
    _check(report, findings, before="nộp", needs_explanations=needs_explanations)
    snapshot = _snapshot(report, findings, by=by, at=at, on_behalf=on_behalf)
    text = canonical(snapshot)
    submission = Submission.objects.create(
        report=report,
        number=snapshot["number"],
        snapshot=text,
        sha256=sha256_of(text),
        submitted_at=at,
        submitted_by=by,
        on_behalf=on_behalf,
        awaits_commune=awaits_commune,
    )
    _keep_words(report, snapshot)
    report.status, report.submitted_at = target, at
    report.first_submitted_at = report.first_submitted_at or at
    report.review_begun_at = report.review_begun_by = None
    report.save()
    ReportEvent.objects.create(report=report, kind=Move.SUBMIT, submission=submission, at=at, by=by)
    _settle_notices(report, at)
    return submission


def _settle_notices(report: Report, at: datetime) -> None:
    """Let what asked for this submission count as read: that it is due, that it came back."""
    for key in (due_key(report.period, report.commune_id), back_key(report)):
        outbox.settle(body=report.period.body, key=key, at=at)


def unexplained(report: Report, findings: list[Finding]) -> list[Finding]:
    """Return the warnings on which the commune has not said a sentence yet."""
    explained = set(report.explanations.values_list("indicator__code", flat=True))
    return [finding for finding in warnings_of(findings) if finding.indicator not in explained]


def _check(report: Report, findings: list[Finding], *, before: str, needs_explanations: bool = True) -> None:
    if errors := errors_of(findings):
        raise Refusal(f"Còn {len(errors)} số liệu sai cần sửa trước khi {before}.")
    if not needs_explanations:
        return
    if faults := figures.faults_of(report):
        raise Refusal(f"Còn {len(faults)} nhiệm vụ cần trả lời đủ trước khi {before}.")
    if missing := unexplained(report, findings):
        raise Refusal(f"Còn {len(missing)} cảnh báo cần giải trình trước khi {before}.")


def _snapshot(report: Report, findings: list[Finding], *, by: User, at: datetime, on_behalf: bool) -> dict[str, Any]:
    number = report.submissions.count() + 1
    month = report.period.as_month
    targets = [
        {"indicator": code, "season": season, "value": str(plan.value), "revision": plan.revision}
        for (code, season), plan in sorted(figures.plans_of(report.commune, month).items())
    ]
    last_month = [
        {"indicator": code, "season": season, "value": str(value)}
        for (code, season), value in sorted(figures.last_month_of(report.commune, month).items())
    ]
    found = [
        {
            "rule": f.rule,
            "severity": f.severity.value,
            "indicator": f.indicator,
            "season": f.season,
            "sentence": f.sentence,
        }
        for f in findings
    ]
    snapshot = snapshot_of(report, number=number, targets=targets, last_month=last_month, findings=found)
    return snapshot | {"submitted_at": at.isoformat(), "submitted_by": by.username, "on_behalf": on_behalf}


def _keep_words(report: Report, snapshot: dict[str, Any]) -> None:
    """Put the words that are handed in now, to be searched, in the place of those handed in before."""
    report.words.all().delete()
    ReportText.objects.bulk_create(words_of(report.pk, snapshot, list(Section.objects.order_by("order", "pk"))))


def _locked(report: Report, at: datetime) -> Report:
    report.period.hold(alone=False)
    report = Report.objects.select_for_update().select_related("period__body", "commune__body").get(pk=report.pk)
    report.period.check_open_for(report.commune, at)
    return report


def _move(report: Report, move: Move, *, by: User, at: datetime) -> Report:
    report = _locked(report, at)
    report.status = check_move(move, report.state, review_begun=report.review_begun_at is not None)
    report.save(update_fields=("status",))
    ReportEvent.objects.create(report=report, kind=move, at=at, by=by)
    return report
