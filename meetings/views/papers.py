"""The documents of one meeting on the screen, as PDF and for Word; the office publishes them."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.files import PDF, file_answer
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest
from documents.models import DocumentKind, FormatProfile, PublishedDocument
from documents.models.files import files_of_documents
from documents.models.signed import signed_copies_of_documents
from documents.permissions import may_sign_in_portal
from documents.rendering.docx import DOCX_TYPE
from documents.rendering.html import context_of
from documents.rendering.paper import Paper
from meetings.actions import publish_paper
from meetings.figures.meeting_papers import Printing, day_of, paper_of_meeting
from meetings.figures.paper_readiness import obstacles_of
from meetings.models import Meeting
from meetings.permissions import may_edit, meeting_paper_or_404, office_period_or_404

from .answers import answer

NAMES = {"notice": "thong-bao-ket-luan", "minutes": "bien-ban", "invitation": "giay-moi"}


@require_safe
def paper(request: UserRequest, body: str, month: Month, number: int, kind: str) -> HttpResponse:
    """Show a document of a meeting as it would be printed now, and what was published of it."""
    told = _kind(kind)
    meeting = meeting_paper_or_404(request.user, body, month, number, told)
    drawn = paper_of_meeting(meeting, told, Printing())
    convener = meeting.period.body
    context: dict[str, Any] = {
        "body": convener,
        "month": month,
        "meeting": meeting,
        "kind": told,
        "paper": context_of(drawn.document, drawn.look),
        "seen": drawn.data_sha256,
        "profile": FormatProfile.objects.in_force(convener.kind, day_of(meeting)),
        "may_edit": may_edit(request.user, convener),
        "obstacles": obstacles_of(meeting, told),
        "may_portal_sign": may_sign_in_portal(request.user, convener),
        "published": _published(request, meeting, told),
    }
    return render(request, "meetings/paper.html", context)


@require_safe
def paper_pdf(request: UserRequest, body: str, month: Month, number: int, kind: str) -> HttpResponse:
    """Print a document of a meeting as it stands, as a draft, or with the room for number, date and signature."""
    meeting, drawn = _drawn(request, body, month, number, kind)
    try:
        pdf = drawn.pdf(moment=meeting.changed_at or meeting.period.opened_at, author=meeting.period.body.name)
    except Refusal as failure:
        return render(
            request, "meetings/printing_failed.html", {"body": meeting.period.body, "failure": failure}, status=503
        )
    return file_answer(pdf, PDF, f"{_name(meeting, kind)}.pdf")


@require_safe
def paper_docx(request: UserRequest, body: str, month: Month, number: int, kind: str) -> HttpResponse:
    """Give a document of a meeting for Word."""
    meeting, drawn = _drawn(request, body, month, number, kind)
    moment = meeting.changed_at or meeting.period.opened_at
    docx = drawn.docx(moment=moment, author=meeting.period.body.name)
    return file_answer(docx, DOCX_TYPE, f"{_name(meeting, kind)}.docx", to_save=True)


@require_POST
def paper_publish(request: UserRequest, body: str, month: Month, number: int, kind: str) -> HttpResponse:
    """Freeze a document of a meeting as the office has it before it."""
    office_period_or_404(request.user, body, month)
    told = _kind(kind)
    meeting = meeting_paper_or_404(request.user, body, month, number, told)

    def step() -> None:
        seen = request.POST.get("seen", "")
        publish_paper.publish_paper(meeting=meeting, kind=told, seen=seen, by=request.user, at=clock.now())

    answer(request, step, f"Đã phát hành {told.label.lower()}.")
    return redirect("meetings:paper", body, month, number, kind)


def _published(request: UserRequest, meeting: Meeting, kind: DocumentKind) -> QuerySet[PublishedDocument]:
    """Return what the user may read of a meeting's published documents of a kind, with files and signed copies."""
    of_meeting = PublishedDocument.objects.visible_to(request.user).filter(
        body=meeting.period.body, month=meeting.period.month, session=meeting.number, kind=kind
    )
    told = of_meeting.prefetch_related(files_of_documents(), signed_copies_of_documents())
    return told.defer("pdf", "data").order_by("-number", "edition", "pk")


def _kind(kind: str) -> DocumentKind:
    if kind not in NAMES:
        raise Http404
    return DocumentKind(kind)


def _drawn(request: UserRequest, body: str, month: Month, number: int, kind: str) -> tuple[Meeting, Paper]:
    meeting = meeting_paper_or_404(request.user, body, month, number, _kind(kind))
    return meeting, paper_of_meeting(meeting, _kind(kind), Printing())


def _name(meeting: Meeting, kind: str) -> str:
    return f"{NAMES[kind]}-{meeting.period.body.slug}-{meeting.period.month}-{meeting.number}"
