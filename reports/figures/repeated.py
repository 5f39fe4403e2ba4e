"""A report's words beside those of the month before."""

from collections import defaultdict
from collections.abc import Iterable

from reports.checks import Repeat, repeats
from reports.checks.repeated import ISSUES, PROPOSALS, Words
from reports.models import Narrative, Proposal, Report, ReportedIssue


def repeats_of(report: Report) -> list[Repeat]:
    """Return the texts of a report that its commune's report of the month before held already: four queries."""
    month = str(report.period.as_month.previous())
    last = Report.objects.filter(
        commune=report.commune, period__body=report.period.body_id, period__month=month
    ).first()
    if last is None or not report.pk:
        return []
    words = _words_of((report.pk, last.pk))
    return repeats(words[report.pk], words[last.pk])


def _words_of(reports: Iterable[int]) -> dict[int, Words]:
    """Return the texts of reports by their id, in the order of the form."""
    of_these = {"report__in": reports}
    found: dict[int, dict[str, list[str]]] = {report: defaultdict(list) for report in reports}
    narratives = Narrative.objects.filter(**of_these).order_by("section__order", "pk")
    for report, section, text in narratives.values_list("report", "section__code", "text"):
        found[report][section].append(text)
    issues = ReportedIssue.objects.filter(**of_these).order_by("order", "pk")
    for report, text in issues.values_list("report", "text"):
        found[report][ISSUES].append(text)
    proposals = Proposal.objects.filter(**of_these, answers__isnull=True).order_by("order", "pk")
    for report, text in proposals.values_list("report", "text"):
        found[report][PROPOSALS].append(text)
    return dict(found)
