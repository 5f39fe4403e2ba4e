"""What the commune can do next with a report; a step that can't be taken says why beside its dead button."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from briefing_portal.lib.refusal import Refusal
from communes.models import User
from reports.models import Report
from reports.permissions import may, may_fill_in, may_review, refusal_to_edit
from reports.workflow import EDITABLE, Move, ReportStatus, check_move

ONLY_SIGNER = {
    Move.SUBMIT: "Chỉ người ký của xã được nộp; cán bộ trình ký để Chủ tịch hoặc Bí thư nộp.",
    Move.WITHDRAW: "Chỉ người ký của xã rút lại được báo cáo đã nộp.",
}
AFTER_ACCEPTANCE = "Báo cáo đã được tiếp nhận; cần sửa thì đề nghị Văn phòng mở lại, kèm lý do."


@dataclass(frozen=True, slots=True)
class Step:
    """A button: where it leads or posts to, and the sentence why it is dead (empty where it lives)."""

    label: str
    address: str
    is_post: bool = False
    is_main: bool = False
    refusal: str = ""


def steps_of(report: Report, user: User, at: datetime) -> list[Step]:
    """Return what the user can do next with a report at a moment; none for a reader."""
    steps = list(_commune_steps(report, user, at)) if may_fill_in(user, report) else []
    if may_review(user, report) and report.state is ReportStatus.SUBMITTED:
        steps.insert(0, Step("Xem xét", _address("review", report), is_main=True))
    return steps


def _commune_steps(report: Report, user: User, at: datetime) -> Iterator[Step]:
    if report.state in EDITABLE:
        closed = refusal_to_edit(report, at)
        yield Step("Sửa báo cáo", _address("edit", report), is_main=True, refusal=closed)
        can_submit = may(user, Move.SUBMIT, report)
        label = "Kiểm tra và nộp" if can_submit else "Kiểm tra và trình ký"
        yield Step(label, _address("submit", report), refusal=closed)
        if not can_submit:
            yield Step(Move.SUBMIT.label, "", refusal=ONLY_SIGNER[Move.SUBMIT])
    elif report.state is ReportStatus.READY:
        can_submit = may(user, Move.SUBMIT, report)
        refusal = report.period.refusal_for(report.commune, at) if can_submit else ONLY_SIGNER[Move.SUBMIT]
        yield Step("Kiểm tra và nộp", _address("submit", report), is_main=True, refusal=refusal)
        yield _move(Move.TAKE_BACK, report, report.period.refusal_for(report.commune, at))
    elif report.state is ReportStatus.SUBMITTED:
        yield _move(Move.WITHDRAW, report, _refusal_to_withdraw(report, user, at))


def _move(move: Move, report: Report, refusal: str) -> Step:
    return Step(move.label, _address("move", report, move.value), is_post=True, refusal=refusal)


def _address(name: str, report: Report, *more: str) -> str:
    place = (report.commune.body.slug, report.period.as_month, report.commune.slug)
    return reverse(f"reports:{name}", args=(*place, *more))


def _refusal_to_withdraw(report: Report, user: User, at: datetime) -> str:
    if not may(user, Move.WITHDRAW, report):
        return ONLY_SIGNER[Move.WITHDRAW]
    try:
        check_move(Move.WITHDRAW, report.state, review_begun=report.review_begun_at is not None)
    except Refusal as refusal:
        return refusal.sentence
    return report.period.refusal_for(report.commune, at)
