"""The briefing on the screen and on paper, as a draft."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.files import PDF, file_answer
from briefing_portal.lib.months import Month
from communes.permissions import UserRequest
from documents.rendering.pdf import RenderingFailed
from meetings.actions import compile_month
from meetings.figures.consultation import waiting_by_sentence
from meetings.figures.page import overview_of, page_of, panel_of, rows_of
from meetings.figures.printing import draft_of, edition_named, is_large, state_of
from meetings.figures.readiness import is_stale, obstacles, published_of
from meetings.figures.recompiling import preview_of
from meetings.forms import AddedSentenceForm, SentenceForm
from meetings.models import Briefing, BriefingSentence
from meetings.models.jobs import JobState, Purpose
from meetings.permissions import (
    briefing_or_404,
    may_approve,
    may_comment,
    may_edit,
    office_period_or_404,
    readable_period_or_404,
)
from reports.models import Period

from .answers import answer


@require_safe
def briefing(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Show the briefing as it would be printed now; `?sentence=` opens what stands behind a sentence."""
    period = readable_period_or_404(request.user, body, month)
    found = Briefing.objects.select_related("period__body", "compiled_by").filter(period=period).first()
    if found is None:
        context = {"body": period.body, "period": period, "month": month}
        return render(
            request, "meetings/briefing_uncompiled.html", context | {"may_edit": may_edit(request.user, period.body)}
        )
    return show_briefing(request, period, found, selected=request.GET.get("sentence", ""))


def show_briefing(
    request: UserRequest,
    period: Period,
    found: Briefing,
    *,
    selected: str,
    form: SentenceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the briefing's page, or for htmx its panel alone."""
    rows = rows_of(found)
    row = next((each for each in rows if str(each.pk) == selected), None)
    context: dict[str, Any] = {
        "body": period.body,
        "period": period,
        "month": period.as_month,
        "briefing": found,
        "may_edit": may_edit(request.user, period.body),
        "may_comment": may_comment(request.user, period.body),
        "may_approve": may_approve(request.user, period.body),
    }
    if row is not None:
        context |= _panel(found, rows, row, form)
        if request.headers.get("HX-Request"):
            panel = render(request, "meetings/_panel.html", context)
            patch_vary_headers(panel, ("HX-Request",))
            return panel
    objections = waiting_by_sentence(found)
    if row is None:
        context |= {"overview": overview_of(found, rows, objections), "add_form": AddedSentenceForm()}
    if context["may_edit"]:
        context |= {"obstacles": obstacles(found, rows), "is_stale": is_stale(found)}
    context |= page_of(found, rows, row, objections) | {"published": published_of(period)}
    return render(request, "meetings/briefing.html", context, status=status)


def _panel(
    found: Briefing, rows: list[BriefingSentence], row: BriefingSentence, form: SentenceForm | None
) -> dict[str, Any]:
    """Return what stands behind one sentence, with the form for its words."""
    initial = {"text": row.text, "expected": row.text, "seen_draft": row.newest_draft}
    return {"panel": panel_of(found, rows, row), "form": form or SentenceForm(initial=initial)}


@require_safe
def briefing_changes(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Show what compiling again would change, before anything is written."""
    period = office_period_or_404(request.user, body, month)
    found = Briefing.objects.select_related("period__body").filter(period=period).first()
    if found is None:
        return redirect("meetings:briefing", body, month)
    context = {"body": period.body, "period": period, "month": month, "preview": preview_of(found)}
    return render(request, "meetings/briefing_changes.html", context)


@require_POST
def briefing_compile(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Compile the month, for the first time or again."""
    period = office_period_or_404(request.user, body, month)
    before = Briefing.objects.filter(period=period).values_list("draft_number", flat=True).first()

    def step() -> None:
        seen = request.POST.get("seen", "")
        compile_month.compile(period=period, by=request.user, at=clock.now(), seen=seen)

    done = "Đã tổng hợp." if before is None else "Đã tổng hợp lại; câu nào đổi thì nêu ở cột bên."
    return redirect("meetings:briefing" if answer(request, step, done) else "meetings:changes", body, month)


@require_safe
def briefing_pdf(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Print the draft as it stands: both the office and the leader hold it in the meeting."""
    found = briefing_or_404(readable_period_or_404(request.user, body, month))
    edition, is_text_alone = edition_named(request.GET.get("edition")), request.GET.get("parts") == "text"
    if is_large(found) and not is_text_alone:
        return _long_draft(request, found, edition)
    try:
        draft = draft_of(found, edition)
        pdf = (draft.text_alone() if is_text_alone else draft).pdf()
    except RenderingFailed as failure:
        return render(
            request, "meetings/printing_failed.html", {"body": found.period.body, "failure": failure}, status=503
        )
    return file_answer(pdf, PDF, f"du-thao-{body}-{month}.pdf")


def _long_draft(request: UserRequest, found: Briefing, edition: str) -> HttpResponse:
    """Lead to the drawing of a long draft as it stands now; where there is none, ask whether to make one."""
    jobs = found.jobs.filter(purpose=Purpose.DRAFT, edition=edition, key=state_of(found)).defer("pdf")
    if job := jobs.first():
        name = "meetings:job_file" if job.state == JobState.DONE else "meetings:job"
        return redirect(name, found.period.body.slug, found.period.as_month, job.pk)
    context = {"body": found.period.body, "month": found.period.as_month, "briefing": found, "edition": edition}
    return render(request, "meetings/print_ask.html", context)


@require_safe
def briefing_json(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Give the briefing as data (design.md, part 5)."""
    found = briefing_or_404(readable_period_or_404(request.user, body, month))
    paper = draft_of(found, edition_named(request.GET.get("edition"))).paper
    return HttpResponse(paper.data, content_type="application/json; charset=utf-8")
