"""The directives of the meeting: issued, changed and withdrawn by the office."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest
from meetings.forms import DirectiveForm, directive_initial
from meetings.permissions import office_period_or_404
from reports.actions import issue_directives
from reports.models import Directive

from .meeting import latest_meeting, show_meeting


@require_POST
def directive_issue(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Issue a directive under the next number."""
    period = office_period_or_404(request.user, body, month)
    form = DirectiveForm(period, request.POST)
    if form.is_valid():
        try:
            issued = issue_directives.issue(period=period, entry=form.entry, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Đã giao nhiệm vụ số {issued.number}.")
            return redirect("meetings:meeting", body, month)
    return show_meeting(request, period, latest_meeting(period), directive_form=form)


@require_http_methods(["GET", "POST"])
def directive_change(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Change a directive's wording, addressees or date."""
    period = office_period_or_404(request.user, body, month)
    directive = get_object_or_404(Directive, period=period, number=number, withdrawn_at=None)
    posted = request.POST if request.method == "POST" else None
    form = DirectiveForm(period, posted, initial=directive_initial(directive))
    if posted is not None and form.is_valid():
        try:
            issue_directives.change(directive=directive, entry=form.entry, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Đã sửa nhiệm vụ số {directive.number}.")
            return redirect("meetings:meeting", body, month)
    context = {"body": period.body, "period": period, "month": month, "directive": directive, "form": form}
    return render(request, "meetings/directive_change.html", context)


@require_POST
def directive_withdraw(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Withdraw a directive; its number isn't used again."""
    period = office_period_or_404(request.user, body, month)
    directive = get_object_or_404(Directive, period=period, number=number, withdrawn_at=None)
    issue_directives.withdraw(directive=directive, by=request.user, at=clock.now())
    messages.success(request, f"Đã rút nhiệm vụ số {directive.number}.")
    return redirect("meetings:meeting", body, month)
