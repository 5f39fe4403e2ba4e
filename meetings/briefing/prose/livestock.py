"""Livestock: disease and vaccination."""

from meetings.briefing.measures import figures, total
from meetings.briefing.prose.clauses import incident, progress
from meetings.briefing.prose.model import Clause, Draft, NoneOfIt, Part
from meetings.briefing.prose.wording import compose, coverage, unit_noun
from reports.facts import BriefingFacts

SECTION = "livestock"
_SICK, _VACCINATED = "LIV_SICK", "LIV_VACC"


def disease(facts: BriefingFacts) -> Draft:
    """Say how many communes have sick animals and how many animals; none only where every report confirms it."""
    return compose(f"{SECTION}.disease", SECTION, "livestock_disease", (_disease(facts),))


def _disease(facts: BriefingFacts) -> Part:
    part = incident(facts, _SICK, "với", "gia súc mắc bệnh", compare=True)
    if isinstance(part, NoneOfIt):
        return Clause("không xảy ra dịch bệnh trên đàn vật nuôi", part.sources)
    if not isinstance(part, Clause):
        return part
    whole = total(facts, _SICK)
    if not whole.value:
        text = f"có {coverage(facts, whole.reported)} báo cáo không có dịch bệnh trên đàn vật nuôi"
        return Clause(text, part.sources)
    affected = [commune for commune, figure in figures(facts, _SICK).items() if figure.value]
    where = f"{len(affected)} {unit_noun(facts, affected, nameless=True)}"
    return Clause(f"dịch bệnh trên đàn vật nuôi xảy ra ở {where}, {part.text}", part.sources)


def vaccination(facts: BriefingFacts) -> Draft:
    """Say how many doses were given since January and their share of the year's plan."""
    parts = progress(
        facts, _VACCINATED, "tiêm phòng vật nuôi từ đầu năm được {} vắc xin", "đạt {} kế hoạch", on_year=True
    )
    return compose(f"{SECTION}.vaccination", SECTION, "livestock_vaccination", parts)


def drafts(facts: BriefingFacts) -> tuple[Draft, ...]:
    """Return the drafts on livestock in the order of the page."""
    return disease(facts), vaccination(facts)
