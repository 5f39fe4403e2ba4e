"""How a directive stands with whom it is addressed to: derived from answers and verdicts, never typed. Pure.

A proposed date stays a proposal until the office agrees. What is reported as done is done when the office says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import format_date
from reports.facts import AnswerState, Standing

ANSWER_LABELS = {
    AnswerState.DONE: "Đã hoàn thành",
    AnswerState.UNDER_WAY: "Đang thực hiện",
    AnswerState.NOT_DONE: "Chưa thực hiện",
}
STANDING_LABELS = {
    Standing.OPEN: "Đang thực hiện",
    Standing.REPORTED: "Báo đã hoàn thành, chờ công nhận",
    Standing.DONE: "Đã hoàn thành",
    Standing.OVERDUE: "Quá hạn",
    Standing.WITHDRAWN: "Đã thu hồi",
}


class Verdict(StrEnum):
    """What the office says to an answer."""

    ACCEPTED = "accepted"
    NOT_YET = "not_yet"
    NEW_DUE = "new_due"


VERDICT_LABELS = {
    Verdict.ACCEPTED: "Công nhận hoàn thành",
    Verdict.NOT_YET: "Chưa hoàn thành, tiếp tục thực hiện",
    Verdict.NEW_DUE: "Chưa hoàn thành, đồng ý thời hạn mới",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an addressee answered in a month, and the office's verdict on it, if any."""

    month: Month
    state: AnswerState
    new_due: date | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer as it is typed, before anybody asks whether it is one."""

    state: str = ""
    evidence: str = ""
    has_file: bool = False
    new_due: date | None = None
    reason: str = ""


def due_in_force(due: date | None, answers: Sequence[Answer]) -> date | None:
    """Return the date by which an addressee has to be done: the last one that the office agreed to, else the first."""
    agreed = [answer.new_due for answer in answers if answer.verdict is Verdict.NEW_DUE and answer.new_due]
    return agreed[-1] if agreed else due


def closed_in(answers: Sequence[Answer]) -> Month | None:
    """Return the month of the answer by which an addressee is done; None while the last verdict doesn't say so."""
    judged = [answer for answer in answers if answer.verdict is not None]
    return judged[-1].month if judged and judged[-1].verdict is Verdict.ACCEPTED else None


def standing_of(due: date | None, answers: Sequence[Answer], today: date, *, is_withdrawn: bool = False) -> Standing:
    """Return how a directive stands with one addressee on a day; `answers` are in the order of their months.

    Who reports it as done waits for the office, also behind the date.
    """
    if is_withdrawn:
        return Standing.WITHDRAWN
    if closed_in(answers) is not None:
        return Standing.DONE
    if answers and answers[-1].state is AnswerState.DONE and answers[-1].verdict is None:
        return Standing.REPORTED
    until = due_in_force(due, answers)
    return Standing.OVERDUE if until is not None and until < today else Standing.OPEN


def standing_of_all(standings: Collection[Standing]) -> Standing:
    """Return how a directive stands over its addressees: done with all of them, overdue with one, or in between."""
    if Standing.WITHDRAWN in standings:
        return Standing.WITHDRAWN
    left = {standing for standing in standings if standing is not Standing.DONE}
    if not left:
        return Standing.DONE if standings else Standing.OPEN
    if Standing.OVERDUE in left:
        return Standing.OVERDUE
    return Standing.OPEN if Standing.OPEN in left else Standing.REPORTED


def carried_words(issued: Month, now: Month) -> str:
    """Return how long something has come back: "giao tháng trước", then "chuyển sang tháng thứ 2"; empty in its own."""
    months = issued.months_until(now)
    if months < 1:
        return ""
    return f"chuyển sang tháng thứ {months}" if months > 1 else "từ tháng trước"


def fault_of(typed: Typed) -> str:
    """Return the sentence why an answer can't be handed in yet; empty where it can."""
    if not typed.state:
        return "Chưa trả lời nhiệm vụ này: hãy chọn đã hoàn thành, đang thực hiện hay chưa thực hiện."
    if typed.state == AnswerState.DONE:
        return "" if typed.evidence or typed.has_file else "Ghi kết quả hoặc gửi tệp minh chứng của việc đã hoàn thành."
    if typed.new_due is not None and not typed.reason:
        return "Đề nghị lùi thời hạn thì ghi rõ lý do."
    if typed.state == AnswerState.NOT_DONE and not typed.reason:
        return "Chưa thực hiện thì ghi rõ lý do."
    if not (typed.evidence or typed.reason or typed.has_file):
        return "Ghi việc đã làm được đến nay, hoặc lý do chưa hoàn thành."
    return ""


def fault_of_new_due(new_due: date | None, state: str, due: date | None, today: date) -> str:
    """Return the sentence why a date can't be proposed on a day; empty where it can, or where none is."""
    if new_due is None:
        return ""
    if state == AnswerState.DONE:
        return "Việc đã hoàn thành thì không đề nghị thời hạn mới; hãy xóa ngày này."
    if new_due < today:
        return f"Thời hạn đề nghị {format_date(new_due)} đã qua; hãy ghi từ ngày {format_date(today)} trở đi."
    if due is not None and new_due <= due:
        return f"Thời hạn đề nghị phải sau thời hạn hiện nay ({format_date(due)})."
    return ""
