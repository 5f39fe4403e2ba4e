"""Months of different shape, read out: the whole briefing of each stands in golden/, a sentence a line.

After a change of wording, renew the texts and read what `git diff` shows of them aloud:

    UPDATE_EXAMPLES=1 .venv/bin/pytest tests/meetings/briefing/test_golden.py
"""

import difflib
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from meetings.briefing.content import Content, write_briefing
from tests.meetings.briefing.shapes import SHAPES

GOLDEN = Path(__file__).parent / "golden"
BLOCKS = {1: "I", 2: "II", 3: "III", 4: "IV"}


def page(content: Content) -> Iterator[str]:
    """Yield the lines of a briefing as the office sees it: sections with their sentences, then what stays open."""
    yield content.title
    for written in content.sections:
        yield ""
        yield f"{BLOCKS[written.section.block]}. {written.section.title}"
        yield from (sentence.text for sentence in written.sentences)
    yield from _open(content)


def _open(content: Content) -> Iterator[str]:
    if content.gaps or content.withheld or content.departments:
        yield ""
        yield "Văn phòng còn bổ sung"
    for gap in content.gaps:
        yield f"chưa có câu: {gap.title}"
        yield from (f"    xã viết: {told.text}" for told in gap.candidates)
    for withheld in content.withheld:
        yield f"chưa viết: {withheld.reason}"
    for line in content.departments:
        value, reported, missing = line.communes
        counted = f"{value} ({reported}/{reported + missing}), lệch {line.difference}"
        yield f"số liệu ngành: {line.indicator} {line.department} {line.value}, các xã {counted}"


@pytest.mark.parametrize("name", SHAPES)
def test_the_month_reads_as_it_did(name: str) -> None:
    file = GOLDEN / f"{name}.txt"
    text = "\n".join(page(write_briefing(SHAPES[name]()))) + "\n"
    if os.environ.get("UPDATE_EXAMPLES"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    changed = difflib.unified_diff(
        before.splitlines(), text.splitlines(), f"golden/{name}.txt", "now", lineterm="", n=0
    )
    told = "\n".join(changed)
    assert not told, f"the month reads otherwise (UPDATE_EXAMPLES=1 renews the text):\n{told}"


def test_no_golden_text_is_left_of_a_month_that_is_gone() -> None:
    assert {file.stem for file in GOLDEN.iterdir()} == set(SHAPES)


@pytest.mark.parametrize("name", SHAPES)
def test_no_sentence_stands_twice_and_no_colon_before_nothing(name: str) -> None:
    sentences = write_briefing(SHAPES[name]()).sentences
    texts = [sentence.text for sentence in sentences]
    assert len(set(texts)) == len(texts)
    assert not texts[-1].endswith(":")
    assert all(not one.text.endswith(":") or one.block == other.block for one, other in pairwise(sentences))


@pytest.mark.parametrize("name", SHAPES)
def test_the_public_wording_names_no_commune(name: str) -> None:
    facts = SHAPES[name]()
    told = [sentence for sentence in write_briefing(facts).sentences if sentence.tone != "neutral"]
    assert [s.id for s in told if any(commune.name in s.public_text for commune in facts.communes)] == []
