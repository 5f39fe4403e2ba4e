"""Forestry: planting and protection."""

from meetings.briefing.prose.clauses import gathered, incident, progress, summed
from meetings.briefing.prose.model import Draft
from meetings.briefing.prose.wording import compose
from reports.facts import BriefingFacts

SECTION = "forestry"


def planting(facts: BriefingFacts) -> Draft:
    """Say what was planted since January against the year's plan, and what is prepared for next year."""
    next_year = facts.month.year + 1
    parts = (
        *progress(facts, "FOR_PLANT", "trồng rừng mới lũy kế {}", "bằng {} kế hoạch năm", on_year=True),
        summed(facts, "FOR_PREP", f"đã xử lý thực bì {{}} để trồng rừng năm {next_year}"),
    )
    return compose(f"{SECTION}.planting", SECTION, "forestry_planting", parts)


def protection(facts: BriefingFacts) -> Draft:
    """Say how many forest fires and violations there were."""
    parts = gathered(
        (
            incident(facts, "FOR_FIRE", "xảy ra", "cháy rừng"),
            incident(facts, "FOR_VIOLATION", "phát hiện", "vi phạm lâm luật"),
        ),
        "trong tháng không có",
    )
    return compose(f"{SECTION}.protection", SECTION, "forestry_protection", parts)


def drafts(facts: BriefingFacts) -> tuple[Draft, ...]:
    """Return the drafts on forestry in the order of the page."""
    return planting(facts), protection(facts)
