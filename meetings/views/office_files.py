"""The briefing's draft for Word and Excel: the words and tables of its PDF, to be edited and reckoned with."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from briefing_portal.lib.files import file_answer
from briefing_portal.lib.months import Month
from communes.permissions import UserRequest
from documents.rendering.docx import DOCX_TYPE
from documents.rendering.xlsx import XLSX_TYPE
from meetings.figures.printing import Draft, draft_of, edition_named
from meetings.permissions import briefing_or_404, readable_period_or_404


@require_safe
def briefing_docx(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Give the draft for Word, of the edition that is asked for, with or without its annexes."""
    draft = _draft(request, body, month)
    paper, moment, author = draft.text_alone() if request.GET.get("parts") == "text" else draft
    docx = paper.docx(moment=moment, author=author)
    return file_answer(docx, DOCX_TYPE, f"du-thao-{body}-{month}.docx", to_save=True)


@require_safe
def briefing_xlsx(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Give the draft's tables as a workbook, of the edition that is asked for."""
    paper, moment, author = _draft(request, body, month)
    tables = paper.xlsx(moment=moment, author=author)
    return file_answer(tables, XLSX_TYPE, f"phu-luc-{body}-{month}.xlsx", to_save=True)


def _draft(request: UserRequest, body: str, month: Month) -> Draft:
    found = briefing_or_404(readable_period_or_404(request.user, body, month))
    return draft_of(found, edition_named(request.GET.get("edition")))
