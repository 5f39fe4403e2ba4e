"""Crops: harvest, sowing, the winter crop, pests, what the year's seasons add up to, grain output."""

from collections.abc import Iterator

from briefing_portal.lib.vietnamese import join_list
from meetings.briefing.measures import (
    Ratio,
    SeasonPart,
    Step,
    all_confirm_zero,
    key_of,
    ratio_of_sums,
    step_reached,
    sum_of_seasons,
    total,
)
from meetings.briefing.prose.clauses import among, both_sources, progress, summed
from meetings.briefing.prose.model import Clause, Draft, Part, Sentence, Source, Withheld
from meetings.briefing.prose.wording import (
    ACHIEVEMENTS,
    amount,
    as_sentence,
    bare_season_name,
    basis,
    cite,
    compose,
    name_of,
    percent,
    remark,
    season_words,
    too_few,
)
from reports.facts import BriefingFacts

SECTION = "crops"
_SOWN, _HARVESTED, _WINTER, _PEST = "AGR_SOWN", "AGR_HARVESTED", "AGR_WINTER", "AGR_PEST"


def seasons(facts: BriefingFacts) -> tuple[str, ...]:
    """Return the open seasons that field crops are reported for, the period's first before the others."""
    first = key_of(facts, _SOWN)[1]
    others = (s.code for s in facts.seasons if s.code != first and facts.this_month.of(_SOWN, s.code))
    return (first, *others) if first else tuple(others)


def _key(facts: BriefingFacts, name: str, season: str) -> str:
    return f"{SECTION}.{name}" + ("" if season == key_of(facts, _SOWN)[1] else f".{season}")


def harvest(facts: BriefingFacts, season: str) -> Draft:
    """Say how much of a season's sown area is harvested: Σ harvested / Σ sown, one figure for all communes.

    "trên X%" with X the greatest multiple of five strictly below, "đạt X%" exactly there, the whole area at 100 %;
    below 5 % the percentage itself. Nothing before the harvest begins; withheld where more is harvested than sown.
    """
    ratio = ratio_of_sums(facts, _HARVESTED, _SOWN, season=season)
    if not ratio.value:
        return None
    key = _key(facts, "harvest", season)
    if reason := too_few(facts, name_of(facts, _HARVESTED), len(ratio.communes)):
        return Withheld(key, reason.reason)
    if ratio.numerator > ratio.denominator:
        return Withheld(key, "Diện tích đã thu hoạch lớn hơn diện tích đã gieo trồng: cần rà soát số liệu")
    counted = remark(facts, _HARVESTED, ratio.communes, season=season, always=True)
    text = as_sentence(_harvest_words(facts, ratio, season) + counted)
    sources = both_sources(facts, _HARVESTED, _SOWN, ratio.communes, season=season)
    return Sentence(key, ACHIEVEMENTS, SECTION, "crops_harvest", text, sources, public_text=text)


def _harvest_words(facts: BriefingFacts, ratio: Ratio, season: str) -> str:
    crops = f"các loại cây trồng {season_words(facts, season)}".strip()
    if ratio.numerator == ratio.denominator:
        return f"{crops} đã thu hoạch xong toàn bộ diện tích"
    reached = step_reached(ratio.value) if ratio.value is not None else None
    return f"việc thu hoạch {crops} đến thời điểm báo cáo đạt {_share_words(reached, ratio)} diện tích"


def _share_words(reached: Step | None, ratio: Ratio) -> str:
    if reached is None:
        return percent(ratio.value or ratio.numerator)
    return f"{reached.bound}%" if reached.is_exact else f"trên {reached.bound}%"


def sowing(facts: BriefingFacts, season: str) -> Draft:
    """Say how much of a season's area is sown and its share of the plan; nothing once the harvest has begun."""
    if total(facts, _HARVESTED, season=season).value:
        return None
    words = f"gieo trồng {season_words(facts, season)} được {{}}"
    kinds = {"AGR_RICE_SOWN": "lúa {}", "AGR_MAIZE_SOWN": "ngô {}"}
    parts = (
        *progress(facts, _SOWN, words, "bằng {} kế hoạch", season=season),
        among(facts, _SOWN, kinds, season=season),
    )
    return compose(_key(facts, "sowing", season), SECTION, "crops_sowing", parts)


def all_seasons(facts: BriefingFacts) -> Draft:
    """Say what was sown in the crop year: the sum of its seasons, each with its part.

    A winter season counts in the year that it begins in; nothing where one of the seasons has no figure.
    """
    year = sum_of_seasons(facts)
    if year is None or not year.value:
        return None
    key = f"{SECTION}.all_seasons"
    if reason := too_few(facts, f"Tổng diện tích gieo trồng năm {year.crop_year}", len(year.communes)):
        return Withheld(key, reason.reason)
    parts = (f"{_season_part_words(part)} {amount(facts, part.code, part.value)}" for part in year.parts)
    whole = f"tổng diện tích gieo trồng năm {year.crop_year} là {amount(facts, _SOWN, year.value)}"
    counted = basis(facts, len(year.communes), always=True)
    text = as_sentence(f"{whole}{counted}, trong đó {join_list(list(parts))}")
    sources = tuple(source for part in year.parts for source in _season_sources(facts, part))
    return Sentence(key, ACHIEVEMENTS, SECTION, "crops_all_seasons", text, sources, public_text=text)


def _season_part_words(part: SeasonPart) -> str:
    name = bare_season_name(part.season)
    return f"cây màu {name}" if part.code == _WINTER else name


def _season_sources(facts: BriefingFacts, part: SeasonPart) -> Iterator[Source]:
    season = part.season.code
    for commune, figure in part.figures.items():
        yield Source(
            commune, part.code, str(figure.month or facts.month), figure.value, figure.submission, None, season=season
        )


def output(facts: BriefingFacts) -> Draft:
    """Say the grain output since January against the year's plan and the same month of the year before."""
    words = "sản lượng lương thực có hạt lũy kế đạt {}"
    parts = progress(facts, "AGR_OUTPUT", words, "bằng {} kế hoạch năm", on_year=True)
    return compose(f"{SECTION}.output", SECTION, "crops_output", parts)


def winter_and_pest(facts: BriefingFacts) -> Draft:
    """Say how much of the winter crop is planted, and what area is infested."""
    parts = (*progress(facts, _WINTER, "cây màu vụ đông đã trồng được {}", "bằng {} kế hoạch"), _pest(facts))
    return compose(f"{SECTION}.winter_and_pest", SECTION, "crops_winter_and_pest", parts)


def _pest(facts: BriefingFacts) -> Part:
    whole = total(facts, _PEST)
    if not all_confirm_zero(facts, whole):
        return summed(facts, _PEST, "diện tích nhiễm sâu bệnh là {}")
    if reason := too_few(facts, name_of(facts, _PEST), whole.reported):
        return reason
    return Clause("không có diện tích nhiễm sâu bệnh", cite(facts, _PEST, whole.communes))


def drafts(facts: BriefingFacts) -> tuple[Draft, ...]:
    """Return the drafts on crops in the order of the page."""
    field_crops = (draft(facts, season) for season in seasons(facts) for draft in (harvest, sowing))
    return (*field_crops, winter_and_pest(facts), all_seasons(facts), output(facts))
