"""Defence and public security."""

from meetings.briefing.prose.clauses import gathered, incident, of_which, progress
from meetings.briefing.prose.model import Clause, Draft, NoneOfIt, Part
from meetings.briefing.prose.wording import amount, compose
from reports.facts import BriefingFacts

DEFENCE, SECURITY = "defence", "security"
_CRIME, _SOLVED = "SEC_CRIME", "SEC_SOLVED"


def conscription(facts: BriefingFacts) -> Draft:
    """Say how many conscripts were delivered since January, against the year's quota."""
    parts = progress(facts, "MIL_DELIVERED", "đã giao quân {}", "đạt {} chỉ tiêu năm")
    return compose(f"{DEFENCE}.conscription", DEFENCE, "defence_conscription", parts)


def incidents(facts: BriefingFacts) -> Draft:
    """Say how many crimes, solved cases, traffic accidents and fires there were; zeros stand together."""
    parts = gathered(
        (
            _crime(facts),
            incident(facts, "SEC_TRAFFIC", "có", "tai nạn giao thông", compare=True),
            incident(facts, "SEC_FIRE", "ghi nhận", "cháy nổ, thiên tai"),
        ),
        "không xảy ra",
    )
    return compose(f"{SECURITY}.incidents", SECURITY, "security_incidents", parts)


def _crime(facts: BriefingFacts) -> Part | NoneOfIt:
    crime = incident(facts, _CRIME, "trên địa bàn xảy ra", "phạm pháp hình sự", compare=True)
    solved = of_which(facts, _SOLVED, _CRIME)
    if not isinstance(crime, Clause) or solved is None or not solved.value:
        return crime
    words = f"đã điều tra làm rõ {amount(facts, _SOLVED, solved.value)}"
    if solved.is_all:
        words = "đã điều tra làm rõ toàn bộ" if solved.value > 1 else "đã điều tra làm rõ"
    return Clause(f"{crime.text}, {words}{solved.remark}", crime.sources + solved.sources)
