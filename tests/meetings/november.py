"""What the tests of the meeting say of November: its days, its sentences, a report handed in again."""

from collections.abc import Mapping

from communes.models import User
from meetings.actions import compile_month, edit
from meetings.models import Briefing, BriefingSentence
from reports.actions import review, submit
from reports.models import Report
from tests import factories

FRIDAY = factories.moment("2015-11-20", "12:00")
SATURDAY = factories.moment("2015-11-21", "09:30")
RANKED, LOW, SICK = "budget.at_or_above_target", "budget.low", "livestock.disease"


def sentence(briefing: Briefing, key: str = RANKED) -> BriefingSentence:
    return briefing.sentences.select_related("briefing").get(key=key)


def texts(briefing: Briefing) -> dict[str, str]:
    return {row.key: row.text for row in briefing.sentences.all()}


def state(briefing: Briefing) -> list[dict[str, object]]:
    return [dict(row) for row in briefing.sentences.order_by("pk").values()]


def accept(report: Report, person: User, office: User) -> None:
    submit.submit(report=report, by=person, at=factories.moment("2015-11-12"), needs_explanations=False)
    review.accept(report=report, by=office, at=factories.moment("2015-11-15"))
    report.refresh_from_db()


def correct(report: Report, figures: Mapping[str, str], person: User, office: User) -> None:
    """Open an accepted report again, change figures, hand it in and accept it."""
    review.reopen(report=report, reason="Sửa số liệu.", by=office, at=factories.moment("2015-11-20"))
    report.refresh_from_db()
    factories.fill(report, figures, person)
    accept(report, person, office)


def compile_again(briefing: Briefing, office: User) -> Briefing:
    return compile_month.compile(period=briefing.period, by=office, at=SATURDAY)


def reword(row: BriefingSentence, text: str, by: User) -> BriefingSentence:
    return edit.reword(sentence=row, text=text, expected=row.text, seen_draft=row.newest_draft, by=by, at=SATURDAY)


def reword_with_ground(row: BriefingSentence, text: str, by: User, ground: str) -> BriefingSentence:
    """Put words in a sentence's place and confirm with a ground what the figures don't bear."""
    changed = reword(row, text, by)
    return edit.confirm(sentence=changed, expected=changed.text, ground=ground, by=by, at=SATURDAY)
