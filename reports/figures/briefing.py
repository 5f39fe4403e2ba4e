"""Everything that a briefing is written from.

The number of queries does not depend on the number of communes.
"""

from collections.abc import Collection

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, ListOrder
from reports.facts import BodyFact, BriefingFacts, CategoryFact, CommuneFact, MeetingFact, MonthFigures, SectionFact
from reports.models import IssueCategory, Period, Section
from reports.workflow import ReportStatus

from .catalogue import indicator_facts, season_fact, seasons_of
from .directives import carried_facts, standing_day
from .months import accepted_values, closed_figures, closed_seasons, earlier_figures, submission_numbers
from .plans import first_plans, has_two_plans, plans_by_assigner
from .words import department_facts, directive_facts, earlier_issues, issues, narratives, proposals


def briefing_facts(
    period: Period, *, meeting: MeetingFact | None, looked_back_at: Collection[str] = ()
) -> BriefingFacts:
    """Return everything that the briefing of a period is written from: accepted reports only.

    `looked_back_at` are the indicators whose figures of a year ago and of closed seasons count too.
    """
    month = period.as_month
    seasons = seasons_of(period)
    closed = closed_seasons(period, seasons)
    plans = plans_by_assigner(period.body, month)
    accepted = {"report__period": period, "report__status": ReportStatus.ACCEPTED}
    numbers = submission_numbers(period)
    last_month = earlier_figures(period.body, month.previous())
    last_year = earlier_figures(period.body, month.same_month_last_year(), looked_back_at) if looked_back_at else None
    as_of = standing_day(period, meeting.held_at if meeting else None)
    return BriefingFacts(
        body=body_fact(period.body),
        month=month,
        communes=commune_facts(period.body, month),
        sections=tuple(SectionFact(s.code, s.title, s.group) for s in Section.objects.all()),
        indicators=indicator_facts(month, seasons),
        categories=tuple(CategoryFact(c.code, c.title) for c in IssueCategory.objects.all()),
        seasons=tuple(map(season_fact, seasons)),
        this_month=MonthFigures(month, frozenset(numbers), accepted_values(period, numbers) | first_plans(plans)),
        last_month=last_month or MonthFigures(month.previous(), frozenset()),
        data_to=period.data_to,
        last_year=last_year,
        assigned={key: by_assigner for key, by_assigner in plans.items() if has_two_plans(by_assigner)},
        closed_seasons=tuple(map(season_fact, closed)),
        closed_figures=closed_figures(period, closed, looked_back_at) if closed else {},
        issues=issues(accepted, numbers),
        earlier_issues=earlier_issues(period),
        proposals=proposals(accepted, numbers),
        narratives=narratives(accepted, numbers),
        directives=directive_facts(period),
        carried=carried_facts(period, as_of),
        as_of=as_of,
        meeting=meeting,
        department_figures=department_facts(period),
    )


def body_fact(body: ConveningBody) -> BodyFact:
    """Return the words and list settings of a body."""
    return BodyFact(
        slug=body.slug,
        name=body.name,
        convener=body.convener,
        chair_title=body.chair_title,
        group_title=body.group_title,
        units_word=body.units_word,
        unit_word=body.unit_word,
        list_threshold=body.list_threshold,
        list_cap=body.list_cap,
        names_in_praise=body.names_in_praise,
        names_in_criticism=body.names_in_criticism,
        minimum_coverage=body.minimum_coverage,
        list_order="list" if body.list_order == ListOrder.LIST else "value",
    )


def commune_facts(body: ConveningBody, month: Month) -> tuple[CommuneFact, ...]:
    """Return the communes that exist in a month, in list order, with their rank in it."""
    communes = Commune.objects.filter(body=body).existing_in(month)
    return tuple(CommuneFact(c.code, c.name, c.kind, rank, c.sort_key) for rank, c in enumerate(communes, start=1))
