"""One directive as its readers see it: each addressee with its history, and the boxes of the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import BoundField

from briefing_portal.lib.months import Month
from communes.models import Department
from reports.checks.directives import STANDING_LABELS, carried_words, standing_of_all
from reports.facts import Standing
from reports.figures.directives import Line, lines_of, told_of
from reports.forms.answers import OneAnswerForm
from reports.forms.directives import MonthForm, VerdictsForm
from reports.forms.review import remark_name, verdict_name
from reports.models import Directive, DirectiveAnswer, Period

from .directive_rows import COLOURS, Reader, addressee_words, progress_words, standing_words

Answers = Mapping[str, tuple[OneAnswerForm, MonthForm]]


@dataclass(frozen=True, slots=True)
class Entry:
    """An addressee with how it stands; the boxes are for the office: a verdict, or a department's answer."""

    line: Line
    today: date
    verdict_box: BoundField | None = None
    remark_box: BoundField | None = None
    form: OneAnswerForm | None = None
    months: MonthForm | None = None

    @property
    def standing(self) -> Standing:
        """Return how it stands today."""
        return self.line.standing(self.today)

    @property
    def label(self) -> str:
        """Return that in words."""
        return STANDING_LABELS[self.standing]

    @property
    def colour(self) -> str:
        """Return the ending of the class that colours it."""
        return COLOURS[self.standing]

    @property
    def is_judged(self) -> bool:
        """Tell whether the office has said its word on the last answer, and nothing came back with a fault."""
        boxes = (self.verdict_box, self.remark_box)
        typed = any(box is not None and (box.errors or box.value()) for box in boxes)
        return bool(self.line.told and self.line.told[-1].verdict) and not typed

    @property
    def has_other_due(self) -> bool:
        """Tell whether the office agreed to another date than the directive's."""
        return self.line.due != self.line.directive.due_on


@dataclass(frozen=True, slots=True)
class Page:
    """A directive with its addressees; `judged` are the answers that a verdict may be given to."""

    standing: Standing
    label: str
    progress: str
    who: str
    carried: str
    entries: Sequence[Entry]
    judged: Sequence[DirectiveAnswer]
    periods: Sequence[Period]
    verdicts: VerdictsForm

    @property
    def colour(self) -> str:
        """Return the ending of the class that colours it."""
        return COLOURS[self.standing]


def page_of(
    directive: Directive, reader: Reader, *, verdicts: VerdictsForm | None = None, answers: Answers | None = None
) -> Page:
    """Return a directive as a reader sees it; `verdicts` and `answers` are forms that came back with a fault."""
    lines = lines_of(
        [directive],
        reader.month,
        communes=reader.communes,
        departments=reader.reads_all,
        told=told_of([directive]),
    )
    judged = [] if directive.withdrawn_at else [line.told[-1].row for line in lines if line.told]
    form = verdicts or VerdictsForm(judged)
    periods = list(Period.objects.filter(body=reader.body, month__gte=directive.period.month).newest_first())
    standings = [line.standing(reader.today) for line in lines]
    standing = Standing.WITHDRAWN if directive.withdrawn_at else standing_of_all(standings)
    has_departments = any(isinstance(line.addressee, Department) for line in lines)
    return Page(
        standing=standing,
        label=standing_words(directive, standing),
        progress=progress_words(standings, "đơn vị" if has_departments else reader.body.units_word),
        who=addressee_words(directive, reader.body.units_word),
        carried=carried_words(directive.period.as_month, Month.of(reader.today)),
        entries=[_entry(line, reader.today, form, answers or {}, periods) for line in lines],
        judged=judged,
        periods=periods,
        verdicts=form,
    )


def _entry(line: Line, today: date, form: VerdictsForm, answers: Answers, periods: Sequence[Period]) -> Entry:
    last = line.told[-1].row.pk if line.told else 0
    has_boxes = verdict_name(last) in form.fields
    is_department = isinstance(line.addressee, Department) and line.directive.withdrawn_at is None
    slug = line.addressee.slug
    fresh = (OneAnswerForm(line, today, prefix=slug), MonthForm(periods, prefix=slug))
    own = answers.get(slug, fresh) if is_department else (None, None)
    return Entry(
        line,
        today,
        verdict_box=form[verdict_name(last)] if has_boxes else None,
        remark_box=form[remark_name(last)] if has_boxes else None,
        form=own[0],
        months=own[1],
    )
