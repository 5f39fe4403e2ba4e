"""The search: one box over everything that a person may read of a body."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.tables import Table, list_answer
from communes.permissions import UserRequest, body_or_404
from search.figures.asked import Asked
from search.figures.finding import MOST, find, told_of
from search.forms import SearchForm


@require_safe
def search(request: UserRequest, body: str) -> HttpResponse:
    """Show what is found, a few of each kind or a page of one; the address holds what was asked."""
    convener = body_or_404(request.user, body)
    form = SearchForm(convener, request.GET)
    asked = form.asked_by(request.user)
    groups = find(asked, request.GET.get("page", ""))
    context = {
        "body": convener,
        "form": form,
        "asked": asked,
        "groups": groups,
        "count": sum(group.count for group in groups),
        "is_cut": any(group.is_cut for group in groups),
        "most": MOST,
        "is_search": True,
    }
    return list_answer(request, "search/search.html", context, lambda: _table(asked))


def _table(asked: Asked) -> Table:
    rows = [(kind.label, told.month, told.title, told.text, told.address) for kind, told in told_of(asked)]
    name = f"tim-kiem-{Month.of(clock.today())}"
    return Table(name, "Kết quả tìm kiếm", ("Loại", "Tháng", "Tên", "Nội dung", "Địa chỉ"), rows)
