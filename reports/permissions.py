"""Who may do what with a report. Whether it may happen now stands in workflow.py and in the period's lock."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody
from communes.permissions import Visitor, is_clerk, is_office, is_signer

from .figures.proposals import handed_in
from .models import Directive, Period, Proposal, Report
from .workflow import Move


def period_or_404(body: ConveningBody, month: Month) -> Period:
    """Return the month of a body that the user was let into; 404 where it has not been opened."""
    period = Period.objects.filter(body=body, month=str(month)).select_related("body").first()
    if period is None:
        raise Http404
    return period


def report_or_404(user: Visitor, body: ConveningBody, month: Month, commune: str) -> Report:
    """Return a commune's report of a month; one that the user may not see is not there for her (404)."""
    reports = Report.objects.visible_to(user).select_related("period__body", "commune__body")
    report = reports.filter(period__body=body, period__month=str(month), commune__slug=commune).first()
    if report is None:
        raise Http404
    return report


def directive_or_404(user: Visitor, body: ConveningBody, month: Month, number: int) -> Directive:
    """Return a directive of a body; one that is not to the user's commune is not there for her (404)."""
    directives = Directive.objects.visible_to(user).select_related("period__body", "section")
    directive = (
        directives.filter(period__body=body, period__month=str(month), number=number)
        .prefetch_related("communes", "departments")
        .first()
    )
    if directive is None:
        raise Http404
    return directive


def proposal_or_404(user: Visitor, body: ConveningBody, pk: int) -> Proposal:
    """Return a proposal that was handed in; another commune's is not there (404)."""
    proposal = handed_in(body).filter(pk=pk, report__commune__in=Commune.objects.visible_to(user)).first()
    if proposal is None:
        raise Http404
    return proposal


def office_proposal_or_404(user: Visitor, body: ConveningBody, pk: int) -> Proposal:
    """Return a proposal for the office to answer; 403 for the body's other people."""
    proposal = proposal_or_404(user, body, pk)
    if not is_office(user, body):
        raise PermissionDenied("Chỉ Văn phòng trả lời kiến nghị.")
    return proposal


def refusal_to_edit(report: Report, at: datetime) -> str:
    """Return the sentence why nothing can be written into a report at a moment; empty where it can."""
    if locked := report.period.refusal_for(report.commune, at):
        return locked
    return "" if report.is_editable else f"Báo cáo đang ở trạng thái “{report.state.label}” nên không sửa được."


def may_fill_in(user: Visitor, report: Report) -> bool:
    """Tell whether the user may enter figures: the commune's clerk or signer, or the office on its behalf."""
    return is_clerk(user, report.commune) or is_office(user, report.commune.body)


def may_submit(user: Visitor, report: Report) -> bool:
    """Tell whether the user may submit: the signer, or the office on the commune's behalf."""
    return is_signer(user, report.commune) or is_office(user, report.commune.body)


def may_review(user: Visitor, report: Report) -> bool:
    """Tell whether the user may accept, return or reopen."""
    return is_office(user, report.commune.body)


def may_confirm(user: Visitor, report: Report) -> bool:
    """Tell whether the user answers for the commune what the office submitted on its behalf: its clerk or signer."""
    return is_clerk(user, report.commune)


WHO = {
    Move.MARK_READY: may_fill_in,
    Move.TAKE_BACK: may_fill_in,
    Move.SUBMIT: may_submit,
    Move.WITHDRAW: may_submit,
    Move.ACCEPT: may_review,
    Move.RETURN: may_review,
    Move.REOPEN: may_review,
}


def may(user: Visitor, move: Move, report: Report) -> bool:
    """Tell whether the user may make this move with the report."""
    return WHO[move](user, report)
