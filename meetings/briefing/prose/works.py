"""Public investment and the new rural programme."""

from meetings.briefing.measures import count_reaching_plan, has_enough_communes, ratio_of_sums, rounded, total
from meetings.briefing.prose.clauses import both_sources, of_which, summed
from meetings.briefing.prose.model import Clause, Draft, Part
from meetings.briefing.prose.wording import (
    amount,
    basis,
    cite,
    compose,
    name_of,
    number,
    percent,
    plain_number,
    too_few,
    unit_noun,
)
from reports.facts import BriefingFacts

INVESTMENT, NEW_RURAL = "investment", "new_rural"
_DISBURSED, _PLAN, _WORKS, _LATE = "INV_DISBURSED", "INV_PLAN", "INV_WORKS", "INV_WORKS_LATE"
_CRITERIA, _CRITERIA_PLAN = "NTM_CRITERIA", "NTM_TARGET"


def disbursement(facts: BriefingFacts) -> Draft:
    """Say how much of the plan is disbursed, how many works are under construction and how many are late."""
    parts = (_disbursed(facts), _works(facts))
    return compose(f"{INVESTMENT}.disbursement", INVESTMENT, "investment_disbursement", parts)


def _disbursed(facts: BriefingFacts) -> Part:
    ratio = ratio_of_sums(facts, _DISBURSED, _PLAN)
    if ratio.value is None:
        return summed(facts, _DISBURSED, "vốn đầu tư công đã giải ngân {}")
    if reason := too_few(facts, name_of(facts, _DISBURSED), len(ratio.communes)):
        return reason
    plan = amount(facts, _PLAN, ratio.denominator)
    spent = f"{number(facts, _DISBURSED, ratio.numerator)}/{plan}"
    text = f"giải ngân vốn đầu tư công đạt {percent(ratio.value)} kế hoạch ({spent})"
    if not ratio.value:
        text = f"chưa giải ngân vốn đầu tư công (kế hoạch {plan})"
    sources = both_sources(facts, _DISBURSED, _PLAN, ratio.communes)
    return Clause(text + basis(facts, len(ratio.communes)), sources)


def _works(facts: BriefingFacts) -> Part:
    works = summed(facts, _WORKS, "đang thi công {}")
    late = of_which(facts, _LATE, _WORKS)
    if not isinstance(works, Clause) or late is None:
        return works
    words = f"trong đó {amount(facts, _LATE, late.value)} chậm tiến độ"
    if late.is_all and late.value > 1:
        words = "tất cả đều chậm tiến độ"
    if not late.value:
        words = "không có công trình chậm tiến độ"
    return Clause(f"{works.text}, {words}{late.remark}", works.sources + late.sources)


def criteria(facts: BriefingFacts) -> Draft:
    """Say the mean of new rural criteria, who reached the year's aim, and the roads paved since January."""
    parts = (
        *_criteria(facts),
        summed(facts, "NTM_ROAD", "trong năm cứng hóa được {} đường giao thông nông thôn"),
    )
    return compose(f"{NEW_RURAL}.criteria", NEW_RURAL, "new_rural_criteria", parts)


def _criteria(facts: BriefingFacts) -> tuple[Part, ...]:
    whole = total(facts, _CRITERIA)
    if whole.value is None:
        return ()
    if reason := too_few(facts, name_of(facts, _CRITERIA), whole.reported):
        return (reason,)
    mean = plain_number(rounded(whole.value, 1))
    unit = unit_noun(facts, whole.communes)
    text = f"bình quân mỗi {unit} đạt {mean} tiêu chí nông thôn mới"
    if not whole.value:
        text = f"chưa có {unit} nào đạt tiêu chí nông thôn mới"
    sources = cite(facts, _CRITERIA, whole.communes)
    reached, planned = count_reaching_plan(facts, _CRITERIA)
    remark = basis(facts, whole.reported)
    if not reached or not has_enough_communes(facts, len(planned)):
        return (Clause(text + remark, sources),)
    aim = f"{len(reached)} {unit_noun(facts, reached)} đạt số tiêu chí phấn đấu trong năm"
    aim_sources = both_sources(facts, _CRITERIA, _CRITERIA_PLAN, planned)
    if planned == whole.communes:
        return (Clause(f"{text}, {aim}{remark}", sources + aim_sources),)
    return Clause(text + remark, sources), Clause(aim + basis(facts, len(planned)), aim_sources)
