"""The archive: every published document of a body, found by month, kind, edition and words."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.tables import Table, list_answer
from briefing_portal.lib.vietnamese.searching import read_query
from communes.permissions import UserRequest, body_or_404, reads_body
from documents.figures.search import matching, page_of
from documents.forms.archive import ArchiveForm
from documents.models import PublishedDocument


@require_safe
def archive(request: UserRequest, body: str) -> HttpResponse:
    """List what the user may read of a body; the address holds what was asked."""
    convener = body_or_404(request.user, body)
    visible = PublishedDocument.objects.visible_to(request.user).filter(body=convener)
    months = list(visible.order_by("-month").values_list("month", flat=True).distinct())
    form = ArchiveForm(request.GET or None, months=months, has_editions=reads_body(request.user, convener))
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = {name: asked[name] for name in ("month", "kind", "edition") if asked.get(name)}
    phrases = read_query(asked.get("q", ""))
    documents = matching(visible.filter(**wanted), phrases)
    page, found = page_of(documents, phrases, request.GET.get("page", ""))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"body": convener, "form": form, "page": page, "found": found, "query": query.urlencode()}
    context |= {"is_asked": bool(query)}
    return list_answer(request, "documents/archive.html", context, lambda: _table(documents))


def _table(documents: Iterable[PublishedDocument]) -> Table:
    columns = ("Tháng", "Phiên", "Loại", "Bản", "Lần", "Tên", "Mã", "Phát hành lúc")
    rows = [
        (
            each.month,
            each.session or None,
            each.get_kind_display(),
            each.get_edition_display(),
            each.number,
            each.title,
            each.code,
            each.published_at,
        )
        for each in documents
    ]
    return Table(f"van-ban-den-{clock.today():%Y-%m}", "Văn bản đã phát hành", columns, rows)
