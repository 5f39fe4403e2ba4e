"""The briefing as plain data: the form of briefing.json (design.md, part 5)."""

from decimal import Decimal

from meetings.briefing.content.model import (
    Content,
    DepartmentLine,
    Gap,
    IssueGroup,
    RankLine,
    TotalLine,
    WrittenSection,
)
from meetings.briefing.prose import Sentence, Source, TextSource
from reports.facts import DirectiveFact

Plain = dict[str, object]


def as_dict(content: Content) -> Plain:
    """Return the content as JSON-able data: numbers as decimal strings, no figure null, keys in a fixed order.

    A total that nobody reported has no "value". Version, edition and edits are the compiler's to add.
    """
    return {
        "body": content.body,
        "month": str(content.month),
        "title": content.title,
        "coverage": {
            "expected": content.coverage.expected,
            "accepted": content.coverage.accepted,
            "missing": [{"code": c.code, "name": c.name} for c in content.coverage.missing],
        },
        "totals": {code: _total(line) for code, line in content.totals.items()},
        "rankings": {code: [_place(line) for line in lines] for code, lines in content.rankings.items()},
        "sections": [_section(written) for written in content.sections],
        "issues": [_issue(group) for group in content.issues],
        "directives": [_directive(directive) for directive in content.directives],
        "gaps": [_gap(gap) for gap in content.gaps],
        "withheld": [{"id": each.id, "reason": each.reason} for each in content.withheld],
        "departments": [_department(line) for line in content.departments],
    }


def decimal_text(value: Decimal) -> str:
    """Return a decimal in plain digits, without exponent and trailing zeros: "113.1", "0"."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def sentence_dict(sentence: Sentence) -> Plain:
    """Return a sentence as it was drafted, nobody has edited it yet: `sources` are figures, `words` are texts."""
    return {
        "id": sentence.id,
        "rule": sentence.rule,
        "text": sentence.text,
        "drafted": sentence.text,
        "edited": "",
        "names": list(sentence.names),
        "tone": sentence.tone,
        "sources": [source_dict(source) for source in sentence.sources if isinstance(source, Source)],
        "words": [source_dict(source) for source in sentence.sources if isinstance(source, TextSource)],
    }


def source_dict(source: Source | TextSource) -> Plain:
    """Return a source: a figure with its submission, its plan's revision or its department, or somebody's words."""
    if isinstance(source, TextSource):
        return _words(source)
    figure: Plain = {
        "commune": source.commune,
        "indicator": source.indicator,
        "month": source.month,
        "value": decimal_text(source.value),
    }
    if source.season:
        figure["season"] = source.season
    if source.assigned_by:
        figure["assigned_by"] = source.assigned_by
    if source.department:
        figure["department"] = source.department
        figure["entered"] = source.entered_on.isoformat() if source.entered_on else ""
    elif source.revision is not None:
        figure["target"] = source.revision
    elif source.submission is not None:
        figure["submission"] = source.submission
    return figure


def _words(source: TextSource) -> Plain:
    words: Plain = {"commune": source.commune, "kind": source.kind, "about": source.about, "text": source.text}
    known = {
        "submission": source.submission,
        "month": source.month,
        "in_a_row": source.in_a_row,
        "phrase": source.phrase,
        "department": source.department,
    }
    return words | {name: value for name, value in known.items() if value}


def _total(line: TotalLine) -> Plain:
    counts: Plain = {"reported": line.reported, "missing": line.missing}
    return counts if line.value is None else {"value": decimal_text(line.value), **counts}


def _department(line: DepartmentLine) -> Plain:
    """Return a department's total beside the communes' sum; without their sum there is no difference."""
    told: Plain = {
        "department": line.department,
        "slug": line.slug,
        "indicator": line.indicator,
        "season": line.season,
        "value": decimal_text(line.value),
        "communes": _total(line.communes),
        "printed": line.is_said,
    }
    compared = {"difference": line.difference, "difference_percent": line.share}
    return told | {name: decimal_text(value) for name, value in compared.items() if value is not None}


def _place(line: RankLine) -> Plain:
    return {
        "code": line.commune.code,
        "name": line.commune.name,
        "value": decimal_text(line.value),
        "rank": line.rank,
    }


def _section(written: WrittenSection) -> Plain:
    block, code, title, _ = written.section
    sentences = [sentence_dict(sentence) for sentence in written.sentences]
    return {"block": block, "code": code, "title": title, "sentences": sentences}


def _issue(group: IssueGroup) -> Plain:
    return {"category": group.category, "count": group.reported, "communes": list(group.communes)}


def _gap(gap: Gap) -> Plain:
    words = [{"commune": n.commune, "text": n.text, "submission": n.submission} for n in gap.candidates]
    return {"section": gap.section, "title": gap.title, "candidates": words}


def _directive(directive: DirectiveFact) -> Plain:
    return {
        "number": directive.number,
        "text": directive.text,
        "addressees": list(directive.addressees),
        "due": directive.due.isoformat() if directive.due else None,
    }
