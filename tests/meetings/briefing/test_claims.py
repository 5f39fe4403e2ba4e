"""The core never contradicts its own checker, and a lie that a person types into its sentences is found."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese import format_number
from briefing_portal.lib.vietnamese.claims import Kind, read_claims
from meetings.briefing.content import Content, as_dict, source_dict, write_briefing
from meetings.briefing.measures import ClaimFinding, Evidence, Line, evidence_of, judge
from meetings.briefing.prose import Sentence
from reports.facts import BriefingFacts
from tests.meetings.briefing.shapes import SHAPES, all_reported, none_above_target
from tests.meetings.briefing.test_any_month import any_month

MONTHS = settings(max_examples=25, suppress_health_check=list(HealthCheck))
RANKED, COLLECTED, HARVEST, SECURITY = (
    "budget.at_or_above_target",
    "budget.collected",
    "crops.harvest",
    "security.incidents",
)


def data_of(facts: BriefingFacts, content: Content) -> dict[str, Any]:
    """Return what a compiled briefing keeps beside its sentences."""
    return as_dict(replace(content, sections=())) | {
        "communes": {commune.code: commune.name for commune in facts.communes},
        "ranking_of": {said.id: said.ranking for said in content.sentences if said.ranking},
        "catalogue": [{name: getattr(i, name) for name in ("code", *Line._fields)} for i in facts.indicators],
    }


def told(facts: BriefingFacts) -> Iterator[tuple[Sentence, Evidence]]:
    """Yield the sentences on results and shortcomings with their evidence."""
    content = write_briefing(facts)
    data = data_of(facts, content)
    for said in content.sentences:
        if said.block in (2, 3):
            sources = [source_dict(source) for source in said.sources]
            yield said, evidence_of(sources, data, section=said.section, key=said.id)


def findings(facts: BriefingFacts, key: str, *changes: tuple[str, str], text: str = "") -> list[ClaimFinding]:
    """Return the findings on a sentence in which words were changed, or whose text is another."""
    said, evidence = next((said, evidence) for said, evidence in told(facts) if said.id == key)
    edited = text or said.text
    for old, new in changes:
        assert old in edited, edited
        edited = edited.replace(old, new)
    return judge(edited, drafted=said.text, evidence=evidence)


def contradictions(found: list[ClaimFinding]) -> list[str]:
    return [each.sentence for each in found if each.is_contradicted]


@MONTHS
@given(any_month())
def test_whatever_the_core_writes_its_own_checker_accepts(facts: BriefingFacts) -> None:
    for said, evidence in told(facts):
        assert judge(said.text, drafted=said.text, evidence=evidence) == [], said.text
        assert judge(said.public_text, drafted=said.text, evidence=evidence) == [], said.public_text


@MONTHS
@given(any_month())
def test_the_figures_alone_bear_every_number_that_the_core_writes(facts: BriefingFacts) -> None:
    for said, evidence in told(facts):
        without_draft = judge(said.text, drafted="", evidence=evidence)
        assert contradictions(without_draft) == [], said.text
        if evidence.figures:
            assert [each for each in without_draft if any(sign.isdigit() for sign in each.words)] == [], said.text


@pytest.mark.parametrize("shape", SHAPES)
def test_the_golden_months_pass_their_checker(shape: str) -> None:
    for said, evidence in told(SHAPES[shape]()):
        assert judge(said.text, drafted=said.text, evidence=evidence) == [], said.text
        assert contradictions(judge(said.text, drafted="", evidence=evidence)) == []


def one_off(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text with one number a unit of its last digit higher, and that number."""
    for claim in read_claims(text):
        if claim.kind is Kind.NUMBER and claim.number is not None:
            changed = claim.number + Decimal(1).scaleb(-claim.decimals)
            digits = re.sub(r"\d[\d.,]*", format_number(changed), claim.words, count=1)
            yield text[: claim.start] + digits + text[claim.end :], digits


def follows(evidence: Evidence, words: str) -> bool:
    """Say whether a number happens to be another figure of the evidence."""
    claim = next(iter(read_claims(words)))
    assert claim.number is not None
    half = Fraction(1, 2) / 10**claim.decimals
    return any(abs(known.value - Fraction(claim.number)) <= half for known in evidence.known)


@MONTHS
@given(any_month())
def test_a_number_one_unit_off_in_its_last_digit_is_found(facts: BriefingFacts) -> None:
    for said, evidence in told(facts):
        if evidence.figures:
            for lie, digits in one_off(said.text):
                found = judge(lie, drafted=said.text, evidence=evidence)
                assert found or follows(evidence, digits), lie


SWAPS = (
    ("một số", "đa số các"),
    ("một số", "tất cả các"),
    ("đa số các", "tất cả các"),
    ("một nửa số", "đa số các"),
    ("có 1 ", "một số "),
    ("chưa có xã nào", "một số xã"),
    ("tăng", "giảm"),
    ("giảm", "tăng"),
    ("bằng tháng trước", "tăng so với tháng trước"),
)


@MONTHS
@given(any_month())
def test_a_word_that_says_more_than_the_figures_is_found(facts: BriefingFacts) -> None:
    for said, evidence in told(facts):
        for old, new in SWAPS:
            pattern = re.compile(rf"\b{old}\b(?= \d.* so với| xã| thị| thu| so|$)?", re.IGNORECASE)
            if (
                evidence.figures
                and said.section in {"budget", "security", "shortcomings"}
                and pattern.search(said.text)
            ):
                lie = pattern.sub(new, said.text, count=1)
                assert contradictions(judge(lie, drafted=said.text, evidence=evidence)), lie


@MONTHS
@given(any_month(), st.sampled_from([5, 10, 25]))
def test_above_a_bound_that_is_not_passed_is_found(facts: BriefingFacts, more: int) -> None:
    for said, evidence in told(facts):
        for bound in re.findall(r"trên (\d+)% diện tích", said.text):
            lie = said.text.replace(f"trên {bound}%", f"trên {int(bound) + more}%")
            assert contradictions(judge(lie, drafted=said.text, evidence=evidence)), lie


@pytest.mark.parametrize(
    ("key", "old", "new", "sentence"),
    [
        (
            COLLECTED,
            "bằng 92,8% dự toán giao",
            "đạt và vượt dự toán giao",
            "Trái với số liệu: ghi “đạt và vượt dự toán” nhưng số liệu là 92,8%.",
        ),
        (COLLECTED, "92,8%", "93,8%", "Trái với số liệu: ghi “93,8%” nhưng số liệu là 92,8%."),
        (HARVEST, "trên 70%", "trên 75%", "Trái với số liệu: ghi “trên 75%” nhưng số liệu là 72,6%."),
        (
            RANKED,
            "một số xã",
            "đa số các xã",
            "Trái với số liệu: ghi “đa số các xã” nhưng số liệu là 5/17 xã, thị trấn.",
        ),
        (RANKED, "Cẩm Giàng 113,1%", "Cẩm Giàng 103,2%", "Trái với số liệu: ghi “103,2%” nhưng số liệu là 113,1%."),
    ],
)
def test_a_lie_in_november_is_told_with_the_figure(key: str, old: str, new: str, sentence: str) -> None:
    assert contradictions(findings(all_reported(), key, (old, new))) == [sentence]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (COLLECTED, "Thu ngân sách lũy kế đạt 11,2 tỷ đồng, bằng 92,8% dự toán giao, còn thiếu 7,2%."),
        (COLLECTED, "Thu ngân sách chưa đạt dự toán giao, đạt trên 90%."),
        (RANKED, "Một số xã thu ngân sách đạt và vượt chỉ tiêu giao, cao nhất là Cẩm Giàng."),
        (RANKED, "Có 5 xã thu ngân sách đạt và vượt chỉ tiêu giao."),
        (HARVEST, "Việc thu hoạch đến nay đạt gần 73% diện tích."),
    ],
)
def test_other_true_words_are_accepted(key: str, text: str) -> None:
    assert findings(all_reported(), key, text=text) == []


def test_a_number_in_words_is_judged_too() -> None:
    [found] = findings(all_reported(), RANKED, text="Sáu xã thu ngân sách đạt và vượt chỉ tiêu giao.")
    assert found.sentence.startswith("Chưa có căn cứ: “Sáu”")


def test_99_96_is_not_100() -> None:
    [sentence] = contradictions(
        findings(none_above_target(), RANKED, text="Phủ Thông thu ngân sách đạt chỉ tiêu giao.")
    )
    assert sentence.endswith("nhưng số liệu của Phủ Thông là 99,96%.")


def test_what_cannot_be_judged_has_no_ground_yet() -> None:
    [found] = findings(all_reported(), COLLECTED, text="Thu ngân sách tăng so với cùng kỳ năm trước.")
    assert not found.is_contradicted
    assert found.sentence.startswith("Chưa có căn cứ: “tăng so với cùng kỳ”")
