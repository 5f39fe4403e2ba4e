"""What the tests of directives say: one issued in November, answered in December, judged."""

import datetime as dt

from communes.models import Commune, Department, User
from reports.actions import fill_in, issue_directives, judge_answers
from reports.models import AnswerEntry, Directive, DirectiveAnswer, DirectiveVerdict, Period, Report
from tests import factories

DONE = AnswerEntry("done", "Đã tiêm phòng xong.")
UNDER_WAY = AnswerEntry("under_way", "Đã tiêm được một nửa.")


def issue(
    period: Period,
    by: User,
    text: str = "Hoàn thành tiêm phòng vụ thu.",
    *addressees: Commune | Department,
    due_on: dt.date | None = None,
) -> Directive:
    entry = issue_directives.DirectiveEntry(
        text,
        communes=[each for each in addressees if isinstance(each, Commune)],
        departments=[each for each in addressees if isinstance(each, Department)],
        due_on=due_on,
    )
    return issue_directives.issue(period=period, entry=entry, by=by, at=factories.moment(f"{period.month}-23"))


def answer(report: Report, directive: Directive, entry: AnswerEntry, by: User, day: str = "11") -> Report:
    at = factories.moment(f"{report.period.month}-{day}")
    entries = fill_in.Entries(answers={directive.pk: entry})
    return fill_in.save(report=report, entries=entries, expected_version=report.version, by=by, at=at)


def judge(
    answered: DirectiveAnswer, verdict: str, by: User, text: str = "", day: str = "2015-12-18"
) -> list[DirectiveVerdict]:
    entry = judge_answers.VerdictEntry(answered, verdict, text)
    return judge_answers.judge(entries=[entry], by=by, at=factories.moment(day))
