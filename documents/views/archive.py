"""The archive: every published document of a body, found by month, kind, edition and words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from briefing_portal.lib.vietnamese.searching import read_query
from communes.permissions import UserRequest, body_or_404, reads_body
from documents.figures.search import found_in
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
    page, found = found_in(visible.filter(**wanted), read_query(asked.get("q", "")), request.GET.get("page", ""))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"body": convener, "form": form, "page": page, "found": found, "query": query.urlencode()}
    return render(request, "documents/archive.html", context | {"is_asked": bool(query)})
