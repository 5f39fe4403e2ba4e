"""The one border from database to core: what the tables hold becomes frozen facts.

The number of queries does not depend on the number of communes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import sort_key
from communes.models import Commune, ConveningBody

from .checks import Finding, Sheet, check
from .facts import (
    AssignedPlan,
    BodyFact,
    BriefingFacts,
    CategoryFact,
    CommuneFact,
    DirectiveFact,
    Figure,
    IndicatorFact,
    IssueFact,
    Key,
    MeetingFact,
    MonthFigures,
    NarrativeFact,
    ProposalFact,
    SeasonFact,
    SectionFact,
)
from .models import (
    Directive,
    Indicator,
    IssueCategory,
    Narrative,
    Period,
    Proposal,
    Report,
    ReportedIssue,
    Season,
    Section,
    Submission,
    Target,
    Value,
)
from .workflow import ReportStatus

Plans = dict[Key, dict[str, Figure]]


def briefing_facts(
    period: Period, *, meeting: MeetingFact | None, looked_back_at: Collection[str] = ()
) -> BriefingFacts:
    """Return everything that the briefing of a period is written from: accepted reports only.

    `looked_back_at` are the indicators whose figures of a year ago and of closed seasons count too.
    """
    month = period.as_month
    seasons = seasons_of(period)
    closed = _closed_seasons(period, seasons)
    plans = _plans_by_assigner(period.body, month)
    accepted = {"report__period": period, "report__status": ReportStatus.ACCEPTED}
    numbers = _submission_numbers(period)
    last = Period.objects.filter(body=period.body, month=str(month.previous())).first()
    return BriefingFacts(
        body=body_fact(period.body),
        month=month,
        communes=commune_facts(period.body, month),
        sections=tuple(SectionFact(s.code, s.title, s.group) for s in Section.objects.all()),
        indicators=indicator_facts(month, seasons),
        categories=tuple(CategoryFact(c.code, c.title) for c in IssueCategory.objects.all()),
        seasons=tuple(map(_season_fact, seasons)),
        this_month=MonthFigures(month, frozenset(numbers), _accepted_values(period, numbers) | _first_plans(plans)),
        last_month=_last_month_figures(last, month.previous()),
        data_to=period.data_to,
        last_year=_last_year_figures(period, looked_back_at),
        assigned={key: by_assigner for key, by_assigner in plans.items() if _has_two_plans(by_assigner)},
        closed_seasons=tuple(map(_season_fact, closed)),
        closed_figures=_closed_figures(period, closed, looked_back_at) if closed else {},
        issues=_issues(accepted, numbers),
        proposals=_proposals(accepted, numbers),
        narratives=_narratives(accepted, numbers),
        directives=directive_facts(period),
        meeting=meeting,
    )


def seasons_of(period: Period) -> list[Season]:
    """Return the seasons a month asks for, its first season first."""
    return list(period.seasons.order_by("periodseason__order", "periodseason__pk"))


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
    )


def commune_facts(body: ConveningBody, month: Month) -> tuple[CommuneFact, ...]:
    """Return the communes that exist in a month, in list order, with their rank in it."""
    communes = Commune.objects.filter(body=body).existing_in(month)
    return tuple(CommuneFact(c.code, c.name, c.kind, rank, c.sort_key) for rank, c in enumerate(communes, start=1))


def indicator_facts(month: Month, seasons: Iterable[Season]) -> tuple[IndicatorFact, ...]:
    """Return the catalogue of a month; a seasonal indicator carries its first open season."""
    open_seasons = list(seasons)
    return tuple(indicator_fact(i, open_seasons) for i in Indicator.objects.asked_in(month).select_related("section"))


def indicator_fact(indicator: Indicator, seasons: Iterable[Season]) -> IndicatorFact:
    """Return one line of the catalogue."""
    codes = season_codes(indicator, seasons)
    return IndicatorFact(
        code=indicator.code,
        section=indicator.section.code,
        order=indicator.order,
        name=indicator.name,
        unit=indicator.unit,
        kind=indicator.kind,
        nature=indicator.nature,
        aggregation=indicator.aggregation,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        condition=indicator.condition,
        plan=indicator.plan,
        part_of=indicator.part_of,
        decimals=indicator.decimals,
        better=indicator.better,
        ranked=indicator.ranked,
        season_kinds=tuple(indicator.seasons.split(";")) if indicator.seasons else (),
        season=codes[0] if codes else "",
        minimum=indicator.minimum,
        maximum=indicator.maximum,
        required=indicator.required,
    )


def season_codes(indicator: Indicator, seasons: Iterable[Season]) -> tuple[str, ...]:
    """Return the open seasons that an indicator is asked for: ("",) where its nature has none."""
    if not indicator.is_seasonal:
        return ("",)
    return tuple(s.code for s in seasons if indicator.is_asked_for(s.kind))


def month_figures(
    period: Period, month: Month, numbers: Mapping[str, int], *, codes: Collection[str] | None = None
) -> MonthFigures:
    """Return the accepted figures of a period (of the indicators named) and the plans in force in its month."""
    plans = _first_plans(_plans_by_assigner(period.body, month)) if codes is None else {}
    return MonthFigures(month, frozenset(numbers), _accepted_values(period, numbers, codes) | plans)


def _accepted_values(period: Period, numbers: Mapping[str, int], codes: Collection[str] | None = None) -> Plans:
    values: Plans = defaultdict(dict)
    found = Value.objects.filter(report__period=period, report__status=ReportStatus.ACCEPTED)
    if codes is not None:
        found = found.filter(indicator__code__in=codes)
    rows = found.values_list("indicator__code", "season__code", "report__commune__code", "value", "as_of")
    for code, season, commune, value, as_of in rows.order_by().iterator(chunk_size=5000):
        values[code, season or ""][commune] = Figure(value, numbers.get(commune), as_of)
    return values


def plans_in_force(body: ConveningBody, month: Month, *, commune: Commune | None = None) -> Plans:
    """Return the plans in force on a month's last day, by (indicator, season) and commune code.

    Of several assigners the one without a name counts first, then the first by the Vietnamese alphabet (a database
    would order them by the locale it was made in); of revisions the latest.
    """
    return _first_plans(_plans_by_assigner(body, month, commune=commune))


def _plans_by_assigner(
    body: ConveningBody, month: Month, *, commune: Commune | None = None
) -> dict[Key, dict[str, dict[str, Figure]]]:
    """Return all plans in force on a month's last day by assigner, in the assigners' order, and commune code."""
    targets = Target.objects.in_force_on(month.last_day).filter(commune__body=body)
    targets = targets.filter(year=month.year) | targets.filter(season__isnull=False)
    if commune is not None:
        targets = targets.filter(commune=commune)
    rows = targets.values_list("indicator__code", "season__code", "commune__code", "assigned_by", "value", "revision")
    plans: dict[Key, dict[str, dict[str, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for code, season, commune_code, assigner, value, revision in rows.iterator(chunk_size=5000):
        plans[code, season or ""][assigner][commune_code] = Figure(value, None, None, revision)
    return {
        key: {assigner: by_assigner[assigner] for assigner in _in_order(by_assigner)}
        for key, by_assigner in plans.items()
    }


def _first_plans(plans: Mapping[Key, Mapping[str, Mapping[str, Figure]]]) -> Plans:
    """Return one plan for each commune: that of its first assigner."""
    first: Plans = {}
    for key, by_assigner in plans.items():
        first[key] = {}
        for by_commune in reversed(list(by_assigner.values())):
            first[key] |= by_commune
    return first


def _has_two_plans(by_assigner: Mapping[str, Mapping[str, Figure]]) -> bool:
    return sum(map(len, by_assigner.values())) > len(set().union(*by_assigner.values()))


def _in_order(assigners: Iterable[str]) -> list[str]:
    """Return names of assigners in their order: the empty one, then the Vietnamese alphabet."""
    return sorted(assigners, key=lambda name: (sort_key(name) if name else "", name))


def directive_facts(period: Period) -> tuple[DirectiveFact, ...]:
    """Return the directives issued at a period's meeting, by number."""
    rows = (
        Directive.objects.filter(period=period, withdrawn_at__isnull=True)
        .select_related("section")
        .prefetch_related("communes", "departments")
        .order_by("number", "pk")
    )
    return tuple(
        DirectiveFact(
            number=str(d.number),
            text=d.text,
            section=d.section.code if d.section else "",
            addressees=_addressees(d),
            due=d.due_on,
        )
        for d in rows
    )


def _addressees(directive: Directive) -> tuple[str, ...]:
    communes = () if directive.to_all_communes else tuple(c.code for c in directive.communes.all())
    return communes + tuple(d.name for d in directive.departments.all())


def _submission_numbers(period: Period) -> dict[str, int]:
    """Return the number of the accepted submission by commune code."""
    rows = Submission.objects.filter(report__period=period, report__status=ReportStatus.ACCEPTED).values_list(
        "report__commune__code", "number"
    )
    return dict(rows.order_by("number").iterator(chunk_size=5000))


def _last_month_figures(period: Period | None, month: Month) -> MonthFigures:
    if period is None:
        return MonthFigures(month, frozenset())
    return month_figures(period, month, _submission_numbers(period))


def _last_year_figures(period: Period, codes: Collection[str]) -> MonthFigures | None:
    month = period.as_month.same_month_last_year()
    then = Period.objects.filter(body=period.body, month=str(month)).first() if codes else None
    return month_figures(then, month, _submission_numbers(then), codes=codes) if then else None


def _season_fact(season: Season) -> SeasonFact:
    return SeasonFact(season.code, season.name, season.kind, season.crop_year, season.starts_on)


def _closed_seasons(period: Period, seasons: Sequence[Season]) -> list[Season]:
    """Return the seasons of the same crop years that have begun and that the month no longer asks for."""
    years = {season.crop_year for season in seasons}
    begun = Season.objects.filter(body=period.body, crop_year__in=years, starts_on__lte=period.data_to)
    return list(begun.exclude(pk__in=[season.pk for season in seasons]))


def _closed_figures(period: Period, seasons: Sequence[Season], codes: Collection[str]) -> Plans:
    """Return what the communes' accepted reports last said of closed seasons, each with its month."""
    earlier = {"report__period__body": period.body, "report__period__month__lt": period.month}
    found = Value.objects.filter(
        **earlier, report__status=ReportStatus.ACCEPTED, season__in=seasons, indicator__code__in=codes
    )
    rows = found.values_list(
        "indicator__code", "season__code", "report__commune__code", "value", "as_of", "report__period__month", "report"
    )
    submissions = Submission.objects.filter(report__values__in=found).order_by("number")
    numbers = dict(submissions.values_list("report", "number"))
    values: Plans = defaultdict(dict)
    for code, season, commune, value, as_of, month, report in rows.order_by("report__period__month", "pk"):
        figure = Figure(value, numbers.get(report), as_of, None, Month.parse(month))
        values[code, season][commune] = figure
    return values


def _issues(accepted: dict[str, object], numbers: Mapping[str, int]) -> tuple[IssueFact, ...]:
    rows = ReportedIssue.objects.filter(**accepted).order_by(
        "report__commune__list_order", "report__commune__sort_key", "order", "pk"
    )
    return tuple(
        IssueFact(*row, submission=numbers.get(row[0]))
        for row in rows.values_list("report__commune__code", "category__code", "text", "cause", "remedy")
    )


def _proposals(accepted: dict[str, object], numbers: Mapping[str, int]) -> tuple[ProposalFact, ...]:
    rows = Proposal.objects.filter(**accepted).order_by(
        "report__commune__list_order", "report__commune__sort_key", "order", "pk"
    )
    return tuple(
        ProposalFact(*row, submission=numbers.get(row[0]))
        for row in rows.values_list("report__commune__code", "text", "addressee")
    )


def _narratives(accepted: dict[str, object], numbers: Mapping[str, int]) -> tuple[NarrativeFact, ...]:
    rows = Narrative.objects.filter(**accepted).order_by(
        "section__order", "report__commune__list_order", "report__commune__sort_key", "pk"
    )
    return tuple(
        NarrativeFact(commune, section, text, numbers[commune])
        for commune, section, text in rows.values_list("report__commune__code", "section__code", "text")
    )


def figures_of(report: Report) -> dict[Key, Decimal]:
    """Return the figures that stand in a report now."""
    rows = report.values.values_list("indicator__code", "season__code", "value")
    return {(code, season or ""): value for code, season, value in rows}


def last_month_of(commune: Commune, month: Month) -> dict[Key, Decimal]:
    """Return the figures of a commune's report of the month before."""
    report = Report.objects.filter(
        commune=commune, period__body=commune.body_id, period__month=str(month.previous())
    ).first()
    return figures_of(report) if report else {}


def plans_of(commune: Commune, month: Month) -> dict[Key, Figure]:
    """Return the plans in force for one commune in a month."""
    plans = plans_in_force(commune.body, month, commune=commune)
    return {key: by_commune[commune.code] for key, by_commune in plans.items()}


def assigned_plans(commune: Commune, month: Month) -> dict[Key, list[AssignedPlan]]:
    """Return every plan in force for one commune, one for each assigner, in the assigners' order."""
    targets = Target.objects.in_force_on(month.last_day).filter(commune=commune)
    targets = targets.filter(year=month.year) | targets.filter(season__isnull=False)
    latest = {
        (code, season or "", assigner): AssignedPlan(value, assigner, document)
        for code, season, assigner, value, document in targets.values_list(
            "indicator__code", "season__code", "assigned_by", "value", "document"
        )
    }
    plans: dict[Key, list[AssignedPlan]] = defaultdict(list)
    for first in _in_order({assigner for *_, assigner in latest}):
        for (code, season, assigner), plan in latest.items():
            if assigner == first:
                plans[code, season].append(plan)
    return plans


def sheet_of(report: Report, figures: Mapping[Key, Decimal] | None = None) -> Sheet:
    """Return a report's figures (those given, or those that stand) with what they are judged against."""
    empty = empty_sheet(report.period, seasons_of(report.period))
    return judged(report, empty, figures_of(report) if figures is None else figures)


def empty_sheet(period: Period, seasons: Sequence[Season]) -> Sheet:
    """Return what a month with these seasons asks for, without a figure."""
    indicators = list(Indicator.objects.asked_in(period.as_month).select_related("section"))
    return Sheet(
        indicators=[indicator_fact(i, seasons) for i in indicators],
        seasons={i.code: season_codes(i, seasons) for i in indicators},
        figures={},
        is_january=period.as_month.is_january,
    )


def judged(report: Report, empty: Sheet, figures: Mapping[Key, Decimal]) -> Sheet:
    """Return an empty sheet filled with figures, beside last month's and the plans in force."""
    month = report.period.as_month
    plans = {key: figure.value for key, figure in plans_of(report.commune, month).items()}
    return replace(empty, figures=figures, last_month=last_month_of(report.commune, month), plans=plans)


def findings_of(report: Report) -> list[Finding]:
    """Return the findings on the figures that stand in a report."""
    return check(sheet_of(report))


def missing_required(period: Period) -> dict[int, tuple[str, ...]]:
    """Return the names of the required figures that each begun report of a month lacks, by the report's id."""
    seasons = seasons_of(period)
    ids = {season.code: season.pk for season in seasons}
    asked = Indicator.objects.asked_in(period.as_month).measured().filter(required=True)
    required = {(i.pk, ids.get(codes[0])): i.name for i in asked if (codes := season_codes(i, seasons))}
    rows = Value.objects.filter(report__period=period, indicator__in={indicator for indicator, _ in required})
    given = set(rows.values_list("report_id", "indicator_id", "season_id"))
    return {
        report: tuple(name for key, name in required.items() if (report, *key) not in given)
        for report in Report.objects.filter(period=period).values_list("pk", flat=True)
    }
