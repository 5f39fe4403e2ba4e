"""Public investment and the new rural programme."""

from fractions import Fraction

from briefing_portal.lib.vietnamese import join_list
from meetings.briefing.measures import (
    PlanShare,
    count_reaching_plan,
    has_enough_communes,
    rounded,
    shares_of_plan,
    total,
)
from meetings.briefing.prose.clauses import both_sources, by_whom, of_which, summed
from meetings.briefing.prose.model import Clause, Draft, Part
from meetings.briefing.prose.wording import (
    amount,
    basis,
    cite,
    cite_plans,
    compose,
    name_of,
    number,
    percent,
    plain_number,
    remark,
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
    shares = shares_of_plan(facts, _DISBURSED)
    if not shares:
        return summed(facts, _DISBURSED, "vốn đầu tư công đã giải ngân {}")
    told = [share for share in shares if has_enough_communes(facts, len(share.ratio.communes))]
    if not told:
        return too_few(facts, name_of(facts, _DISBURSED), len(shares[0].ratio.communes))
    is_spent = any(share.ratio.numerator for share in told)
    words = "giải ngân vốn đầu tư công đạt" if is_spent else "chưa giải ngân vốn đầu tư công so với"
    text = f"{words} {join_list([_share_words(facts, share, is_spent=is_spent) for share in told], last=' và ')}"
    done = [source for share in told for source in cite(facts, _DISBURSED, share.ratio.communes)]
    assigned = [source for share in told for source in cite_plans(facts, _DISBURSED, share)]
    return Clause(text, tuple(dict.fromkeys(done + assigned)))


def _share_words(facts: BriefingFacts, share: PlanShare, *, is_spent: bool) -> str:
    """Say "67,2% kế hoạch (28.350/42.180 triệu đồng)"; where nothing is spent, "kế hoạch (42.180 triệu đồng)"."""
    ratio = share.ratio
    counted = remark(facts, _DISBURSED, ratio.communes)
    plan = amount(facts, _PLAN, ratio.denominator)
    whose = by_whom("kế hoạch", share.assigner)
    if not is_spent:
        return f"{whose} ({plan}){counted}"
    spent = number(facts, _DISBURSED, ratio.numerator)
    return f"{percent(ratio.value or Fraction(0))} {whose} ({spent}/{plan}){counted}"


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
