"""A district's year, month after month: reports come late or not at all, seasons change, January begins anew."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from meetings.briefing.content import as_dict, write_briefing
from meetings.briefing.prose import Source
from reports.facts import BriefingFacts, IssueFact
from tests.meetings.briefing.auditor import objections
from tests.meetings.briefing.month import BODY, CODES, SEVENTEEN, UNITS, Numbers, facts_of, sentence, text_of
from tests.meetings.briefing.shapes import in_season

FIRST = Month(2015, 1)
PLAN = 1200
INCIDENTS = ("SEC_CRIME", "SEC_TRAFFIC", "LIV_SICK")
NUMBER = r"(\d[\d.]*(?:,\d+)?)"
FEW = settings(derandomize=True, suppress_health_check=list(HealthCheck))


class Told(NamedTuple):
    """What happened in a month, by commune, and who reported it."""

    month: Month
    reported: frozenset[str]
    earned: dict[str, Decimal]
    incidents: dict[str, dict[str, Decimal]]
    facts: BriefingFacts


def value_of(printed: str) -> Fraction:
    return Fraction(printed.replace(".", "").replace(",", "."))


def season_of(month: Month) -> tuple[str, str, str]:
    """Return the season of the field crops with its name, and the winter season that ends or begins."""
    code, name = ("xuan", "xuân") if month.month < 6 else ("mua", "mùa")
    winter = month.year if month.month > 6 else month.year - 1
    return f"{code}-{month.year}", f"vụ {name} năm {month.year}", f"dong-{winter}"


def area_of(month: Month) -> int:
    """Return what a commune sowed in the season of a month: another area in each."""
    return 60 + month.year % 10 + (40 if month.month > 5 else 0)


def a_year(seed: int, *, silence: float) -> list[Told]:
    """Return thirteen months, January to January: what a month earns is drawn, what the reports say is their sum."""
    random = Random(seed)  # noqa: S311 - figures of a test, no secrets
    year: list[Told] = []
    collected = dict.fromkeys(SEVENTEEN, Decimal(0))
    for month in map(FIRST.plus, range(13)):
        earned = {name: Decimal(random.randint(0, 2500)) / 10 for name in SEVENTEEN}
        collected = {name: earned[name] + (0 if month.is_january else collected[name]) for name in SEVENTEEN}
        incidents = {code: {name: Decimal(random.choice((0, 0, 0, 1, 2))) for name in SEVENTEEN} for code in INCIDENTS}
        reported = frozenset(name for name in SEVENTEEN if random.random() >= silence)
        progress = Decimal((month.month - 1) % 6 + 1) / 6
        measured: Numbers = {
            "BUD_REV_YTD": collected,
            "AGR_SOWN": dict.fromkeys(SEVENTEEN, area_of(month)),
            "AGR_HARVESTED": dict.fromkeys(SEVENTEEN, round(60 * progress, 1)),
            **incidents,
        }
        numbers = {code: {name: of[name] for name in reported} for code, of in measured.items()}
        facts = facts_of({**numbers, "BUD_REV_PLAN": dict.fromkeys(SEVENTEEN, PLAN)}, reported=reported, month=month)
        code, name, winter = season_of(month)
        facts = in_season(facts, code, name, winter=winter)
        if year:
            facts = replace(facts, last_month=year[-1].facts.this_month)
        year.append(Told(month, reported, earned, incidents, facts))
    return year


YEARS = settings(FEW, max_examples=25)


@YEARS
@given(st.integers(0, 2**32), st.sampled_from([0, 0.1, 0.45]))
def test_a_year_compiles_without_a_false_comparison(seed: int, silence: float) -> None:
    year = a_year(seed, silence=silence)
    for before, told in zip([None, *year], year, strict=False):
        content = write_briefing(told.facts)
        assert list(objections(as_dict(content), CODES)) == []
        both = told.reported & before.reported if before else frozenset()
        text = " ".join(said.text for said in content.sentences if said.block == 2)
        assert_part_is_what_was_earned(text, told, both)
        for code, unit in (("SEC_CRIME", "vụ phạm pháp hình sự"), ("LIV_SICK", "con gia súc mắc bệnh")):
            last = before.incidents[code] if before else {}
            assert_comparison_is_true(text, unit, told.incidents[code], last, both)
        sources = {s for said in content.sentences for s in said.sources if isinstance(s, Source)}
        assert_seasons_stay_apart(told, sources, text)


def assert_part_is_what_was_earned(text: str, told: Told, both: frozenset[str]) -> None:
    part = re.search(rf"riêng tháng \d+ thu {NUMBER} triệu đồng(?: \(tính trên (\d+)/17)?", text)
    earned = sum((Fraction(told.earned[name]) for name in both), Fraction())
    if told.month.is_january or 2 * len(both) < len(SEVENTEEN) or not earned:
        assert part is None
    else:
        assert part is not None
        assert value_of(part[1]) == earned
        assert int(part[2] or 17) == len(both)


def assert_comparison_is_true(
    text: str, unit: str, now: dict[str, Decimal], last: dict[str, Decimal], both: frozenset[str]
) -> None:
    said = re.search(rf"{unit}, (tăng|giảm|bằng)(?: {NUMBER} (?:vụ|con) so với)? tháng trước", text)
    if said is None:
        return
    assert 2 * len(both) >= len(SEVENTEEN)
    grown = sum((Fraction(now[name] - last[name]) for name in both), Fraction())
    signed = {"tăng": 1, "giảm": -1, "bằng": 0}[said[1]]
    assert grown == signed * value_of(said[2] or "0")
    assert (grown == 0) == (said[1] == "bằng")
    assert len(both) == 17 or f"(tính trên {len(both)}/17 xã, thị trấn)" in text


def assert_seasons_stay_apart(told: Told, sources: set[Source], text: str) -> None:
    """Say that areas are of this month's season, and nothing since January of the year before."""
    sown = {source.value for source in sources if source.indicator == "AGR_SOWN"}
    is_told = 2 * len(told.reported) >= len(SEVENTEEN)
    assert sown == ({Decimal(area_of(told.month))} if is_told else set())
    assert [word for word in ("vụ xuân", "vụ mùa") if word in text] == (
        [season_of(told.month)[1][:-9]] if is_told else []
    )
    since_january = {source.month for source in sources if source.indicator == "BUD_REV_YTD"}
    assert not told.month.is_january or since_january <= {str(told.month)}
    assert {source.month for source in sources} <= {str(told.month), str(told.month.previous())}


counts = st.integers(0, 3).map(Decimal)
reports = st.dictionaries(st.sampled_from(SEVENTEEN), counts)


@settings(FEW, max_examples=80)
@given(reports, reports)
def test_up_and_down_are_said_only_over_communes_known_in_both_months(
    now: dict[str, Decimal], before: dict[str, Decimal]
) -> None:
    body = replace(BODY, minimum_coverage=Decimal(0))
    text = text_of(facts_of({"SEC_CRIME": now}, last_month={"SEC_CRIME": before}, body=body), "security.incidents")
    both = now.keys() & before.keys()
    grown = sum(now[name] - before[name] for name in both)
    words = f"tăng {grown} vụ so với" if grown > 0 else f"giảm {-grown} vụ so với" if grown < 0 else "bằng"
    over = "" if len(both) == 17 else f" (tính trên {len(both)}/17 xã, thị trấn)"
    is_told = any(now.values()) and any(now[name] or before[name] for name in both)
    assert (f"{words} tháng trước{over}" in text) == is_told
    assert ("tháng trước" in text) == is_told


@settings(FEW, max_examples=80)
@given(st.dictionaries(st.sampled_from(SEVENTEEN), st.sampled_from([40, 69, 70, 99, 100, 101])), st.data())
def test_quantity_words_speak_of_the_communes_that_reported(shares: dict[str, int], data: st.DataObject) -> None:
    silent = data.draw(st.sets(st.sampled_from(SEVENTEEN)))
    known = {name: share for name, share in shares.items() if name not in silent}
    body = replace(BODY, minimum_coverage=Decimal(0))
    facts = facts_of(
        {"BUD_REV_YTD": known, "BUD_REV_PLAN": dict.fromkeys(SEVENTEEN, 100)},
        reported=frozenset(SEVENTEEN) - silent,
        body=body,
    )
    reached = [name for name, share in known.items() if share >= 100]
    behind = [name for name, share in known.items() if share < 70]
    for key, counted in (("budget.at_or_above_target", reached), ("budget.low", behind)):
        text = text_of(facts, key)
        assert bool(text) == bool(known and (counted or key != "budget.low"))
        if text:
            assert_word_is_true(text, len(counted), len(known), len(SEVENTEEN))


def assert_word_is_true(text: str, count: int, of: int, expected: int) -> None:
    lower = text.lower()
    words = {
        "chưa có": count == 0,
        "có 1 ": count == 1,
        "tất cả": 1 < count == of,
        "một nửa": 1 < count < of == 2 * count,
        "đa số": 1 < count < of < 2 * count,
        "một số": 1 < count < of and 2 * count < of,
    }
    assert [word for word in words if word in lower] == [word for word, is_true in words.items() if is_true]
    speaks_of_all = not (words["có 1 "] or words["một số"])
    if speaks_of_all:
        assert (f"(tính trên {of}/{expected} " in text) == (of < expected)


@settings(FEW, max_examples=60)
@given(st.sets(st.sampled_from(SEVENTEEN), min_size=1), st.sets(st.sampled_from(SEVENTEEN)))
def test_a_shortcoming_of_all_that_reported_is_not_one_of_all(telling: set[str], silent: set[str]) -> None:
    facts = facts_of({}, reported=frozenset(SEVENTEEN) - silent)
    issues = tuple(IssueFact(CODES[name], "security", "Còn trộm cắp vặt", "", "", 3) for name in sorted(telling))
    text = text_of(replace(facts, issues=issues), "shortcomings.security")
    count, of = len(telling - silent), len(SEVENTEEN) - len(silent)
    assert bool(text) == bool(count)
    assert ("tất cả" in text) == (1 < count == of)
    assert ("đa số" in text) == (1 < count < of < 2 * count)
    assert ("một nửa" in text) == (1 < count < of == 2 * count)
    assert ("ở một số" in text) == (1 < count < of and 2 * count < of)
    of_a_whole = any(word in text for word in ("tất cả", "đa số", "một nửa"))
    assert text.endswith(" có báo cáo.") == (of_a_whole and bool(silent))


def test_december_of_last_year_is_no_month_of_this_year() -> None:
    december, january = a_year(7, silence=0)[-2:]
    assert "riêng tháng 12 thu" in text_of(december.facts, "budget.collected")
    collected = text_of(january.facts, "budget.collected")
    assert "riêng" not in collected
    assert {s[2] for s in sentence(write_briefing(january.facts), "budget.collected").sources} == {"2016-01"}
    assert len(UNITS) == len(january.reported)
