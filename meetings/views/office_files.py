"""The briefing's draft for Word and Excel: the words and tables of its PDF, to be edited and reckoned with."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from briefing_portal.lib.months import Month
from communes.permissions import UserRequest
from documents.rendering.docx import DOCX_TYPE
from documents.rendering.paper import Paper
from documents.rendering.xlsx import XLSX_TYPE
from meetings.figures.document import Occasion, changed_at, paper_of
from meetings.permissions import briefing_or_404, readable_period_or_404


@require_safe
def briefing_docx(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Give the draft for Word, of the edition that is asked for, with or without its annexes."""
    paper, author, moment = _draft(request, body, month)
    paper = paper.without_annexes() if request.GET.get("parts") == "text" else paper
    return attached(paper.docx(moment=moment, author=author), DOCX_TYPE, f"du-thao-{body}-{month}.docx")


@require_safe
def briefing_xlsx(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Give the draft's tables as a workbook, of the edition that is asked for."""
    paper, author, moment = _draft(request, body, month)
    return attached(paper.xlsx(moment=moment, author=author), XLSX_TYPE, f"phu-luc-{body}-{month}.xlsx")


def _draft(request: UserRequest, body: str, month: Month) -> tuple[Paper, str, datetime]:
    """Return the draft as it stands, whose it is, and when it was last changed."""
    found = briefing_or_404(readable_period_or_404(request.user, body, month))
    rows = list(found.sentences.order_by("block", "order", "pk"))
    edition = "published" if request.GET.get("edition") == "published" else "internal"
    return paper_of(found, rows, edition, Occasion()), found.period.body.name, changed_at(found, rows)  # type: ignore[arg-type]  # one of the two


def attached(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file to be saved."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)
