"""A commune's proposal with what the office answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest, body_or_404, is_office
from reports.actions import answer_proposals
from reports.checks.directives import carried_words
from reports.figures.proposals import line_of
from reports.forms.directives import ProposalAnswerForm
from reports.permissions import office_proposal_or_404, proposal_or_404


@require_http_methods(["GET", "POST"])
def proposal_read(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Show a proposal and its answers; the office answers it here."""
    convener = body_or_404(request.user, body)
    find = office_proposal_or_404 if request.method == "POST" else proposal_or_404
    line = line_of(find(request.user, convener, pk))
    sent = request.POST if request.method == "POST" else None
    form = ProposalAnswerForm(sent, initial={"expected": len(line.answers)})
    if sent is not None and form.is_valid():
        try:
            answer_proposals.answer(proposal=line.proposal, **form.cleaned_data, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Đã trả lời; đơn vị đọc được ở báo cáo kỳ sau và tại trang này.")
            return redirect("reports:proposal", body, pk)
    carried = carried_words(line.month, Month.of(clock.today())) if line.is_open else ""
    context = {"body": convener, "line": line, "form": form, "carried": carried}
    return render(request, "reports/proposal_read.html", context | {"is_office": is_office(request.user, convener)})
