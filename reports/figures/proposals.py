"""Proposals of the communes with what the office answered: which are open, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, Prefetch, QuerySet

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody
from reports.models import Period, Proposal, ProposalAnswer, ProposalState, Report
from reports.models.answers import CLOSED_PROPOSAL


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal with the office's answers, the earliest first."""

    proposal: Proposal
    answers: Sequence[ProposalAnswer]

    @property
    def month(self) -> Month:
        """Return the month of the report that makes it."""
        return self.proposal.report.period.as_month

    @property
    def last(self) -> ProposalAnswer | None:
        """Return the answer that counts."""
        return self.answers[-1] if self.answers else None

    @property
    def state(self) -> ProposalState:
        """Return where it stands: what the last answer says, open before any."""
        return ProposalState(self.last.state) if self.last else ProposalState.OPEN

    @property
    def is_open(self) -> bool:
        """Tell whether the office still owes something."""
        return self.state.value not in CLOSED_PROPOSAL


def proposals_of(body: ConveningBody, communes: Sequence[Commune] | None = None) -> list[ProposalLine]:
    """Return the proposals that a body's communes have handed in (or some of them), the earliest first."""
    rows = handed_in(body)
    if communes is not None:
        rows = rows.filter(report__commune__in=communes)
    return [line_of(proposal) for proposal in rows]


def handed_in(body: ConveningBody) -> QuerySet[Proposal]:
    """Return the proposals of the reports of a body that were handed in at least once."""
    answers = Prefetch("answers", ProposalAnswer.objects.select_related("by").order_by("number"))
    return (
        Proposal.objects.filter(report__period__body=body, report__first_submitted_at__isnull=False)
        .select_related("report__period", "report__commune", "department")
        .prefetch_related(answers)
        .order_by("report__period__month", "report__commune__list_order", "report__commune__sort_key", "order", "pk")
    )


def line_of(proposal: Proposal) -> ProposalLine:
    """Return a proposal with its answers as they were fetched along."""
    return ProposalLine(proposal, list(proposal.answers.all()))


def replies_for(period: Period, commune: Commune) -> list[ProposalLine]:
    """Return what a commune reads in a month's form: its earlier proposals that are open, or answered since.

    Since: since it last handed a report in before that month.
    """
    earlier = [line for line in proposals_of(period.body, [commune]) if line.month < period.as_month]
    if not earlier:
        return []
    before = Report.objects.filter(commune=commune, period__month__lt=period.month)
    since = before.aggregate(last=Max("submitted_at"))["last"]
    return [line for line in earlier if line.is_open or since is None or (line.last and line.last.at > since)]
