"""Every number of the text, recomputed from its sources by somebody who doesn't know the core."""

import copy
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from meetings.briefing.content import as_dict, write_briefing
from reports.facts import BriefingFacts, Figure, IssueFact, Key, MonthFigures, ProposalFact
from tests.meetings.briefing.auditor import PATTERNS, Plain, objections
from tests.meetings.briefing.month import (
    BODY,
    CODES,
    DIRECTIVES,
    INDICATORS,
    ISSUES,
    MEETING,
    PLANS,
    SEVENTEEN,
    facts_of,
    figures,
    november,
)
from tests.meetings.briefing.shapes import SHAPES

TYPED = [indicator for indicator in INDICATORS if indicator.kind != "derived"]
WHOLES = {i.code: i.part_of for i in TYPED if i.part_of}
SCALES = (0, 1, 3, 40, 10**4)
Numbers = dict[str, dict[str, Decimal]]
TOLD = (
    *ISSUES,
    IssueFact(CODES["Cao Sơn"], "social", "Còn 12 hộ thiếu đói, 3 hộ mất nhà", "", "", 3),
    IssueFact(CODES["Hà Vị"], "security", "Vụ trộm ở Cao Sơn chưa rõ", "", "", 3),
)
PROPOSALS = (
    ProposalFact(CODES["Hà Vị"], "Hỗ trợ 5 tấn giống", "Phòng Nông nghiệp", 3),
    ProposalFact(CODES["Cao Sơn"], "Sửa đường", "UBND huyện", 3),
    ProposalFact(CODES["Tú Trĩ"], "Sửa cầu", "UBND huyện", 3),
)


def numbers_of(random: Random, reported: list[str], *, plausible: bool, filled: float) -> Numbers:
    """Return a month's figures: an indicator is tiny, big or zero everywhere; parts stay within their wholes."""
    told: Numbers = {}
    for indicator in TYPED:
        scale = random.choice(SCALES)
        told[indicator.code] = {
            name: Decimal(random.randint(0, scale * 10)) / 10**indicator.decimals
            for name in (SEVENTEEN if indicator.kind == "target" else reported)
            if random.random() < filled
        }
    for part, whole in WHOLES.items() if plausible else ():
        told[part] = {name: min(value, told[whole].get(name, value)) for name, value in told[part].items()}
    return told


class Recipe(NamedTuple):
    """A month in a few words, so that one which fails can be read."""

    seed: int
    month: int
    silent: int
    silent_before: int
    filled: float
    plausible: bool
    minimum_coverage: int
    names_in_criticism: bool
    list_cap: int
    two_plans: bool
    year_ago: bool

    def facts(self) -> BriefingFacts:
        random = Random(self.seed)  # noqa: S311 - figures of a test, no secrets
        reported, before = (sorted(random.sample(SEVENTEEN, 17 - n)) for n in (self.silent, self.silent_before))
        this, last = (
            numbers_of(random, names, plausible=self.plausible, filled=self.filled) for names in (reported, before)
        )
        body = replace(
            BODY,
            minimum_coverage=Decimal(self.minimum_coverage),
            names_in_criticism=self.names_in_criticism,
            list_cap=self.list_cap,
        )
        month = Month(2015, self.month)
        facts = facts_of(this, last_month=last, reported=frozenset(reported), month=month, body=body)
        codes = {CODES[name] for name in reported}
        if self.year_ago:
            then = numbers_of(random, before, plausible=self.plausible, filled=self.filled)
            facts = replace(
                facts, last_year=MonthFigures(month.same_month_last_year(), frozenset(codes), figures(then))
            )
        if self.two_plans:
            facts = replace(facts, assigned=_two_plans(random, facts))
        return replace(
            facts,
            issues=tuple(issue for issue in TOLD if issue.commune in codes),
            proposals=tuple(proposal for proposal in PROPOSALS if proposal.commune in codes),
            directives=DIRECTIVES,
            meeting=MEETING,
        )


def _two_plans(random: Random, facts: BriefingFacts) -> dict[Key, dict[str, dict[str, Figure]]]:
    """Let the People's Council ask more than the province of some communes, and the province nothing of others."""
    plans = {key: found for key, found in facts.this_month.values.items() if key[0] in PLANS and found}
    return {
        key: {
            "HĐND giao": {c: Figure(f.value * 2 + 1, None, None, 2) for c, f in found.items() if random.random() < 0.9},
            "tỉnh giao": {c: f for c, f in found.items() if random.random() < 0.9},
        }
        for key, found in plans.items()
    }


RECIPES = st.builds(
    Recipe,
    seed=st.integers(0, 2**32),
    month=st.integers(1, 12),
    silent=st.integers(0, 17),
    silent_before=st.integers(0, 17),
    filled=st.sampled_from([0.7, 0.97, 1]),
    plausible=st.booleans(),
    minimum_coverage=st.sampled_from([0, 50]),
    names_in_criticism=st.booleans(),
    list_cap=st.sampled_from([1, 5, 17]),
    two_plans=st.booleans(),
    year_ago=st.booleans(),
)
RANDOM_MONTHS = settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))


def told(facts: BriefingFacts) -> Plain:
    return as_dict(write_briefing(facts))


@RANDOM_MONTHS
@given(RECIPES)
def test_every_number_of_any_month_is_what_its_sources_give(recipe: Recipe) -> None:
    assert list(objections(told(recipe.facts()), CODES)) == []


@RANDOM_MONTHS
@given(RECIPES)
def test_every_source_is_the_figure_that_the_commune_reported(recipe: Recipe) -> None:
    facts = recipe.facts()
    months = [facts.this_month, facts.last_month, *([facts.last_year] if facts.last_year else [])]
    raw = {
        (str(month.month), code, commune, ""): figure
        for month in months
        for (code, _), by_commune in month.values.items()
        for commune, figure in by_commune.items()
    } | {
        (str(facts.month), code, commune, assigner): figure
        for (code, _), by_assigner in facts.assigned.items()
        for assigner, by_commune in by_assigner.items()
        for commune, figure in by_commune.items()
    }
    for section in told(facts)["sections"]:
        for source in (source for sentence in section["sentences"] for source in sentence["sources"]):
            if "indicator" in source:
                figure = raw[source["month"], source["indicator"], source["commune"], source.get("assigned_by", "")]
                assert Fraction(source["value"]) == Fraction(figure.value)
                assert (source.get("submission"), source.get("target")) == (figure.submission, figure.revision)


@pytest.mark.parametrize("name", SHAPES)
def test_every_number_of_the_golden_months_is_what_its_sources_give(name: str) -> None:
    facts = SHAPES[name]()
    assert list(objections(told(facts), {commune.name: commune.code for commune in facts.communes})) == []


def test_the_reader_has_read_every_kind_of_sentence() -> None:
    rules = {s.rule for make in SHAPES.values() for s in write_briefing(make()).sentences if s.block == 2}
    assert rules - {"coverage", "budget_at_or_above_target", "crops_all_seasons"} == set(PATTERNS)


def test_the_reader_finds_every_digit_that_is_changed() -> None:
    data = told(november(proposals=PROPOSALS, issues=TOLD))
    unnoticed = []
    for place, section in enumerate(data["sections"]):
        for number, sentence in enumerate(section["sentences"] if section["block"] in {2, 3} else ()):
            for digit in re.finditer(r"\d", sentence["text"]):
                forged = copy.deepcopy(data)
                text, at = sentence["text"], digit.start()
                changed = text[:at] + str((int(digit[0]) + 1) % 10) + text[at + 1 :]
                forged["sections"][place]["sentences"][number]["text"] = changed
                if not list(objections({**forged, "sections": [forged["sections"][place]]}, CODES)):
                    unnoticed.append(changed)
    assert unnoticed == []


def test_the_reader_finds_a_figure_that_is_changed_or_dropped() -> None:
    data = copy.deepcopy(told(november()))
    pest = next(s for section in data["sections"] for s in section["sentences"] if s["rule"] == "crops_winter_and_pest")
    kept = list(pest["sources"])
    pest["sources"] = [s for s in kept if (s["indicator"], s["commune"]) != ("AGR_PEST", CODES["Vi Hương"])]
    assert any("<sum AGR_PEST> = 5" in objection for objection in objections(data, CODES))
    pest["sources"] = [{**s, "value": "4"} if s["value"] == "3" and s["indicator"] == "AGR_PEST" else s for s in kept]
    assert any("<sum AGR_PEST> = 9" in objection for objection in objections(data, CODES))
