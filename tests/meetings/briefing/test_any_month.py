"""Whatever the communes report, the page stays Vietnamese sentences, and their sources bear them."""

import re
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import format_number
from meetings.briefing.content import as_dict, for_edition, write_briefing
from meetings.briefing.measures import exact_decimal
from meetings.briefing.prose import Sentence, Source
from reports.facts import BriefingFacts
from tests.meetings.briefing.month import BODY, INDICATORS, SEVENTEEN, facts_of

TYPED = [indicator for indicator in INDICATORS if indicator.kind != "derived"]
_FIGURE = re.compile(
    r"(?<![\d.,/])\d[\d.]*(?:,\d+)?(?![\d%]|,\d)(?= (?:ha|con|liều|triệu đồng|công trình|km|lượt|vụ|ca))"
)


@st.composite
def any_month(draw: st.DrawFn) -> BriefingFacts:
    """Draw a month: some communes report, of them some have each figure, as an office would see it."""
    reported = draw(st.sets(st.sampled_from(SEVENTEEN)))
    random = draw(st.randoms(use_true_random=False))
    scale = draw(st.sampled_from([0, 1, 3, 10**4]))

    def month() -> dict[str, dict[str, object]]:
        return {
            indicator.code: {
                name: Decimal(random.randint(0, scale * 10)) / 10**indicator.decimals
                for name in (SEVENTEEN if indicator.kind == "target" else sorted(reported))
                if random.random() < 0.9
            }
            for indicator in TYPED
        }

    number = draw(st.integers(1, 12))
    return facts_of(month(), last_month=month(), reported=frozenset(reported), month=Month(2015, number))


MONTHS = settings(max_examples=30, suppress_health_check=list(HealthCheck))


@MONTHS
@given(any_month())
def test_every_sentence_reads_as_a_sentence(facts: BriefingFacts) -> None:
    content = write_briefing(facts)
    for said in content.sentences:
        assert re.fullmatch(r"[A-ZĐ][^{}]*[^ .;,:](?:[.:]| …)", said.text), said.text
        assert not re.search(r"None|  |\.\.|,,|;;|-\d| ,|\bnan\b", said.text), said.text
    keys = [said.id for said in content.sentences]
    assert len(set(keys)) == len(keys)
    as_dict(for_edition(content, "published", BODY))


@MONTHS
@given(any_month())
def test_every_amount_is_a_sum_or_a_difference_of_its_sources(facts: BriefingFacts) -> None:
    for said in write_briefing(facts).sentences:
        if said.block == 2 and said.id != "coverage":
            known = amounts(said)
            assert {figure for figure in _FIGURE.findall(said.text) if figure not in known} == set(), said.text


def amounts(said: Sentence) -> set[str]:
    """Return every figure that the sources of a sentence add up to, as it would be printed."""
    decimals = {indicator.code: indicator.decimals for indicator in INDICATORS}
    figures = [source for source in said.sources if isinstance(source, Source)]
    printed: set[str] = set()
    for code in {source.indicator for source in figures}:
        by_month: dict[str, dict[str | None, Fraction]] = {}
        for source in figures:
            if source.indicator == code:
                by_month.setdefault(source.month, {})[source.commune] = Fraction(source.value)
        months = [by_month[month] for month in sorted(by_month)]
        sums = [sum(month.values(), Fraction()) for month in months]
        if len(months) > 1:
            both = months[0].keys() & months[1].keys()
            sums.append(abs(sum((months[1][c] - months[0][c] for c in both), Fraction())))
        printed |= {format_number(exact_decimal(value), decimals[code]) for value in sums}
    return printed | part_sums(figures, decimals)


def part_sums(figures: list[Source], decimals: dict[str, int]) -> set[str]:
    """Return the sums over communes that have two of a sentence's figures: "trong đó 2 công trình"."""
    codes = sorted({source.indicator for source in figures})
    now = max((source.month for source in figures), default="")
    values = {
        code: {s.commune: Fraction(s.value) for s in figures if (s.indicator, s.month) == (code, now)} for code in codes
    }
    return {
        format_number(
            exact_decimal(sum((values[one][c] for c in values[one].keys() & values[other].keys()), Fraction())),
            decimals[one],
        )
        for one in codes
        for other in codes
    }
