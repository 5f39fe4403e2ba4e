"""What the figures show: exact sums, ratios, rankings, comparisons, and the predicates behind every claim.

Figures are exact decimals, results exact fractions; nothing is rounded before it is printed. Missing is not zero.
"""

from briefing_portal.lib.vietnamese import rounded, truncated
from briefing_portal.lib.vietnamese.likeness import gist
from meetings.briefing.measures.change import COMPARED_ON_YEAR, Change, MonthPart, change, change_on_year, month_part
from meetings.briefing.measures.claims import (
    FULL,
    Quantity,
    Step,
    Trend,
    all_confirm_zero,
    has_enough_communes,
    is_at_least,
    low_revenue_bound,
    quantity,
    step_reached,
    trend,
)
from meetings.briefing.measures.departments import Difference, beside, differences
from meetings.briefing.measures.evidence import Evidence, Line, evidence_of
from meetings.briefing.measures.exact import add_up, exact_decimal
from meetings.briefing.measures.figures import (
    accepted,
    figures,
    in_list_order,
    indicator_of,
    key_of,
    missing_communes,
    plan_of,
)
from meetings.briefing.measures.judging import ClaimFinding, judge
from meetings.briefing.measures.memory import (
    LONGEST_MEMORY,
    Earlier,
    Memory,
    earlier_by_month,
    memory_of,
    no_longer_told,
)
from meetings.briefing.measures.ranking import Place, at_or_above, below, named_places, ranking
from meetings.briefing.measures.seasons import SOWN, SeasonPart, SeasonSum, sum_of_seasons
from meetings.briefing.measures.texts import Shortcoming, Wording, folded_names, names_somebody, shortcomings
from meetings.briefing.measures.totals import (
    PlanShare,
    Ratio,
    Total,
    commune_ratios,
    count_reaching_plan,
    ratio_of_sums,
    shares_of_plan,
    total,
)

__all__ = [
    "COMPARED_ON_YEAR",
    "FULL",
    "LONGEST_MEMORY",
    "SOWN",
    "Change",
    "ClaimFinding",
    "Difference",
    "Earlier",
    "Evidence",
    "Line",
    "Memory",
    "MonthPart",
    "Place",
    "PlanShare",
    "Quantity",
    "Ratio",
    "SeasonPart",
    "SeasonSum",
    "Shortcoming",
    "Step",
    "Total",
    "Trend",
    "Wording",
    "accepted",
    "add_up",
    "all_confirm_zero",
    "at_or_above",
    "below",
    "beside",
    "change",
    "change_on_year",
    "commune_ratios",
    "count_reaching_plan",
    "differences",
    "earlier_by_month",
    "evidence_of",
    "exact_decimal",
    "figures",
    "folded_names",
    "gist",
    "has_enough_communes",
    "in_list_order",
    "indicator_of",
    "is_at_least",
    "judge",
    "key_of",
    "low_revenue_bound",
    "memory_of",
    "missing_communes",
    "month_part",
    "named_places",
    "names_somebody",
    "no_longer_told",
    "plan_of",
    "quantity",
    "ranking",
    "ratio_of_sums",
    "rounded",
    "shares_of_plan",
    "shortcomings",
    "step_reached",
    "sum_of_seasons",
    "total",
    "trend",
    "truncated",
]
