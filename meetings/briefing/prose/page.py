"""The order of the page: four blocks, the sections of the catalogue inside the second."""

from collections.abc import Callable, Iterator, Mapping

from meetings.briefing.prose import (
    budget,
    carried,
    crops,
    forestry,
    livestock,
    opening,
    politics,
    proposals,
    security,
    shortcomings,
    society,
    tasks,
    works,
)
from meetings.briefing.prose.model import Draft, Section
from meetings.briefing.prose.wording import ACHIEVEMENTS, SHORTCOMINGS, SHORTCOMINGS_SECTION
from reports.facts import BriefingFacts

Drafts = tuple[Draft, ...]

_OF_SECTION: Mapping[str, Callable[[BriefingFacts], Drafts]] = {
    "crops": crops.drafts,
    "livestock": livestock.drafts,
    "forestry": forestry.drafts,
    "budget": budget.drafts,
    "investment": lambda facts: (works.disbursement(facts),),
    "new_rural": lambda facts: (works.criteria(facts),),
    "education": lambda facts: (society.attendance(facts),),
    "health": lambda facts: (society.care(facts),),
    "culture": lambda facts: (society.activities(facts),),
    "social": lambda facts: (society.policy(facts),),
    "defence": lambda facts: (security.conscription(facts),),
    "security": lambda facts: (security.incidents(facts),),
    "party": lambda facts: (politics.admissions(facts),),
    "administration": lambda facts: (politics.dossiers(facts),),
}


def drafts(facts: BriefingFacts) -> Iterator[tuple[Section, Drafts]]:
    """Yield every section of the page with what its sentences have to say; a section may have nothing."""
    yield Section(opening.OPENING, opening.SECTION, "Thời gian, thành phần"), opening.drafts(facts)
    yield Section(ACHIEVEMENTS, opening.COVERAGE, "Tổng hợp báo cáo"), (opening.covered(facts),)
    for section in facts.sections:
        write = _OF_SECTION.get(section.code)
        yield Section(ACHIEVEMENTS, section.code, section.title), write(facts) if write else ()
    yield Section(SHORTCOMINGS, SHORTCOMINGS_SECTION, "Tồn tại, hạn chế"), shortcomings.drafts(facts)
    yield Section(SHORTCOMINGS, carried.SECTION, "Nhiệm vụ các tháng trước", is_expected=False), carried.drafts(facts)
    yield Section(SHORTCOMINGS, proposals.SECTION, "Kiến nghị, đề xuất", is_expected=False), (proposals.counted(facts),)
    yield Section(tasks.TASKS, tasks.SECTION, "Nhiệm vụ trọng tâm"), tasks.drafts(facts)
