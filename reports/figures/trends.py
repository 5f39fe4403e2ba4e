"""Several months side by side: each as the briefing would be told of it, with the figures alone."""

from collections.abc import Collection

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody
from reports.facts import BriefingFacts, CommuneFact, MonthFigures
from reports.models import Period

from .briefing import body_fact, commune_facts
from .catalogue import indicator_facts, season_fact, seasons_of
from .months import accepted_values, submission_numbers
from .plans import first_plans, plans_by_assigner


def months_of_figures(
    body: ConveningBody, last: Month, codes: Collection[str], *, months: int, commune: Commune | None = None
) -> dict[Month, BriefingFacts]:
    """Return the facts of the last months that were opened: the figures of some indicators, and nobody's words.

    Of one commune alone where it is given. The number of queries grows with the months, not with the communes.
    """
    first = last.plus(1 - months)
    periods = Period.objects.filter(body=body, month__gte=str(first), month__lte=str(last)).select_related("body")
    return {period.as_month: _figures_of(period, codes, commune) for period in periods.order_by("month")}


def _figures_of(period: Period, codes: Collection[str], commune: Commune | None) -> BriefingFacts:
    month, seasons, numbers = period.as_month, seasons_of(period), submission_numbers(period)
    plans = first_plans(plans_by_assigner(period.body, month, commune=commune))
    values = accepted_values(period, numbers, codes, commune=commune)
    return BriefingFacts(
        body=body_fact(period.body),
        month=month,
        communes=_alone(commune) if commune else commune_facts(period.body, month),
        sections=(),
        indicators=indicator_facts(month, seasons),
        categories=(),
        seasons=tuple(map(season_fact, seasons)),
        this_month=MonthFigures(month, frozenset(numbers), values | plans),
        last_month=MonthFigures(month.previous(), frozenset()),
    )


def _alone(commune: Commune) -> tuple[CommuneFact, ...]:
    return (CommuneFact(commune.code, commune.name, commune.kind, 1, commune.sort_key),)
