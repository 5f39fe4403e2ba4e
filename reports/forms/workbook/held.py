"""What the portal holds of a month, as a workbook tells it: what a filled workbook shows, what a new one changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from briefing_portal.lib.vietnamese import number_for_input
from reports.actions.fill_in import IssueEntry, ProposalEntry
from reports.facts import Key
from reports.models import Report
from reports.models.catalogue import IndicatorKind

from .entries import CommuneEntries
from .outline import Outline


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in one report."""

    figures: Mapping[Key, Decimal] = field(default_factory=dict)
    narratives: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    issues: Sequence[IssueEntry] = ()
    proposals: Sequence[ProposalEntry] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a workbook would write: where, what stands there now, what will; "" for nothing."""

    place: str
    before: str
    after: str


def held_in(outline: Outline) -> dict[int, Held]:
    """Return what stands in the reports of a workbook's communes, by the commune's id; five statements in all."""
    reports = Report.objects.filter(period=outline.period, commune__in=outline.communes).prefetch_related(
        "values__indicator",
        "values__season",
        "narratives__section",
        "explanations__indicator",
        "issues__category",
        "proposals",
    )
    return {report.commune_id: _held(report) for report in reports}


def _held(report: Report) -> Held:
    return Held(
        figures={(v.indicator.code, v.season.code if v.season else ""): v.value for v in report.values.all()},
        narratives={each.section.code: each.text for each in report.narratives.all()},
        explanations={each.indicator.code: each.text for each in report.explanations.all()},
        issues=[IssueEntry(each.category.code, each.text, each.cause, each.remedy) for each in report.issues.all()],
        proposals=[ProposalEntry(each.text, each.addressee) for each in report.proposals.all()],
    )


def changes_of(entries: CommuneEntries, held: Held, outline: Outline) -> list[Change]:
    """Return what a workbook changes in one report, in the order of the form; what stays is not told."""
    return [
        change
        for change in (
            *_figures(entries, held, outline),
            *_texts(entries.narratives, held.narratives, {s.code: s.title for s in outline.sections.values()}),
            *_texts(
                entries.explanations,
                held.explanations,
                {i.code: f"Giải trình: {i.name}" for i in outline.indicators.values()},
            ),
            *_lists(entries, held, outline),
        )
        if change.before != change.after
    ]


def _figures(entries: CommuneEntries, held: Held, outline: Outline) -> Iterator[Change]:
    for column in outline.columns(IndicatorKind.MEASURED):
        if column.key in entries.figures:
            before, after = held.figures.get(column.key), entries.figures[column.key]
            yield Change(column.label, _shown(before), _shown(after))


def _shown(value: Decimal | None) -> str:
    return "" if value is None else number_for_input(value)


def _texts(new: Mapping[str, str], old: Mapping[str, str], names: Mapping[str, str]) -> Iterator[Change]:
    for code, name in names.items():
        if code in new:
            yield Change(name, old.get(code, ""), new[code])


def _lists(entries: CommuneEntries, held: Held, outline: Outline) -> Iterator[Change]:
    """Yield the lists that a workbook replaces whole."""
    if entries.issues:
        titles = {category.code: category.title for category in outline.categories.values()}
        old, new = (
            "\n".join(f"{titles.get(i.category, i.category)}: " + _joined(i.text, i.cause, i.remedy) for i in issues)
            for issues in (held.issues, entries.issues)
        )
        yield Change("Tồn tại, hạn chế", old, new)
    if entries.proposals:
        old, new = (
            "\n".join(_joined(p.text, p.addressee) for p in proposals)
            for proposals in (held.proposals, entries.proposals)
        )
        yield Change("Kiến nghị, đề xuất", old, new)


def _joined(*parts: str) -> str:
    return " – ".join(part for part in parts if part)
