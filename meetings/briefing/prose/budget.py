"""The budget: what was collected and spent, who reached the target, who lies far behind."""

from collections.abc import Sequence
from decimal import Decimal

from meetings.briefing.measures import (
    FULL,
    Place,
    Quantity,
    all_confirm_zero,
    at_or_above,
    below,
    low_revenue_bound,
    month_part,
    named_places,
    quantity,
    ranking,
    rounded,
    total,
)
from meetings.briefing.prose.clauses import among, both_sources, by_whom, progress
from meetings.briefing.prose.model import Clause, Draft, Part, Sentence, Withheld
from meetings.briefing.prose.wording import (
    ACHIEVEMENTS,
    SHORTCOMINGS,
    SHORTCOMINGS_SECTION,
    amount,
    as_sentence,
    basis,
    cite,
    codes_of,
    compose,
    month_words,
    name_of,
    percent,
    percent_below,
    plain_number,
    quantity_words,
    too_few,
)
from reports.facts import BriefingFacts

SECTION = "budget"
_REVENUE, _PLAN, _SHARE, _SPENT = "BUD_REV_YTD", "BUD_REV_PLAN", "BUD_REV_PCT", "BUD_EXP_YTD"
_FIRST_HALF = 6  # months
_TRUE_OF_ANY_COVERAGE = frozenset({Quantity.ONE, Quantity.SOME})


def collected(facts: BriefingFacts) -> Draft:
    """Say what was collected since January against the estimate, the month's part of it, and what was spent."""
    revenue = "thu ngân sách nhà nước trên địa bàn lũy kế đạt {}"
    parts = (
        *progress(facts, _REVENUE, revenue, "bằng {} dự toán giao", on_year=True),
        _nothing_collected(facts),
        among(facts, _REVENUE, {"BUD_REV_TAX": "thuế, phí và lệ phí {}", "BUD_REV_LAND": "tiền sử dụng đất {}"}),
        _in_the_month(facts),
        *progress(facts, _SPENT, "chi ngân sách xã lũy kế {}", "bằng {} dự toán chi"),
    )
    return compose(f"{SECTION}.collected", SECTION, "budget_collected", parts)


def _nothing_collected(facts: BriefingFacts) -> Part:
    whole = total(facts, _REVENUE)
    if not all_confirm_zero(facts, whole):
        return None
    if reason := too_few(facts, name_of(facts, _REVENUE), whole.reported):
        return reason
    return Clause("chưa có số thu ngân sách nhà nước trên địa bàn", cite(facts, _REVENUE, whole.communes))


def _in_the_month(facts: BriefingFacts) -> Part:
    """Say the month's part of the revenue; nothing in January, where it is the whole, or where the sum fell."""
    part = None if facts.month.is_january else month_part(facts, _REVENUE)
    if part is None or part.value <= 0:
        return None
    if reason := too_few(facts, "Thu ngân sách trong tháng", len(part.communes)):
        return reason
    text = f"riêng {month_words(facts.month)} thu {amount(facts, _REVENUE, part.value)}"
    sources = cite(facts, _REVENUE, part.communes) + cite(facts, _REVENUE, part.communes, of=facts.last_month)
    return Clause(text + basis(facts, len(part.communes), always=True), sources)


def at_or_above_target(facts: BriefingFacts) -> Draft:
    """List the communes whose revenue reaches the body's threshold of the estimate, best first.

    Rule of design.md, part 7: exact values decide and order, the list is cut at the body's cap (ties stay), and
    names stand in it where the body names in praise. "như:" (such as) is true of a list that was cut and of a
    whole one, and is the reference's word; the sources are the figures of exactly the communes named. That nobody
    reached the year's target is worth a sentence in the second half of the year, and where something was collected.
    """
    places = ranking(facts, _SHARE)
    if not places:
        return None
    key = f"{SECTION}.at_or_above_target"
    if reason := too_few(facts, name_of(facts, _SHARE), len(places)):
        return Withheld(key, reason.reason)
    reached = at_or_above(places, facts.body.list_threshold)
    if not reached and (facts.month.month <= _FIRST_HALF or all_confirm_zero(facts, total(facts, _REVENUE))):
        return None
    named = named_places(reached, facts.body) if facts.body.names_in_praise else ()
    bare = _reached_words(facts, places, reached)
    listed = ", ".join(f"{place.commune.name} {percent(place.value)}" for place in named)
    return Sentence(
        key,
        ACHIEVEMENTS,
        SECTION,
        "budget_at_or_above_target",
        as_sentence(f"{bare}{_before_names(named, reached, places, 'cao nhất')} {listed}" if named else bare),
        both_sources(facts, _REVENUE, _PLAN, codes_of(named or reached or places)),
        names=codes_of(named),
        tone="praise" if reached else "neutral",
        public_text=as_sentence(bare),
        ranking=_SHARE,
    )


def _before_names(named: Sequence[Place], counted: Sequence[Place], among: Sequence[Place], superlative: str) -> str:
    """Return what leads from a claim to its names: of all communes that are named or not, "như" says nothing."""
    if len(counted) == len(among):
        return ":" if len(named) == len(counted) else f", {superlative} là:"
    return ":" if len(counted) == 1 else " như:"


def _reached_words(facts: BriefingFacts, places: Sequence[Place], reached: Sequence[Place]) -> str:
    claim = _claim(facts.body.list_threshold, reached).replace("chỉ tiêu giao", _target(facts, places))
    many = quantity(len(reached), len(places))
    who = _who(facts, many, places, reached)
    if many is Quantity.NONE:
        return f"đến thời điểm báo cáo, {who} thu ngân sách {claim} cả năm"
    return f"{who} thu ngân sách {claim}" if many is Quantity.ONE else f"thu ngân sách {who} {claim}"


def _target(facts: BriefingFacts, places: Sequence[Place]) -> str:
    """Say whose target it is that ranks the communes, where they have more than one: "chỉ tiêu HĐND giao"."""
    by_assigner = facts.assigned.get((_PLAN, ""), {})
    first = next(iter(by_assigner), "")
    is_everybodys = all(place.commune.code in by_assigner.get(first, {}) for place in places)
    return by_whom("chỉ tiêu giao", first if is_everybodys else "")


def _claim(threshold: Decimal, reached: Sequence[Place]) -> str:
    """Say what the communes reached: never "vượt" where none is above 100 %, never "đạt" below it."""
    if threshold != FULL:
        return f"đạt từ {plain_number(threshold)}% chỉ tiêu giao trở lên"
    if all(rounded(place.value, 1) == FULL for place in reached):
        return "đạt chỉ tiêu giao"
    return "vượt chỉ tiêu giao" if len(reached) == 1 else "đạt và vượt chỉ tiêu giao"


def _who(
    facts: BriefingFacts,
    many: Quantity,
    places: Sequence[Place],
    counted: Sequence[Place],
    *,
    nameless: bool = False,
) -> str:
    """Return the quantity word; one that speaks of a whole says what whole, where that isn't all communes."""
    always = many not in _TRUE_OF_ANY_COVERAGE
    words = quantity_words(facts, many, codes_of(counted), codes_of(places), nameless=nameless)
    return words + basis(facts, len(places), always=always)


def low(facts: BriefingFacts) -> Draft:
    """Say how many communes collected little: a fifth or more behind the year's even pace.

    The bound (`low_revenue_bound`: 70 % of the estimate in November) stands in the sentence. Communes are named,
    the lowest first, only where the body names in criticism.
    """
    places = ranking(facts, _SHARE)
    bound = low_revenue_bound(facts.month)
    behind = below(places, Decimal(bound))
    if not behind or too_few(facts, name_of(facts, _SHARE), len(places)):
        return None
    who = _who(facts, quantity(len(behind), len(places)), places, behind, nameless=True)
    bare = f"{who} thu ngân sách đạt thấp (dưới {bound}% dự toán năm)"
    named = named_places(behind, facts.body) if facts.body.names_in_criticism else ()
    listed = ", ".join(f"{place.commune.name} {percent_below(place.value, bound)}" for place in named)
    colon = ":" if len(named) == len(behind) else _before_names(named, behind, places, "thấp nhất")
    return Sentence(
        f"{SECTION}.low",
        SHORTCOMINGS,
        SHORTCOMINGS_SECTION,
        "budget_low",
        as_sentence(f"{bare}{colon} {listed}" if named else bare),
        both_sources(facts, _REVENUE, _PLAN, codes_of(named or behind)),
        names=codes_of(named),
        tone="criticism",
        public_text=as_sentence(bare),
    )


def drafts(facts: BriefingFacts) -> tuple[Draft, ...]:
    """Return the drafts on the budget's results in the order of the page."""
    return collected(facts), at_or_above_target(facts)
