"""What the communes answer to directives, the office's verdicts, and its answers to proposals."""

from collections.abc import Mapping
from datetime import datetime

from communes.models import User
from reports import figures
from reports.actions import answer_proposals as proposals
from reports.actions import judge_answers as verdicts
from reports.models import AnswerEntry, Directive, Period, Proposal, Report

from .files import day, moment, rows

Row = Mapping[str, str]


def answers_to_type(report: Report) -> dict[int, AnswerEntry]:
    """Return what a commune answers to the directives of earlier months."""
    asked, table = figures.asked_of(report.period, report.commune), _table(report.period.month)
    return {line.directive.pk: _entry(_find(table, line.directive, report.commune.code)) for line in asked}


def _entry(row: Row | None) -> AnswerEntry:
    """Return a row as an answer; of a directive that isn't the demo's own, that it is being done."""
    if row is None:
        return AnswerEntry("under_way", "Đang thực hiện.")
    return AnswerEntry(row["state"], row["evidence"], None, day(row["new_due"]), row["reason"])


def judge_answers(report: Report, *, by: User, at: datetime) -> None:
    """Give the office's verdicts on a report's answers."""
    table = _table(report.period.month)
    entries = []
    for told in figures.answers_of(report):
        row = _find(table, told.row.directive, report.commune.code)
        if row and row["verdict"]:
            entries.append(verdicts.VerdictEntry(told.row, row["verdict"], row["remark"]))
    verdicts.judge(entries=entries, by=by, at=at)


def answer_proposals(period: Period, office: User) -> None:
    """Answer a month's proposals, a commune's first one."""
    for row in rows("proposal-answers.csv"):
        if row["month"] == period.month:
            mine = Proposal.objects.filter(report__period=period, report__commune__code=row["code"])
            proposals.answer(
                proposal=mine.order_by("order", "pk")[0],
                state=row["state"],
                text=row["text"],
                expected=0,
                by=office,
                at=moment(row["at"]),
            )


def _find(table: Mapping[tuple[str, str], Row], directive: Directive, code: str) -> Row | None:
    name = f"{directive.period.month}/{directive.number}"
    return table.get((name, code)) or table.get((name, ""))


def _table(month: str) -> dict[tuple[str, str], Row]:
    """Return the answers of a month by directive and commune; the one without a commune is everybody else's."""
    return {(row["directive"], row["code"]): row for row in rows("answers.csv") if row["month"] == month}
