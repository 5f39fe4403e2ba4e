"""October, November and December 2015, lived through step by step: what the pages show is real history."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import read_number
from communes.models import Commune, ConveningBody, Membership, Role, User
from reports.actions import fill_in, keep_periods, review, set_targets, submit
from reports.actions.fill_in import Entries
from reports.forms.workbook import CommuneEntries, WorkbookEntries, outline_of, read_entries
from reports.models import Period, Report

from .answers import answer_proposals, answers_to_type, judge_answers
from .files import moment, rows, sheets
from .meetings import hold_meeting

# A month into which nobody has written yet, and may.
_UNTOUCHED = Q(reports__isnull=True, locked_at__isnull=True, lock_at__isnull=True)


@transaction.atomic
def load_months(body: ConveningBody) -> list[Period]:
    """Live through the months that hold no report yet, and return them."""
    office = User.objects.get(memberships__body=body, memberships__role=Role.OFFICE)
    taken = set(Period.objects.filter(body=body).exclude(_UNTOUCHED).values_list("month", flat=True))
    return [_live(body, row, office) for row in rows("months.csv") if row["month"] not in taken]


def _live(body: ConveningBody, row: dict[str, str], office: User) -> Period:
    period = _opened(body, row, office)
    written = read_entries(sheets(period.month), outline_of(period))
    if written.errors:
        raise ValueError("; ".join(map(str, written.errors)))
    _set_targets(written, office, moment(row["opened_at"]))
    _walk(period, written, office)
    hold_meeting(period)
    answer_proposals(period, office)
    return period


def _opened(body: ConveningBody, row: dict[str, str], office: User) -> Period:
    """Open a month, or take the one that a command opened and left empty."""
    month, at, due_at = Month.parse(row["month"]), moment(row["opened_at"]), moment(row["due_at"])
    period = Period.objects.filter(body=body, month=str(month)).first()
    if period is None:
        return keep_periods.open_period(body=body, month=month, by=office, at=at, due_at=due_at)
    return keep_periods.set_dates(
        period=period, by=office, at=at, data_from=period.data_from, data_to=period.data_to, due_at=due_at, lock_at=None
    )


def _set_targets(written: WorkbookEntries, office: User, at: datetime) -> None:
    for targets in written.targets:
        set_targets.set_targets(
            entries=targets.entries,
            document=targets.document,
            decided_on=targets.decided_on,
            assigned_by=targets.assigned_by,
            by=office,
            at=at,
        )


@dataclass(frozen=True, slots=True)
class Step:
    """A line of steps.csv: what the commune or the office did with the report, when, and its words or figure."""

    report: Report
    entries: CommuneEntries
    commune: User
    office: User
    at: datetime
    indicator: str
    text: str


def _walk(period: Period, written: WorkbookEntries, office: User) -> None:
    """Take the steps of a month in the order of their time."""
    communes = {commune.code: commune for commune in Commune.objects.filter(body=period.body)}
    entries = {each.commune.pk: each for each in written.reports}
    accounts = {
        membership.commune_id: membership.user
        for membership in Membership.objects.filter(commune__body=period.body, role=Role.SIGNER).select_related("user")
    }
    for row in rows("steps.csv"):
        if row["month"] != period.month:
            continue
        commune, at = communes[row["code"]], moment(row["at"])
        person = accounts[commune.pk]
        report = fill_in.start(period=period, commune=commune, by=person, at=at)
        STEPS[row["step"]](Step(report, entries[commune.pk], person, office, at, row["indicator"], row["text"]))


def _fill_in(step: Step) -> None:
    _save(step, replace(step.entries.as_typed(), answers=answers_to_type(step.report)))


def _type(step: Step) -> None:
    """Type one figure over what stands there."""
    _save(step, Entries(figures={(step.indicator, ""): read_number(step.text).value}))


def _save(step: Step, entries: Entries) -> None:
    fill_in.save(report=step.report, entries=entries, expected_version=step.report.version, by=step.commune, at=step.at)


def _mark_ready(step: Step) -> None:
    submit.mark_ready(report=step.report, by=step.commune, at=step.at)


def _submit(step: Step) -> None:
    submit.submit(report=step.report, by=step.commune, at=step.at)


def _begin(step: Step) -> None:
    review.begin(report=step.report, by=step.office, at=step.at)


def _return(step: Step) -> None:
    comment = review.FieldComment(step.text, indicator=step.indicator)
    review.return_to_commune(report=step.report, reason=step.text, comments=[comment], by=step.office, at=step.at)


def _accept(step: Step) -> None:
    judge_answers(step.report, by=step.office, at=step.at)
    review.accept(report=step.report, by=step.office, at=step.at)


def _message(step: Step) -> None:
    review.write_message(report=step.report, text=step.text, by=step.commune, at=step.at)


STEPS: dict[str, Callable[[Step], None]] = {
    "fill in": _fill_in,
    "type": _type,
    "mark ready": _mark_ready,
    "submit": _submit,
    "begin review": _begin,
    "return": _return,
    "accept": _accept,
    "message": _message,
}
