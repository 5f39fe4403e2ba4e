"""The published summary as its readers open it: the secretary on a telephone, a commune's people in theirs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from briefing_portal.lib.asked import number_in
from briefing_portal.lib.months import Month
from communes.models import ConveningBody
from communes.permissions import UserRequest, body_or_404, own_communes, reads_body
from documents.models import DocumentKind, Edition, PublishedDocument, SignedCopy
from documents.models.files import files_of_documents
from documents.models.signed import signed_copies_of_documents
from documents.permissions import may_sign_in_portal
from meetings.figures.reading import reading_of
from meetings.figures.telling import published_words
from meetings.models import Briefing
from meetings.permissions import may_edit
from reports.models import Period

SIZES = ("vua", "lon", "rat-lon")


@require_safe
def published(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Show the latest publication of a month, or one by `?number=`; before the first, the draft to who may read it."""
    convener = body_or_404(request.user, body)
    documents = _documents(request, convener, month)
    found = _asked_for(request, documents)
    is_reader = reads_body(request.user, convener)
    context = {"body": convener, "month": month, "is_reader": is_reader}
    if found is None:
        return _before_the_first(request, convener, month, context)
    own = None if is_reader else {commune.code for commune in own_communes(request.user, convener)}
    size = request.GET.get("size", "")
    context |= {"document": found, "documents": documents, "size": size if size in SIZES else SIZES[1], "sizes": SIZES}
    context |= {"later": _later(found, documents), "papers": _papers(request, convener, month)}
    context |= {"signed": SignedCopy.objects.of(found).first(), "may_sign": may_edit(request.user, convener)}
    context |= {"group_text": published_words(found) if context["may_sign"] else ""}
    context |= {"may_portal_sign": may_sign_in_portal(request.user, convener)}
    return _show(request, context | reading_of(found, own, number_in(request.GET.get("cau", ""))))


def _before_the_first(
    request: UserRequest, convener: ConveningBody, month: Month, context: dict[str, Any]
) -> HttpResponse:
    """Lead who may read it to the draft; show others what else there is."""
    period = Period.objects.filter(body=convener, month=str(month)).first()
    if context["is_reader"] and Briefing.objects.filter(period=period).exists():
        return redirect("meetings:briefing", convener.slug, month)
    others = PublishedDocument.objects.visible_to(request.user).filter(
        body=convener, edition=Edition.PUBLISHED, kind=DocumentKind.SUMMARY
    )
    context |= {"period": period, "others": others.newest_first().defer("pdf", "data")[:12]}
    context |= {"papers": _papers(request, convener, month), "may_edit": may_edit(request.user, convener)}
    return render(request, "meetings/published_empty.html", context)


def _show(request: UserRequest, context: dict[str, Any]) -> HttpResponse:
    """Render the document, or for htmx the one sentence that is opened (`?cau=`) or closed (`?dong=`)."""
    asked = number_in(request.GET.get("cau") or request.GET.get("dong") or "")
    line = context["lines"].get(asked)
    if request.headers.get("HX-Request") and line is not None:
        response = render(request, "meetings/_reading_line.html", context | {"line": line})
    else:
        response = render(request, "meetings/published.html", context)
    patch_vary_headers(response, ("HX-Request",))
    return response


def _documents(request: UserRequest, body: ConveningBody, month: Month) -> list[PublishedDocument]:
    """Return the publications of a month that the user may read, the latest first; the internal edition on top."""
    visible = PublishedDocument.objects.visible_to(request.user).select_related("body", "supplements")
    found = visible.filter(body=body, month=str(month), kind=DocumentKind.SUMMARY).defer("pdf")
    return list(found.prefetch_related(files_of_documents()).order_by("-number", "edition", "pk"))


def _papers(request: UserRequest, body: ConveningBody, month: Month) -> list[PublishedDocument]:
    """Return the month's other documents that the user may read: notices, minutes, invitations."""
    visible = PublishedDocument.objects.visible_to(request.user).filter(body=body, month=str(month))
    others = visible.exclude(kind=DocumentKind.SUMMARY).defer("pdf", "data")
    return list(others.prefetch_related(files_of_documents(), signed_copies_of_documents()).newest_first())


def _later(document: PublishedDocument, documents: list[PublishedDocument]) -> PublishedDocument | None:
    """Return the latest supplement that came after the document shown."""
    same = (each for each in documents if each.edition == document.edition and each.number > document.number)
    return next(same, None)


def _asked_for(request: UserRequest, documents: list[PublishedDocument]) -> PublishedDocument | None:
    number, edition = request.GET.get("number"), request.GET.get("edition")
    for document in documents:
        if number in {None, str(document.number)} and edition in {None, document.edition}:
            return document
    return None if number or edition else next(iter(documents), None)
