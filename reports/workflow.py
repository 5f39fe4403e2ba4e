"""The moves of a report, as a table. Who may make a move stands in permissions.py."""

from dataclasses import dataclass
from enum import StrEnum

from briefing_portal.lib.refusal import Refusal


class ReportStatus(StrEnum):
    """Where a report stands. A report that nobody has begun has no row and no status."""

    DRAFT = "draft"
    READY = "ready"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REOPENED = "reopened"

    @property
    def label(self) -> str:
        """Return the word that pages use."""
        return STATUS_LABELS[self]


STATUS_LABELS = {
    ReportStatus.DRAFT: "Đang soạn",
    ReportStatus.READY: "Đã trình ký",
    ReportStatus.SUBMITTED: "Đã nộp",
    ReportStatus.RETURNED: "Trả lại",
    ReportStatus.ACCEPTED: "Đã tiếp nhận",
    ReportStatus.REOPENED: "Mở lại",
}
EDITABLE = frozenset({ReportStatus.DRAFT, ReportStatus.RETURNED, ReportStatus.REOPENED})


class Move(StrEnum):
    """What can be done with a report."""

    MARK_READY = "mark_ready"
    TAKE_BACK = "take_back"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    REOPEN = "reopen"

    @property
    def label(self) -> str:
        """Return the words that pages use."""
        return MOVE_LABELS[self]


MOVE_LABELS = {
    Move.MARK_READY: "Trình ký",
    Move.TAKE_BACK: "Rút về để sửa",
    Move.SUBMIT: "Nộp báo cáo",
    Move.WITHDRAW: "Rút lại báo cáo đã nộp",
    Move.ACCEPT: "Tiếp nhận",
    Move.RETURN: "Trả lại",
    Move.REOPEN: "Mở lại",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table; `needs_reason` asks for a sentence, `before_review` ends when the office begins."""

    move: Move
    sources: frozenset[ReportStatus]
    target: ReportStatus
    needs_reason: bool = False
    before_review: bool = False


MOVES = (
    Rule(Move.MARK_READY, EDITABLE, ReportStatus.READY),
    Rule(Move.TAKE_BACK, frozenset({ReportStatus.READY}), ReportStatus.DRAFT),
    Rule(Move.SUBMIT, EDITABLE | {ReportStatus.READY}, ReportStatus.SUBMITTED),
    Rule(Move.WITHDRAW, frozenset({ReportStatus.SUBMITTED}), ReportStatus.DRAFT, before_review=True),
    Rule(Move.ACCEPT, frozenset({ReportStatus.SUBMITTED}), ReportStatus.ACCEPTED),
    Rule(Move.RETURN, frozenset({ReportStatus.SUBMITTED}), ReportStatus.RETURNED, needs_reason=True),
    Rule(Move.REOPEN, frozenset({ReportStatus.ACCEPTED}), ReportStatus.REOPENED, needs_reason=True),
)
RULES = {rule.move: rule for rule in MOVES}


def check_move(move: Move, status: ReportStatus, *, review_begun: bool = False, reason: str = "") -> ReportStatus:
    """Return the status after a move; raise Refusal with a sentence when it may not happen now."""
    rule = RULES[move]
    if status not in rule.sources:
        raise Refusal(f"Không thể “{move.label.lower()}” khi báo cáo đang ở trạng thái “{status.label}”.")
    if rule.before_review and review_begun:
        raise Refusal("Văn phòng đã bắt đầu xem xét báo cáo nên không rút lại được; đề nghị Văn phòng trả lại.")
    if rule.needs_reason and not reason.strip():
        raise Refusal(f"Cần ghi rõ lý do khi “{move.label.lower()}” báo cáo.")
    return rule.target


class Confirming(StrEnum):
    """What a commune says to a submission that the office made on its behalf."""

    CONFIRM = "confirm"
    CORRECT = "correct"

    @property
    def label(self) -> str:
        """Return the words that pages use."""
        return CONFIRMATION_LABELS[self]


CONFIRMATION_LABELS = {Confirming.CONFIRM: "Xác nhận đúng", Confirming.CORRECT: "Đề nghị sửa"}
CONFIRMABLE = frozenset({ReportStatus.SUBMITTED, ReportStatus.ACCEPTED})


def check_confirming(
    step: Confirming, status: ReportStatus, *, is_awaited: bool, answered: bool = False, text: str = ""
) -> None:
    """Raise Refusal with a sentence where the commune cannot say this to the last submission now."""
    if not is_awaited:
        raise Refusal("Lần nộp này không phải do Văn phòng nhập thay tại trang báo cáo nên không cần xác nhận.")
    if status not in CONFIRMABLE:
        raise Refusal(f"Báo cáo đang ở trạng thái “{status.label}”; đơn vị xác nhận sau khi báo cáo được nộp lại.")
    if answered:
        raise Refusal("Đơn vị đã trả lời về bản nhập thay này.")
    if step is Confirming.CORRECT and not text.strip():
        raise Refusal("Cần ghi rõ chỗ nào cần sửa.")


def as_mermaid() -> str:
    """Return the state diagram of MOVES for docs/architecture.md."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    for rule in MOVES:
        note = rule.move.value + (" (with a reason)" if rule.needs_reason else "")
        note += " (until review begins)" if rule.before_review else ""
        lines += [f"    {source} --> {rule.target}: {note}" for source in sorted(rule.sources)]
    return "\n".join(lines)
