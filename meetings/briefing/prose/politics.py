"""Party building and administration."""

from meetings.briefing.prose.clauses import gathered, incident, of_which, progress, summed
from meetings.briefing.prose.model import Clause, Draft, Part
from meetings.briefing.prose.wording import compose, percent
from reports.facts import BriefingFacts

PARTY, ADMINISTRATION = "party", "administration"
_RESOLVED, _ON_TIME = "ADM_RESOLVED", "ADM_ONTIME"


def admissions(facts: BriefingFacts) -> Draft:
    """Say how many party members were admitted since January against the plan, and how many inspections held."""
    parts = (
        *progress(facts, "PAR_ADMIT", "từ đầu năm đã kết nạp {} mới", "đạt {} chỉ tiêu"),
        summed(facts, "PAR_INSPECT", "tiến hành {} kiểm tra, giám sát trong năm"),
    )
    return compose(f"{PARTY}.admissions", PARTY, "party_admissions", parts)


def dossiers(facts: BriefingFacts) -> Draft:
    """Say how many dossiers were resolved, what share on time, and how many petitions came in."""
    parts = (
        _resolved(facts),
        *gathered((incident(facts, "ADM_PETITIONS", "tiếp nhận", "thư"),), "không phát sinh đơn"),
    )
    return compose(f"{ADMINISTRATION}.dossiers", ADMINISTRATION, "administration_dossiers", parts)


def _resolved(facts: BriefingFacts) -> Part:
    resolved = summed(facts, _RESOLVED, "giải quyết {} thủ tục hành chính")
    on_time = of_which(facts, _ON_TIME, _RESOLVED)
    if not isinstance(resolved, Clause) or on_time is None or not on_time.whole:
        return resolved
    words = "tất cả đúng hạn" if on_time.whole > 1 else "đúng hạn"
    if on_time.value < on_time.whole:
        words = f"trong đó {percent(on_time.value / on_time.whole * 100)} đúng hạn"
    return Clause(f"{resolved.text}, {words}{on_time.remark}", resolved.sources + on_time.sources)
