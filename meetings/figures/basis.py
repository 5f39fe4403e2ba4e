"""What a briefing was compiled from, small enough to keep: tells without compiling whether it is still up to date."""

from dataclasses import asdict
from typing import Any

from django.db.models import Count, Max

from communes.models import ConveningBody
from meetings.figures.invitation import opening_lines
from meetings.models import Meeting
from reports.facts import MeetingFact
from reports.figures import body_fact, directive_facts, months_remembered
from reports.models import DepartmentFigure, Period, Submission, Target
from reports.workflow import ReportStatus

Basis = dict[str, Any]


def meeting_of(period: Period) -> Meeting | None:
    """Return the meeting that the month's briefing speaks of: its latest briefing that wasn't called off."""
    return Meeting.objects.briefings().filter(period=period).order_by("-number", "pk").first()


def next_number(period: Period) -> int:
    """Return the number that the next meeting of the month will have."""
    return (Meeting.objects.filter(period=period).aggregate(last=Max("number"))["last"] or 0) + 1


def meeting_fact(period: Period) -> MeetingFact | None:
    """Return the month's meeting as the core is told of it; those who were absent are not named."""
    meeting = meeting_of(period)
    if meeting is None:
        return None
    concluded = meeting.concluded_at is not None
    rows = list(meeting.attendances.order_by("order", "pk"))
    return MeetingFact(
        held_at=meeting.held_at,
        place=meeting.place,
        chair=meeting.chair,
        attendance=tuple(opening_lines(rows, concluded=concluded, units_word=period.body.units_word)),
        concluded=concluded,
    )


def basis_of(period: Period) -> Basis:
    """Return what a compile would read now: accepted submissions, plans, totals, directives, meeting, settings."""
    months = {"last_month": period.as_month.previous(), "last_year": period.as_month.same_month_last_year()}
    earlier = {
        name: Period.objects.filter(body=period.body, month=str(month)).first() for name, month in months.items()
    }
    targets = Target.objects.filter(commune__body=period.body).aggregate(count=Count("pk"), last=Max("pk"))
    departments = DepartmentFigure.objects.filter(period=period).aggregate(count=Count("pk"), last=Max("pk"))
    meeting = meeting_fact(period)
    basis: Basis = {
        "submissions": accepted_submissions(period),
        **{name: accepted_submissions(then) if then else [] for name, then in earlier.items()},
        "earlier_months": _earlier_submissions(period),
        "targets": [targets["count"], targets["last"]],
        "departments": [departments["count"], departments["last"]],
        "directives": [asdict(directive) for directive in directive_facts(period)],
        "meeting": asdict(meeting) if meeting else None,
        "body": asdict(body_fact(ConveningBody.objects.get(pk=period.body_id))),
    }
    plain: Basis = _plain(basis)
    return plain


def accepted_submissions(period: Period) -> list[dict[str, Any]]:
    """Return the submission that counts for each commune: code, number and sha256, in list order."""
    rows = (
        Submission.objects.filter(report__period=period, report__status=ReportStatus.ACCEPTED)
        .order_by("report__commune__list_order", "report__commune__sort_key", "report__commune__pk", "number")
        .values_list("report__commune__code", "number", "sha256")
    )
    latest = {code: {"commune": code, "number": number, "sha256": sha256} for code, number, sha256 in rows}
    return list(latest.values())


def _earlier_submissions(period: Period) -> list[int | None]:
    """Return how many submissions count in the months that shortcomings are compared with, and the latest of them."""
    months = [str(month) for month in months_remembered(period.as_month)]
    found = Submission.objects.filter(
        report__period__body=period.body_id, report__period__month__in=months, report__status=ReportStatus.ACCEPTED
    ).aggregate(count=Count("pk"), last=Max("pk"))
    return [found["count"], found["last"]]


def _plain(value: Any) -> Any:
    """Return a value as JSON gives it back, so that two of them can be compared."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | bool | None) else str(value)
