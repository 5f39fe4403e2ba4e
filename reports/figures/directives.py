"""Directives with each addressee: what was answered, what the office said, what has to be answered in a month.

The number of queries depends neither on the communes nor on the directives.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from briefing_portal.lib.clock import OFFICE_TIME
from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, Department
from reports.checks.directives import (
    Answer,
    Typed,
    Verdict,
    closed_in,
    due_in_force,
    fault_of,
    standing_of,
    standing_of_all,
)
from reports.facts import AddresseeFact, AnswerState, CarriedDirective, Standing
from reports.models import Directive, DirectiveAnswer, DirectiveVerdict, Period, Report, Submission
from reports.workflow import ReportStatus

Addressee = Commune | Department
Key = tuple[int, str, int]  # a directive, and which commune or department


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that counts, with the office's last word on it."""

    row: DirectiveAnswer
    verdict: DirectiveVerdict | None

    @property
    def answer(self) -> Answer:
        """Return it as the rules know it."""
        verdict = Verdict(self.verdict.verdict) if self.verdict else None
        return Answer(self.row.period.as_month, AnswerState(self.row.state), self.row.new_due, verdict)

    @property
    def is_final(self) -> bool:
        """Tell whether a briefing may rest on it: of an accepted report or a department, or judged by the office."""
        report = self.row.report
        return report is None or report.state is ReportStatus.ACCEPTED or self.verdict is not None


@dataclass(frozen=True, slots=True)
class Line:
    """A directive with one addressee; `told` is in the order of the months."""

    directive: Directive
    addressee: Addressee
    told: Sequence[Told] = ()

    @property
    def answers(self) -> list[Answer]:
        """Return one answer a month: the last."""
        return list({told.row.period_id: told.answer for told in self.told}.values())

    @property
    def due(self) -> date | None:
        """Return the date in force."""
        return due_in_force(self.directive.due_on, self.answers)

    @property
    def closed_in(self) -> Month | None:
        """Return the month of the answer that the office took as done."""
        return closed_in(self.answers)

    @property
    def is_open(self) -> bool:
        """Tell whether it still has to be answered."""
        return self.directive.withdrawn_at is None and self.closed_in is None

    def standing(self, today: date) -> Standing:
        """Return how it stands on a day."""
        withdrawn = self.directive.withdrawn_at is not None
        return standing_of(self.directive.due_on, self.answers, today, is_withdrawn=withdrawn)


def directives_of(body: ConveningBody) -> QuerySet[Directive]:
    """Return a body's directives with whom they are addressed to, the earliest first."""
    return (
        Directive.objects.filter(period__body=body)
        .select_related("period", "section")
        .prefetch_related("communes", "departments")
        .order_by("period__month", "number", "pk")
    )


def asked_of(period: Period, commune: Commune) -> list[Line]:
    """Return the directives of earlier months that a commune has to answer in a month's report."""
    directives = directives_of(period.body).filter(period__month__lt=period.month, withdrawn_at=None)
    mine = [directive for directive in directives if _is_addressed(directive, commune, period.as_month)]
    open_ones = without_settled(mine, [commune], period.as_month, before=period.as_month) if mine else []
    told = told_of(open_ones, commune=commune, before=period.as_month) if open_ones else {}
    lines = (Line(directive, commune, told.get(_key(directive, commune), ())) for directive in open_ones)
    return [line for line in lines if line.is_open]


def without_settled(
    directives: Iterable[Directive], communes: Sequence[Commune], month: Month, *, before: Month
) -> list[Directive]:
    """Leave out what was done with all these communes before a month, by one query: years of answers stay unread.

    A directive to a department as well is never left out, nor one of which the office's words are not all alike.
    """
    found = list(directives)
    done = _settled(found, communes, before) if found else set()
    return [
        directive
        for directive in found
        if directive.departments.all()
        or any(_key(directive, commune) not in done for commune in communes if _is_addressed(directive, commune, month))
    ]


def _settled(directives: Sequence[Directive], communes: Sequence[Commune], before: Month) -> set[Key]:
    """Return what the office took as done of a commune's answers, and said nothing else to behind that."""
    words = DirectiveVerdict.objects.filter(
        answer__directive__in=[directive.pk for directive in directives], answer__report__commune__in=communes
    ).annotate(counts=Q(revision=F("answer__revision"), answer__period__month__lt=str(before)))
    place = ("answer__directive", "answer__report__commune", "pk", "answer__period__month")
    accepted: dict[Key, list[tuple[int, str]]] = defaultdict(list)
    last_other: dict[Key, tuple[int, str]] = {}
    for directive, commune, pk, month, verdict, counts in words.order_by().values_list(*place, "verdict", "counts"):
        key = (directive, "commune", commune)
        if verdict != Verdict.ACCEPTED:
            last_pk, last_month = last_other.get(key, (0, ""))
            last_other[key] = (max(pk, last_pk), max(month, last_month))
        elif counts:
            accepted[key].append((pk, month))
    return {key for key, said in accepted.items() if any(_is_behind(each, last_other.get(key)) for each in said)}


def _is_behind(word: tuple[int, str], last_other: tuple[int, str] | None) -> bool:
    return last_other is None or (word[0] > last_other[0] and word[1] >= last_other[1])


def line_of(directive: Directive, addressee: Addressee) -> Line:
    """Return a directive with one addressee and what was told so far."""
    return Line(directive, addressee, told_of([directive]).get(_key(directive, addressee), ()))


def faults_of(report: Report) -> list[tuple[Directive, str]]:
    """Return the directives that a report doesn't answer as it has to, each with the sentence why."""
    rows = {row.directive_id: row for row in report.answers.all()}
    typed = {key: row.typed for key, row in rows.items()}
    asked = asked_of(report.period, report.commune)
    found = ((line.directive, fault_of(typed.get(line.directive.pk, Typed()))) for line in asked)
    return [(directive, fault) for directive, fault in found if fault]


def lines_of(
    directives: Iterable[Directive],
    month: Month,
    *,
    communes: Sequence[Commune],
    departments: bool = True,
    told: Mapping[Key, Sequence[Told]],
) -> list[Line]:
    """Return each directive with each of these communes and its departments, as far as it is addressed to them."""
    return [
        Line(directive, addressee, told.get(_key(directive, addressee), ()))
        for directive in directives
        for addressee in _addressees(directive, communes, month, departments=departments)
    ]


def told_of(
    directives: Iterable[Directive],
    *,
    commune: Commune | None = None,
    before: Month | None = None,
) -> dict[Key, list[Told]]:
    """Return the answers that count by directive and addressee: of one commune alone, of months before another."""
    submissions = Submission.objects.filter(report=OuterRef("report")).order_by("-number")
    rows = (
        DirectiveAnswer.objects.filter(directive__in=[directive.pk for directive in directives])
        .counted()
        .select_related("period", "report__commune", "department", "answered_by", "attachment__body")
        .defer("attachment__data")
        .prefetch_related(_verdicts())
        .annotate(submission=Subquery(submissions.values("number")[:1]))
        .in_order()
    )
    if commune is not None:
        rows = rows.filter(report__commune=commune)
    if before is not None:
        rows = rows.filter(period__month__lt=str(before))
    found: dict[Key, list[Told]] = defaultdict(list)
    for row in rows:
        found[_key_of(row)].append(_told(row))
    return found


def answers_of(report: Report) -> list[Told]:
    """Return what a report answers to directives, in any state of the report, the earliest directive first."""
    rows = (
        report.answers.exclude(state="")
        .select_related("directive__period", "period", "answered_by", "attachment__body")
        .defer("attachment__data")
        .prefetch_related(_verdicts())
        .order_by("directive__period__month", "directive__number", "pk")
    )
    return [_told(row) for row in rows]


def _verdicts() -> "Prefetch[str, QuerySet[DirectiveVerdict], str]":
    return Prefetch("verdicts", DirectiveVerdict.objects.select_related("by").order_by("pk"))


def _told(row: DirectiveAnswer) -> Told:
    """Return an answer with the last word on it as it stands; what was said to earlier words of it is over."""
    counted = [verdict for verdict in row.verdicts.all() if verdict.revision == row.revision]
    return Told(row, counted[-1] if counted else None)


def carried_facts(period: Period, as_of: date) -> tuple[CarriedDirective, ...]:
    """Return the directives of earlier months that were open when a month began, as they stand on a day.

    Only final answers up to the month count.
    """
    month = period.as_month
    earlier = directives_of(period.body).filter(period__month__lt=period.month, withdrawn_at=None)
    if not earlier:
        return ()
    communes = list(Commune.objects.filter(body=period.body).existing_in(month))
    directives = without_settled(earlier, communes, month, before=month)
    told = {
        key: [each for each in found if each.is_final]
        for key, found in told_of(directives, before=month.next()).items()
    }
    by_directive: dict[int, list[Line]] = defaultdict(list)
    for line in lines_of(directives, month, communes=communes, told=told):
        by_directive[line.directive.pk].append(line)
    carried = ((directive, by_directive[directive.pk]) for directive in directives)
    return tuple(_carried(d, lines, as_of) for d, lines in carried if _was_open(lines, month))


def standing_day(period: Period, held_at: datetime | None) -> date:
    """Return the day on which a month's briefing says how directives stand.

    That is the meeting's; before one is known, the reports' due day or the last day of their figures, the earlier.
    """
    if held_at is not None:
        return held_at.astimezone(OFFICE_TIME).date()
    due = period.due_at.astimezone(OFFICE_TIME).date() if period.due_at else period.data_to
    return min(due, period.data_to)


def _was_open(lines: Sequence[Line], month: Month) -> bool:
    """Tell whether a directive was still open with anybody when a month began."""
    return any(closed_in([a for a in line.answers if a.month < month]) is None for line in lines)


def _carried(directive: Directive, lines: Sequence[Line], as_of: date) -> CarriedDirective:
    standings = [line.standing(as_of) for line in lines]
    return CarriedDirective(
        month=directive.period.as_month,
        number=str(directive.number),
        text=directive.text,
        standing=standing_of_all(standings),
        addressees=tuple(_addressee_fact(line, standing) for line, standing in zip(lines, standings, strict=True)),
        due=directive.due_on,
    )


def _addressee_fact(line: Line, standing: Standing) -> AddresseeFact:
    addressee, last = line.addressee, line.told[-1].row if line.told else None
    is_commune = isinstance(addressee, Commune)
    return AddresseeFact(
        commune=addressee.code if isinstance(addressee, Commune) else "",
        department="" if is_commune else addressee.name,
        standing=standing,
        due=line.due,
        state=AnswerState(last.state) if last else None,
        text=(last.evidence or last.reason) if last else "",
        month=last.period.as_month if last else None,
        submission=getattr(last, "submission", None),
    )


def _addressees(
    directive: Directive, communes: Sequence[Commune], month: Month, *, departments: bool
) -> list[Addressee]:
    own = [commune for commune in communes if _is_addressed(directive, commune, month)]
    return [*own, *(directive.departments.all() if departments else ())]


def _is_addressed(directive: Directive, commune: Commune, month: Month) -> bool:
    """Tell whether a directive is a commune's, that existed when it was issued and does in a month.

    A commune that came later is not asked for what was told to others.
    """
    if not directive.to_all_communes and commune not in directive.communes.all():
        return False
    return all(_exists(commune, day) for day in (directive.period.as_month.last_day, month.last_day))


def _exists(commune: Commune, day: date) -> bool:
    begun = commune.valid_from is None or commune.valid_from <= day
    return begun and (commune.valid_to is None or commune.valid_to >= day)


def _key(directive: Directive, addressee: Addressee) -> Key:
    return directive.pk, addressee._meta.model_name or "", addressee.pk


def _key_of(answer: DirectiveAnswer) -> Key:
    if answer.report is not None:
        return answer.directive_id, "commune", answer.report.commune_id
    return answer.directive_id, "department", answer.department_id or 0
