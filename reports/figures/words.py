"""What accepted reports say in words, what departments and the chair add."""

from collections.abc import Mapping

from django.db.models import OuterRef, Subquery

from briefing_portal.lib.clock import OFFICE_TIME
from briefing_portal.lib.months import MONTHS_PER_YEAR, Month
from reports.facts import DepartmentFact, DirectiveFact, EarlierIssue, IssueFact, NarrativeFact, ProposalFact
from reports.models import DepartmentFigure, Directive, Narrative, Period, Proposal, ReportedIssue, Submission
from reports.workflow import ReportStatus


def issues(accepted: dict[str, object], numbers: Mapping[str, int]) -> tuple[IssueFact, ...]:
    """Return the shortcomings of the accepted reports in the communes' list order."""
    rows = ReportedIssue.objects.filter(**accepted).order_by(
        "report__commune__list_order", "report__commune__sort_key", "order", "pk"
    )
    return tuple(
        IssueFact(*row, submission=numbers.get(row[0]))
        for row in rows.values_list("report__commune__code", "category__code", "text", "cause", "remedy")
    )


def months_remembered(month: Month) -> list[Month]:
    """Return the earlier months that a month's shortcomings are compared with: the eleven before, the last first."""
    return [month.plus(-back) for back in range(1, MONTHS_PER_YEAR)]


def earlier_issues(period: Period) -> tuple[EarlierIssue, ...]:
    """Return what the accepted reports of the months remembered told, month by month in list order."""
    months = {str(month): month for month in months_remembered(period.as_month)}
    submissions = Submission.objects.filter(report=OuterRef("report")).order_by("-number")
    rows = ReportedIssue.objects.filter(
        report__period__body=period.body, report__period__month__in=months, report__status=ReportStatus.ACCEPTED
    ).order_by("report__period__month", "report__commune__list_order", "report__commune__sort_key", "order", "pk")
    return tuple(
        EarlierIssue(months[month], commune, category, text, submission)
        for month, commune, category, text, submission in rows.values_list(
            "report__period__month",
            "report__commune__code",
            "category__code",
            "text",
            Subquery(submissions.values("number")[:1]),
        ).iterator(chunk_size=5000)
    )


def proposals(accepted: dict[str, object], numbers: Mapping[str, int]) -> tuple[ProposalFact, ...]:
    """Return the proposals of the accepted reports in the communes' list order."""
    rows = Proposal.objects.filter(**accepted).order_by(
        "report__commune__list_order", "report__commune__sort_key", "order", "pk"
    )
    return tuple(
        ProposalFact(*row, submission=numbers.get(row[0]))
        for row in rows.values_list("report__commune__code", "text", "addressee")
    )


def narratives(accepted: dict[str, object], numbers: Mapping[str, int]) -> tuple[NarrativeFact, ...]:
    """Return what the accepted reports say under each section, in the communes' list order."""
    rows = Narrative.objects.filter(**accepted).order_by(
        "section__order", "report__commune__list_order", "report__commune__sort_key", "pk"
    )
    return tuple(
        NarrativeFact(commune, section, text, numbers[commune])
        for commune, section, text in rows.values_list("report__commune__code", "section__code", "text")
    )


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


def department_facts(period: Period) -> tuple[DepartmentFact, ...]:
    """Return the totals of departments in force for a period, by department, then in the catalogue's order."""
    rows = DepartmentFigure.objects.filter(period=period).select_related("department", "indicator", "season")
    return tuple(
        DepartmentFact(
            department=row.department.name,
            slug=row.department.slug,
            indicator=row.indicator.code,
            season=row.season.code if row.season else "",
            value=row.value,
            is_printed=row.is_printed,
            entered_on=row.entered_at.astimezone(OFFICE_TIME).date(),
        )
        for row in rows.in_force()
        if row.value is not None
    )
