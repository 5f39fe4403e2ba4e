"""The rows of the list of directives and proposals, and the picture of their flow."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from briefing_portal.lib.clock import OFFICE_TIME
from briefing_portal.lib.months import MONTHS_PER_YEAR, Month
from briefing_portal.lib.vietnamese import format_date
from communes.models import Commune, ConveningBody
from reports.checks.directives import STANDING_LABELS, carried_words, standing_of_all
from reports.facts import Standing
from reports.figures.directives import Line, directives_of, lines_of, told_of, without_settled
from reports.figures.proposals import ProposalLine, proposals_of
from reports.forms.directives import DIRECTIVES, PROPOSALS
from reports.models import Directive, DirectiveAnswer

COLOURS = {
    Standing.OPEN: "open",
    Standing.REPORTED: "warn",
    Standing.DONE: "good",
    Standing.OVERDUE: "bad",
    Standing.WITHDRAWN: "",
}
MANY = 2  # addressees of whom it is worth counting who is done
LONGEST_AGE = 3  # months; more is the same choice


@dataclass(frozen=True, slots=True)
class Row:
    """A directive or a proposal in the list; `units` are the slugs of those whom it concerns.

    `dates` are the dates in force of its addressees, each with the month in which that one was done, if ever.
    """

    kind: str
    month: Month
    number: str
    text: str
    section: str
    sector: str
    who: str
    units: frozenset[str]
    standing: Standing
    label: str
    progress: str
    due: date | None
    closed_in: Month | None
    address: str
    now: Month
    reported: int = 0  # how many wait for the office's word
    dates: Sequence[tuple[date, Month | None]] = ()

    @property
    def colour(self) -> str:
        """Return the ending of the class that colours the state."""
        return COLOURS[self.standing]

    @property
    def age(self) -> int:
        """Return how many months ago it was issued."""
        return self.month.months_until(self.now)

    @property
    def carried(self) -> str:
        """Return for how many months it has come back; empty once it is over."""
        return carried_words(self.month, self.now) if self.is_left else ""

    @property
    def is_left(self) -> bool:
        """Tell whether somebody still owes something."""
        return self.standing not in {Standing.DONE, Standing.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the list: of which communes, with the departments or without, on which day."""

    body: ConveningBody
    communes: Sequence[Commune]
    reads_all: bool
    today: date

    @property
    def month(self) -> Month:
        """Return the month of today."""
        return Month.of(self.today)

    @property
    def since(self) -> Month:
        """Return the first month of which all is listed: a year ago."""
        return self.month.plus(-MONTHS_PER_YEAR)


def rows_of(reader: Reader) -> list[Row]:
    """Return what a reader may see, the latest month first; a commune finds itself alone in each directive.

    What was over before the last year isn't listed.
    """
    rows = _directive_rows(reader, _listed(reader))
    proposals = proposals_of(reader.body, None if reader.reads_all else reader.communes)
    rows += [_proposal_row(reader, each) for each in proposals if each.is_open or each.month >= reader.since]
    return sorted(rows, key=lambda row: (row.month, row.kind == DIRECTIVES), reverse=True)


def overdue_rows_of(reader: Reader) -> list[Row]:
    """Return the directives that are overdue, the latest month first; those without a date behind us aren't read."""
    behind = Q(due_on__lt=reader.today) | Q(pk__in=_with_a_new_date_before(reader.today))
    dated = directives_of(reader.body).filter(behind, withdrawn_at=None)
    found = without_settled(dated, reader.communes, reader.month, before=reader.month.next())
    rows = [row for row in _directive_rows(reader, found) if row.standing is Standing.OVERDUE]
    return sorted(rows, key=lambda row: row.month, reverse=True)


def _with_a_new_date_before(day: date) -> QuerySet[DirectiveAnswer, Any]:
    return DirectiveAnswer.objects.filter(new_due__lt=day).order_by().values("directive")


def _directive_rows(reader: Reader, found: Sequence[Directive]) -> list[Row]:
    told = told_of(found, commune=None if reader.reads_all else _only(reader.communes))
    lines: dict[int, list[Line]] = defaultdict(list)
    for line in lines_of(found, reader.month, communes=reader.communes, departments=reader.reads_all, told=told):
        lines[line.directive.pk].append(line)
    return [_directive_row(reader, d, lines[d.pk]) for d in found if lines[d.pk] or reader.reads_all]


def _listed(reader: Reader) -> list[Directive]:
    """Return the directives of the last year, and those before that somebody still owes something to."""
    directives = directives_of(reader.body)
    older = directives.filter(period__month__lt=str(reader.since), withdrawn_at=None)
    left = without_settled(older, reader.communes, reader.month, before=reader.month.next())
    return [*left, *directives.filter(period__month__gte=str(reader.since))]


def narrowed(rows: Sequence[Row], wanted: Mapping[str, str]) -> list[Row]:
    """Return the rows that are looked for by kind, unit, section, state and age."""
    tests: dict[str, Callable[[Row, str], bool]] = {
        "kind": lambda row, value: row.kind == value,
        "unit": lambda row, value: value in row.units,
        "section": lambda row, value: row.section == value,
        "state": _is_in_state,
        "age": lambda row, value: min(max(row.age, 1), LONGEST_AGE) == int(value),
    }
    return [row for row in rows if all(tests[name](row, value) for name, value in wanted.items())]


def _is_in_state(row: Row, state: str) -> bool:
    if state == "left":
        return row.is_left
    return row.standing == state or (state == Standing.REPORTED and row.reported > 0)


def progress_words(standings: Sequence[Standing], units_word: str) -> str:
    """Return how many addressees are done: "3/17 xã, thị trấn hoàn thành, 2 chờ công nhận"; empty for one."""
    if len(standings) < MANY:
        return ""
    done, reported = (sum(each is standing for each in standings) for standing in (Standing.DONE, Standing.REPORTED))
    waiting = f", {reported} chờ công nhận" if reported else ""
    return f"{done}/{len(standings)} {units_word} hoàn thành{waiting}"


def standing_words(directive: Directive, standing: Standing) -> str:
    """Return how a directive stands; of one that was withdrawn, since when."""
    if directive.withdrawn_at is None:
        return STANDING_LABELS[standing]
    return f"{STANDING_LABELS[standing]} {format_date(directive.withdrawn_at.astimezone(OFFICE_TIME).date())}"


def addressee_words(directive: Directive, units_word: str) -> str:
    """Return whom a directive is for: "tất cả các xã, thị trấn", or names."""
    names = [unit.name for unit in (*directive.communes.all(), *directive.departments.all())]
    return ", ".join([f"Tất cả các {units_word}", *names] if directive.to_all_communes else names)


def _only(communes: Sequence[Commune]) -> Commune | None:
    return communes[0] if len(communes) == 1 else None


def _directive_row(reader: Reader, directive: Directive, lines: Sequence[Line]) -> Row:
    standings = [line.standing(reader.today) for line in lines]
    standing = Standing.WITHDRAWN if directive.withdrawn_at else standing_of_all(standings)
    closed = [line.closed_in for line in lines]
    month = directive.period.as_month
    body = reader.body
    units_word = body.units_word if all(isinstance(line.addressee, Commune) for line in lines) else "đơn vị"
    return Row(
        kind=DIRECTIVES,
        month=month,
        number=str(directive.number),
        text=directive.text,
        section=directive.section.code if directive.section else "",
        sector=directive.section.title if directive.section else "",
        who=addressee_words(directive, body.units_word) if reader.reads_all else _names(lines),
        units=frozenset(line.addressee.slug for line in lines),
        standing=standing,
        label=standing_words(directive, standing),
        progress=progress_words(standings, units_word),
        due=_due(directive, lines),
        closed_in=max(filter(None, closed)) if lines and all(closed) else None,
        address=reverse("reports:directive", args=(body.slug, month, directive.number)),
        now=reader.month,
        reported=standings.count(Standing.REPORTED),
        dates=[(line.due, line.closed_in) for line in lines if line.due is not None],
    )


def _names(lines: Sequence[Line]) -> str:
    return ", ".join(line.addressee.name for line in lines)


def _due(directive: Directive, lines: Sequence[Line]) -> date | None:
    """Return the date that counts for a single addressee, the directive's own for several."""
    return lines[0].due if len(lines) == 1 else directive.due_on


def _proposal_row(reader: Reader, line: ProposalLine) -> Row:
    proposal, commune = line.proposal, line.proposal.report.commune
    standing = Standing.OPEN if line.is_open else Standing.DONE
    department = {proposal.department.slug} if proposal.department else set()
    return Row(
        kind=PROPOSALS,
        month=line.month,
        number="",
        text=proposal.text,
        section="",
        sector="",
        who=f"{commune.full_name} gửi {proposal.addressee or 'Văn phòng'}",
        units=frozenset({commune.slug, *department}),
        standing=standing,
        label=line.state.label,
        progress="",
        due=None,
        closed_in=Month.of(line.last.at.astimezone(OFFICE_TIME).date()) if line.last and not line.is_open else None,
        address=reverse("reports:proposal", args=(reader.body.slug, proposal.pk)),
        now=reader.month,
    )
