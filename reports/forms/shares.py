"""Percentages beside a figure: of its plans, and of the wholes that it is a part of."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefing_portal.lib.vietnamese import format_share_of_target
from reports.checks import Sheet
from reports.facts import AssignedPlan, Key

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage beside a figure: of a plan, or of its whole; None where it cannot be worked out."""

    label: str
    value: Decimal | None
    decimals: int = 1

    @property
    def text(self) -> str:
        """Return the percentage as pages print it, so that 100% is never printed for less."""
        return "" if self.value is None else format_share_of_target(self.value, self.decimals)


def shares_of(sheet: Sheet, key: Key, value: Decimal | None, plans: Sequence[AssignedPlan]) -> list[Share]:
    """Return the percentages that a figure is the numerator of: of its plans, and the catalogue's other ratios."""
    code, season = key
    plan_of_it = next(indicator.plan for indicator in sheet.indicators if indicator.code == code)
    ratios = [
        ratio
        for ratio in sheet.indicators
        if ratio.aggregation == "ratio" and ratio.numerator == code and ratio.denominator != plan_of_it
    ]
    of_plans = [Share(f"So với kế hoạch{_assigner(plan, plans)}", _percent(value, plan.value)) for plan in plans]
    of_wholes = [
        Share(ratio.name, _percent(value, sheet.figures.get((ratio.denominator, season))), ratio.decimals)
        for ratio in ratios
    ]
    return of_plans + of_wholes


def _assigner(plan: AssignedPlan, plans: Sequence[AssignedPlan]) -> str:
    return f" {plan.assigned_by} giao" if len(plans) > 1 and plan.assigned_by else ""


def _percent(value: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return value / whole * PERCENT if value is not None and whole else None
