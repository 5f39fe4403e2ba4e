"""What in a report still seems typed for a font of before Unicode: named before it is handed in."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefing_portal.lib.vietnamese import OldText, read_old_text
from reports.forms.answers import EVIDENCE, REASON, answer_name
from reports.forms.fill_in import explanation_name, narrative_name
from reports.models import Report

from .draft import ISSUES, PROPOSALS, texts_of

ROWS = {ISSUES: "Tồn tại, hạn chế", PROPOSALS: "Kiến nghị, đề xuất"}


@dataclass(frozen=True, slots=True)
class OldBox:
    """A box of the form with such a text: what it is called, where it stands in the form, how it would read."""

    title: str
    anchor: str
    old: OldText


def old_texts_of(report: Report) -> list[OldBox]:
    """Return the boxes of a report whose text can't be Unicode."""
    found = []
    titles, texts = _titles(report), texts_of(report)
    for name, text in texts.items():
        for anchor, each in _boxes(name, text):
            old = read_old_text(each)
            if old is not None and name in titles:
                found.append(OldBox(titles[name], anchor, old))
    return found


def _titles(report: Report) -> Mapping[str, str]:
    narratives = report.narratives.select_related("section")
    explanations = report.explanations.select_related("indicator")
    titles = {narrative_name(each.section.code): f"Thuyết minh: {each.section.title}" for each in narratives}
    titles |= {explanation_name(each.indicator.code): f"Giải trình: {each.indicator.name}" for each in explanations}
    for row in report.answers.select_related("directive__period"):
        title = f"Trả lời nhiệm vụ số {row.directive.number} ({row.directive.period})"
        titles |= {answer_name(row.directive_id, part): title for part in (EVIDENCE, REASON)}
    return titles | ROWS


def _boxes(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield a box's place in the form and its text; a list has several."""
    if name not in ROWS:
        yield f"id_{name}", text
        return
    for place, row in enumerate(json.loads(text) if text else ()):
        yield from ((f"id_{name}-{place}-{part}", said) for part, said in row.items())
