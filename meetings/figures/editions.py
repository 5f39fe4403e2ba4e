"""A briefing as it stands now, in one of its two editions: the core's Content, and briefing.json."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from briefing_portal.lib.clock import OFFICE_TIME
from briefing_portal.lib.vietnamese import fold
from communes.models import User
from meetings.briefing.content import (
    Content,
    Coverage,
    Edition,
    Gap,
    IssueGroup,
    WrittenSection,
    as_dict,
    for_edition,
)
from meetings.briefing.content.model import DepartmentLine, RankLine, TotalLine
from meetings.briefing.measures import names_somebody
from meetings.briefing.prose import Section, Sentence, Source, TextSource, Withheld
from meetings.models import Block, Briefing, BriefingSentence
from meetings.models.briefings import Origin
from meetings.models.merging import is_printed
from reports.facts import BodyFact, CommuneFact, DirectiveFact, NarrativeFact
from reports.figures import body_fact
from reports.models import Section as CatalogueSection

Plain = dict[str, Any]

_CRITICISM = "criticism"
_BEFORE_SECTORS = ((Block.OPENING, "opening", "Thời gian, thành phần"), (Block.ACHIEVEMENTS, "coverage", "Tổng hợp"))
_AFTER_SECTORS = (
    (Block.SHORTCOMINGS, "shortcomings", "Tồn tại, hạn chế"),
    (Block.SHORTCOMINGS, "carried", "Nhiệm vụ các tháng trước"),
    (Block.SHORTCOMINGS, "proposals", "Kiến nghị, đề xuất"),
    (Block.TASKS, "directives", "Nhiệm vụ trọng tâm"),
)


class PageSection(NamedTuple):
    """A section of the page: its block, its code, its heading."""

    block: Block
    code: str
    title: str


def page_sections() -> list[PageSection]:
    """Return all sections in the order of the page, also those without a sentence."""
    sectors = CatalogueSection.objects.values_list("code", "title")
    return [
        *itertools.starmap(PageSection, _BEFORE_SECTORS),
        *(PageSection(Block.ACHIEVEMENTS, code, title) for code, title in sectors),
        *itertools.starmap(PageSection, _AFTER_SECTORS),
    ]


def content_of(briefing: Briefing, rows: Sequence[BriefingSentence], edition: Edition) -> Content:
    """Return what an edition of the briefing says: printed sentences in the office's order, names as allowed."""
    body = body_fact(briefing.period.body)
    hidden = [] if edition == "internal" else names_in_vain(rows, briefing.data["communes"], body)
    content = _internal(briefing, [row for row in rows if is_printed(row) and row not in hidden])
    cut = for_edition(content, edition, body)
    told = (replace_sentences(written, (s for s in written.sentences if s.text)) for written in cut.sections)
    return replace(cut, sections=tuple(written for written in told if written.sentences))


def replace_sentences(written: WrittenSection, sentences: Iterable[Sentence]) -> WrittenSection:
    """Return a section with other sentences."""
    return written._replace(sentences=tuple(sentences))


def edition_data(briefing: Briefing, rows: Sequence[BriefingSentence], edition: Edition) -> Plain:
    """Return briefing.json of an edition (design.md, part 5).

    What the office changed stands beside the draft in the internal edition; outside, a sentence is what is printed.
    """
    content = content_of(briefing, rows, edition)
    data: Plain = as_dict(content) | {"version": briefing.version, "edition": edition}
    data["coverage"] |= _as_of(briefing, edition)
    by_key = {row.key: row for row in rows}
    vouched = _vouched(rows) if edition == "internal" else {}
    for section in data["sections"]:
        for sentence in section["sentences"]:
            row = by_key[sentence["id"]]
            is_edited = bool(row.edited) and sentence["text"] == row.edited
            sentence["drafted"] = row.drafted if edition == "internal" else sentence["text"]
            sentence["edited"] = row.edited if is_edited else ""
            sentence["origin"] = row.origin
            if row.key in vouched:
                sentence["confirmed"] = vouched[row.key]
            if edition == "internal" and row.ground and is_edited:
                sentence["ground"] = row.ground
    return data


def _as_of(briefing: Briefing, edition: Edition) -> Plain:
    """Return up to which day the figures are, and inside which reports count; outside that would name the missing."""
    until: Plain = {"data_to": briefing.period.data_to.isoformat()}
    if edition == "published":
        return until
    reports = briefing.data["basis"]["submissions"]
    return until | {"reports": [{"code": each["commune"], "submission": each["number"]} for each in reports]}


def _vouched(rows: Sequence[BriefingSentence]) -> dict[str, Plain]:
    """Return who confirmed a sentence, and when, by its key: a fact of the office, never of the published edition."""
    people = {row.confirmed_by_id for row in rows if row.confirmed_by_id}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=people)} if people else {}
    return {
        row.key: {"by": names[row.confirmed_by_id], "at": row.confirmed_at.astimezone(OFFICE_TIME).isoformat()}
        for row in rows
        if row.confirmed and row.confirmed_at and row.confirmed_by_id
    }


def sentence_of(row: BriefingSentence, names: frozenset[str]) -> Sentence:
    """Return a row as the core's sentence, with what a person made of it; `names` are folded names of communes."""
    return Sentence(
        id=row.key,
        block=row.block,
        section=row.section,
        rule=row.rule,
        text=row.text,
        sources=tuple(source_of(source) for source in row.sources),
        names=tuple(row.names),
        tone=tone_of(row),  # type: ignore[arg-type]  # the column holds one of the core's tones
        public_text=public_text_of(row, names),
    )


def tone_of(row: BriefingSentence) -> str:
    """Return whether naming in a sentence praises or criticizes; what the office adds to block 3 criticizes."""
    if row.origin != Origin.COMPILED:
        return _CRITICISM if row.block == Block.SHORTCOMINGS else "neutral"
    return row.tone or "neutral"


def public_text_of(row: BriefingSentence, names: frozenset[str]) -> str:
    """Return the sentence without names: the person's words where they name nobody, else the core's; "" for none."""
    if row.edited and not names_somebody(names, row.edited):
        return row.edited
    if row.origin == Origin.COMPILED:
        return row.public_text
    return "" if names_somebody(names, row.text) else row.text


def names_in_vain(rows: Iterable[BriefingSentence], communes: dict[str, str], body: BodyFact) -> list[BriefingSentence]:
    """Return the sentences that name a commune although the body doesn't name in criticism, and have no other words.

    Who chose words doesn't tell whether they praise: a name in them is left out as in criticism.
    """
    if body.names_in_criticism:
        return []
    names = folded(communes)
    printed = (row for row in rows if is_printed(row))
    critical = (row for row in printed if tone_of(row) == _CRITICISM or row.origin == Origin.CHOSEN)
    return [row for row in critical if not public_text_of(row, names)]


def folded(communes: dict[str, str]) -> frozenset[str]:
    """Return names as `names_somebody` looks for them."""
    return frozenset(fold(name) for name in communes.values())


def source_of(source: Plain) -> Source | TextSource:
    """Return a source of a sentence from its plain form."""
    if "text" in source:
        return TextSource(
            source["commune"],
            source["kind"],
            source["about"],
            source["text"],
            source.get("submission"),
            source.get("month", ""),
            source.get("in_a_row", 0),
            source.get("phrase"),
            source.get("department", ""),
        )
    return Source(
        source["commune"],
        source["indicator"],
        source["month"],
        Decimal(source["value"]),
        source.get("submission"),
        source.get("target"),
        assigned_by=source.get("assigned_by", ""),
        season=source.get("season", ""),
        department=source.get("department", ""),
        entered_on=date.fromisoformat(source["entered"]) if source.get("entered") else None,
    )


def _internal(briefing: Briefing, rows: Sequence[BriefingSentence]) -> Content:
    data: Plain = briefing.data
    return Content(
        body=briefing.period.body.slug,
        month=briefing.period.as_month,
        title=data["title"],
        coverage=_coverage(data["coverage"]),
        totals={code: _total(line) for code, line in data["totals"].items()},
        rankings={code: tuple(map(_place, lines)) for code, lines in data["rankings"].items()},
        sections=_sections(rows, data),
        issues=tuple(IssueGroup(i["category"], i["count"], tuple(i["communes"])) for i in data["issues"]),
        directives=tuple(map(_directive, data["directives"])),
        gaps=tuple(_gap(gap) for gap in open_gaps(data, rows)),
        withheld=tuple(Withheld(each["id"], each["reason"]) for each in data["withheld"]),
        departments=tuple(map(department_line, data.get("departments", []))),
    )


def open_gaps(data: Plain, rows: Iterable[BriefingSentence]) -> list[Plain]:
    """Return the sections that still have no sentence."""
    filled = {row.section for row in rows if not row.dropped}
    return [gap for gap in data["gaps"] if gap["section"] not in filled]


def _sections(rows: Sequence[BriefingSentence], data: Plain) -> tuple[WrittenSection, ...]:
    titles = {section.code: section.title for section in page_sections()}
    names = folded(data["communes"])
    return tuple(
        WrittenSection(
            Section(block, code, titles.get(code, "")),
            tuple(
                replace(sentence_of(row, names), ranking=data["ranking_of"].get(row.key, "")) for row in rows_of_section
            ),
        )
        for (block, code), rows_of_section in itertools.groupby(rows, key=lambda row: (row.block, row.section))
    )


def _coverage(plain: Plain) -> Coverage:
    return Coverage(plain["expected"], plain["accepted"], tuple(map(_commune, plain["missing"])))


def _commune(plain: Plain) -> CommuneFact:
    return CommuneFact(plain["code"], plain["name"], kind="", rank=0, sort_key="")


def _total(plain: Plain) -> TotalLine:
    value = Decimal(plain["value"]) if "value" in plain else None
    return TotalLine(value, plain["reported"], plain["missing"])


def _place(plain: Plain) -> RankLine:
    return RankLine(_commune(plain), Decimal(plain["value"]), plain["rank"])


def _directive(plain: Plain) -> DirectiveFact:
    due = date.fromisoformat(plain["due"]) if plain["due"] else None
    return DirectiveFact(plain["number"], plain["text"], "", tuple(plain["addressees"]), due)


def department_line(plain: Plain) -> DepartmentLine:
    """Return a department's total beside the communes' sum from its plain form."""
    compared = {name: Decimal(plain[name]) for name in ("difference", "difference_percent") if name in plain}
    return DepartmentLine(
        plain["department"],
        plain["slug"],
        plain["indicator"],
        plain["season"],
        Decimal(plain["value"]),
        _total(plain["communes"]),
        compared.get("difference"),
        compared.get("difference_percent"),
        is_said=plain["printed"],
    )


def _gap(plain: Plain) -> Gap:
    candidates = (
        NarrativeFact(each["commune"], plain["section"], each["text"], each["submission"])
        for each in plain["candidates"]
    )
    return Gap(plain["section"], plain["title"], tuple(candidates))
