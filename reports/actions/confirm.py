"""The commune answers for what the office submitted on its behalf."""

from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from reports.models import Confirmation, Report, ReportEvent
from reports.workflow import Confirming, check_confirming


@transaction.atomic
def confirm(*, report: Report, expected_submission: int, by: User, at: datetime) -> Confirmation:
    """Say that the submission which the person saw is right."""
    return _answer(report, Confirming.CONFIRM, "", expected_submission, by=by, at=at)


@transaction.atomic
def ask_correction(*, report: Report, text: str, expected_submission: int, by: User, at: datetime) -> Confirmation:
    """Say what is wrong in it; the office returns or opens the report again for that."""
    return _answer(report, Confirming.CORRECT, normalize_text(text), expected_submission, by=by, at=at)


def _answer(
    report: Report, step: Confirming, text: str, expected_submission: int, *, by: User, at: datetime
) -> Confirmation:
    report = Report.objects.select_for_update().get(pk=report.pk)
    last = report.submissions.order_by("-number").first()
    if last is None:
        raise Refusal("Báo cáo chưa nộp lần nào nên chưa có gì để xác nhận.")
    if last.number != expected_submission:
        raise Refusal(f"Báo cáo vừa được nộp lần {last.number}; hãy xem lần nộp mới trước khi xác nhận.")
    answered = Confirmation.objects.filter(submission=last).exists()
    check_confirming(step, report.state, is_awaited=last.awaits_commune, answered=answered, text=text)
    ReportEvent.objects.create(report=report, kind=step, text=text, submission=last, at=at, by=by)
    return Confirmation.objects.create(submission=last, decision=step.value, text=text, at=at, by=by)
