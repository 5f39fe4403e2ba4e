"""The directives of a body, month by month. They are issued at the meeting (meetings)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from briefing_portal.lib import clock
from communes.permissions import UserRequest, body_or_404
from reports.models import Directive


@require_safe
def directive_list(request: UserRequest, body: str) -> HttpResponse:
    """Show the directives that the user may see, the latest month first."""
    convener = body_or_404(request.user, body)
    directives = (
        Directive.objects.visible_to(request.user)
        .filter(period__body=convener)
        .select_related("period", "section")
        .prefetch_related("communes", "departments")
        .order_by("-period__month", "number", "pk")
    )
    context = {"body": convener, "directives": directives, "today": clock.today()}
    return render(request, "reports/directive_list.html", context)
