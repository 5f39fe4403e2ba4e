"""Draw the chair's conclusions and issue the directives that hang on them; nothing is issued unconfirmed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from meetings.models import Conclusion, Meeting, Statement
from reports.actions import issue_directives
from reports.actions.issue_directives import DirectiveEntry
from reports.models import Directive, Section

TEXT_LIMIT = 20_000  # characters of one conclusion


class StaleConclusion(Refusal):
    """Refuse to write over what somebody else wrote of the conclusion in the meantime."""


@dataclass(frozen=True, slots=True)
class ConclusionEntry:
    """A conclusion as confirmed: with the directive that it issues, or with none because no task arises."""

    text: str
    section: Section | None = None
    task: DirectiveEntry | None = None
    no_task: bool = False


@transaction.atomic
def draw(
    *,
    meeting: Meeting,
    entries: Sequence[ConclusionEntry],
    by: User,
    at: datetime,
    source: Statement | None = None,
    seen: int | None = None,
) -> list[Conclusion]:
    """Draw conclusions under the next numbers, all with one key, and issue their directives; all or nothing.

    `seen` is the last number that the writer had before her: the same words or source drawn since are refused.
    """
    meeting = _open(meeting)
    if source is not None and (source.meeting_id != meeting.pk or source.struck_at is not None):
        raise Refusal("Ý kiến này đã gạch bỏ nên không lập kết luận được.")
    if not entries:
        raise Refusal("Chưa có nội dung kết luận.")
    if seen is not None:
        _check_not_drawn(meeting, entries, source, seen)
    first = _last_number(meeting) + 1
    return [
        _draw(Conclusion(meeting=meeting, number=number, key=first, source=source), entry, by, at)
        for number, entry in enumerate(entries, start=first)
    ]


@transaction.atomic
def change(
    *, conclusion: Conclusion, entry: ConclusionEntry, expected_version: int, by: User, at: datetime
) -> Conclusion:
    """Change a conclusion's words and section; with `entry.task` the directive that it issued is changed as well.

    Without `entry.task` its directives stay as they were issued. Where it issued none, `entry.task` issues one.
    """
    conclusion = _locked(conclusion)
    if conclusion.version != expected_version:
        raise StaleConclusion(f"{conclusion.changed_by} vừa sửa kết luận này; chữ của bạn chưa được ghi.")
    issued = _standing_directives(conclusion)
    _check(entry, has_directives=bool(issued))
    _write(conclusion, entry, by, at)
    if entry.task is not None and issued:
        issue_directives.change(directive=issued[0], entry=entry.task, by=by, at=at)
    elif entry.task is not None:
        _issue(conclusion, entry.task, by, at)
    return conclusion


@transaction.atomic
def withdraw(
    *, conclusion: Conclusion, withdraws_directives: bool, expected_version: int, by: User, at: datetime
) -> Conclusion:
    """Withdraw a conclusion, whose number stays used; its directives only where the clerk says so.

    A directive that another standing conclusion issued as well stays.
    """
    conclusion = _locked(conclusion)
    if conclusion.version != expected_version:
        raise StaleConclusion(f"{conclusion.changed_by} vừa sửa kết luận này; hãy xem lại rồi rút.")
    conclusion.withdrawn_at, conclusion.withdrawn_by = at, by
    _count(conclusion, by, at)
    for directive in _standing_directives(conclusion) if withdraws_directives else ():
        if not directive.conclusions.filter(withdrawn_at__isnull=True).exists():
            issue_directives.withdraw(directive=directive, by=by, at=at)
    return conclusion


def _draw(conclusion: Conclusion, entry: ConclusionEntry, by: User, at: datetime) -> Conclusion:
    _check(entry, has_directives=False)
    if entry.task is None and not entry.no_task:
        raise Refusal("Chọn giao nhiệm vụ hoặc “Không phát sinh nhiệm vụ”.")
    conclusion.written_at, conclusion.written_by, conclusion.version = at, by, 0
    _write(conclusion, entry, by, at)
    if entry.task is not None:
        _issue(conclusion, entry.task, by, at)
    return conclusion


def _check_not_drawn(meeting: Meeting, entries: Sequence[ConclusionEntry], source: Statement | None, seen: int) -> None:
    """Refuse what a second click or another clerk has drawn already."""
    since = list(meeting.conclusions.standing().filter(number__gt=seen))
    texts = {normalize_text(entry.text) for entry in entries}
    again = [each.number for each in since if each.text in texts or (source and each.source_id == source.pk)]
    if again:
        numbers = ", ".join(map(str, again))
        raise StaleConclusion(f"Vừa có kết luận số {numbers} được lập từ ý kiến này; hãy xem danh sách trên rồi ghi.")


def _issue(conclusion: Conclusion, task: DirectiveEntry, by: User, at: datetime) -> None:
    period = conclusion.meeting.period
    citation = task.citation or f"Kết luận số {conclusion.number}, hội nghị số {conclusion.meeting.number} {period}"
    directive = issue_directives.issue(period=period, entry=replace(task, citation=citation), by=by, at=at)
    conclusion.directives.add(directive)


def _check(entry: ConclusionEntry, *, has_directives: bool) -> None:
    if not entry.text.strip():
        raise Refusal("Chưa có nội dung kết luận.")
    if len(entry.text) > TEXT_LIMIT:
        raise Refusal(f"Nội dung dài {len(entry.text)} ký tự, vượt quá {TEXT_LIMIT} ký tự cho phép.")
    if entry.no_task and (entry.task is not None or has_directives):
        raise Refusal("Kết luận có nhiệm vụ thì không chọn “Không phát sinh nhiệm vụ”; hãy rút nhiệm vụ trước.")


def _write(conclusion: Conclusion, entry: ConclusionEntry, by: User, at: datetime) -> None:
    conclusion.text, conclusion.section, conclusion.no_task = normalize_text(entry.text), entry.section, entry.no_task
    _count(conclusion, by, at)


def _count(conclusion: Conclusion, by: User, at: datetime) -> None:
    conclusion.version += 1
    conclusion.changed_at, conclusion.changed_by = at, by
    conclusion.save()


def _standing_directives(conclusion: Conclusion) -> list[Directive]:
    return list(conclusion.directives.filter(withdrawn_at__isnull=True).order_by("number", "pk"))


def _last_number(meeting: Meeting) -> int:
    last: int | None = meeting.conclusions.aggregate(last=Max("number"))["last"]
    return last or 0


def _locked(conclusion: Conclusion) -> Conclusion:
    meeting = _open(conclusion.meeting)
    found = meeting.conclusions.select_related("meeting__period__body", "changed_by").get(pk=conclusion.pk)
    if found.withdrawn_at is not None:
        raise Refusal("Kết luận này đã rút.")
    return found


def _open(meeting: Meeting) -> Meeting:
    """Hold the meeting, so that two clerks never take one number."""
    meeting = meeting.locked()
    if meeting.called_off_at is not None:
        raise Refusal("Hội nghị này đã hủy nên không lập kết luận.")
    return meeting
