"""From facts to a briefing."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from meetings.briefing.content.model import (
    Content,
    Coverage,
    DepartmentLine,
    Gap,
    IssueGroup,
    RankLine,
    TotalLine,
    WrittenSection,
)
from meetings.briefing.measures import (
    COMPARED_ON_YEAR,
    SOWN,
    accepted,
    differences,
    exact_decimal,
    missing_communes,
    ranking,
    rounded,
    shortcomings,
    total,
)
from meetings.briefing.prose import Draft, Section, Sentence, Source, Withheld, drafts, in_sector_order, title
from reports.facts import BriefingFacts, IndicatorFact

# Whose figures of a year ago and of closed seasons the facts have to hold.
LOOKED_BACK_AT = COMPARED_ON_YEAR | set(SOWN)
_ROUNDED = frozenset({"ratio", "mean"})


def write_briefing(facts: BriefingFacts) -> Content:
    """Write the briefing of a month from its facts: sentences, totals, rankings, and what is left open."""
    page = [(section, tuple(d for d in found if d is not None)) for section, found in drafts(facts)]
    sections = tuple(_written(page))
    return Content(
        body=facts.body.slug,
        month=facts.month,
        title=title(facts),
        coverage=Coverage(len(facts.communes), len(accepted(facts)), missing_communes(facts)),
        totals={indicator.code: _total(facts, indicator) for indicator in _catalogue(facts)},
        rankings=dict(_rankings(facts)),
        sections=sections,
        issues=tuple(IssueGroup(g.category, len(g.communes), g.communes) for g in shortcomings(facts)),
        directives=in_sector_order(facts),
        gaps=tuple(_gaps(facts, page)),
        withheld=tuple(_withheld(page)),
        departments=tuple(_departments(facts, sections)),
    )


def _catalogue(facts: BriefingFacts) -> list[IndicatorFact]:
    return sorted(facts.indicators, key=lambda indicator: indicator.order)


def _total(facts: BriefingFacts, indicator: IndicatorFact) -> TotalLine:
    whole = total(facts, indicator.code)
    if whole.value is None:
        return TotalLine(None, whole.reported, whole.missing)
    value = rounded(whole.value) if indicator.aggregation in _ROUNDED else exact_decimal(whole.value)
    return TotalLine(value, whole.reported, whole.missing)


def _rankings(facts: BriefingFacts) -> Iterator[tuple[str, tuple[RankLine, ...]]]:
    for indicator in _catalogue(facts):
        places = ranking(facts, indicator.code) if indicator.ranked else ()
        if places:
            yield (
                indicator.code,
                tuple(RankLine(place.commune, rounded(place.value), place.rank) for place in places),
            )


def _departments(facts: BriefingFacts, sections: Sequence[WrittenSection]) -> Iterator[DepartmentLine]:
    said = frozenset(_own_totals(sections))
    for each in differences(facts):
        if not each.is_told:
            continue
        figure, whole = each.figure, each.communes
        yield DepartmentLine(
            figure.department,
            figure.slug,
            figure.indicator,
            figure.season,
            figure.value,
            TotalLine(_exact(whole.value), whole.reported, whole.missing),
            _exact(each.value),
            None if each.share is None else rounded(each.share),
            is_said=(figure.department, figure.indicator, figure.season, figure.value) in said,
        )


def _own_totals(sections: Sequence[WrittenSection]) -> Iterator[tuple[str, str, str, Decimal]]:
    """Yield the departments' totals that sentences print."""
    for written in sections:
        for sentence in written.sentences:
            for source in sentence.sources:
                if isinstance(source, Source) and source.department:
                    yield source.department, source.indicator, source.season, source.value


def _exact(value: Fraction | None) -> Decimal | None:
    return None if value is None else exact_decimal(value)


Page = Sequence[tuple[Section, Sequence[Draft]]]


def _written(page: Page) -> Iterator[WrittenSection]:
    for section, found in page:
        sentences = tuple(draft for draft in found if isinstance(draft, Sentence))
        if sentences:
            yield WrittenSection(section, sentences)


def _gaps(facts: BriefingFacts, page: Page) -> Iterator[Gap]:
    for section, found in page:
        if section.is_expected and not any(isinstance(draft, Sentence) for draft in found):
            told = tuple(n for n in facts.narratives if n.section == section.code and n.text.strip())
            yield Gap(section.code, section.title, told)


def _withheld(page: Page) -> Iterator[Withheld]:
    for _, found in page:
        for draft in found:
            if isinstance(draft, Withheld):
                yield draft
            elif draft is not None:
                yield from (Withheld(draft.id, reason) for reason in draft.withheld)
