"""Directives and proposals of a body: all of them, and each with its history. Directives are issued at the meeting."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.tables import list_answer
from communes.models import Commune, ConveningBody, Department
from communes.permissions import UserRequest, body_or_404, is_office, office_body_or_404, reads_body
from reports.actions import answer_for_department, judge_answers
from reports.forms.answers import UPLOAD, OneAnswerForm
from reports.forms.directives import DirectiveFilter, MonthForm, VerdictsForm
from reports.models import Directive, Period
from reports.permissions import directive_or_404
from reports.views import directive_page
from reports.views.directive_rows import Reader, narrowed, rows_of
from reports.views.evidence import keep
from reports.views.flow import picture_of
from reports.views.tables import directives_table

SHAPE = ("kind", "unit", "section")  # what the picture is narrowed by; it shows all states and ages


@require_safe
def directive_list(request: UserRequest, body: str) -> HttpResponse:
    """Show the directives and proposals that the user may see, as far as the address asks for them."""
    convener = body_or_404(request.user, body)
    reader = reader_of(request, convener)
    departments = list(Department.objects.filter(body=convener)) if reader.reads_all else []
    search = DirectiveFilter(reader.communes, departments, request.GET)
    rows, wanted = rows_of(reader), search.wanted
    shaped = narrowed(rows, {name: value for name, value in wanted.items() if name in SHAPE})
    shown = narrowed(shaped, wanted)
    context = {
        "body": convener,
        "rows": shown,
        "is_narrowed": bool(wanted),
        "search": search,
        "picture": picture_of(shaped, reader.today),
        "today": reader.today,
    }
    table = partial(directives_table, shown, reader.today)
    return list_answer(request, "reports/directive_list.html", context, table)


def reader_of(request: UserRequest, body: ConveningBody) -> Reader:
    """Return what the user reads of a body today: all of it, or her communes."""
    today = clock.today()
    communes = Commune.objects.visible_to(request.user).filter(body=body).in_list_order()
    return Reader(body, list(communes), reads_body(request.user, body), today)


@require_safe
def directive_read(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Show a directive with what everybody answered, month by month."""
    convener = body_or_404(request.user, body)
    directive = directive_or_404(request.user, convener, month, number)
    return _show(request, directive)


@require_POST
def directive_judge(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Keep the office's verdicts on the last answers to a directive."""
    directive = directive_or_404(request.user, office_body_or_404(request.user, body), month, number)
    page = directive_page.page_of(directive, reader_of(request, directive.period.body))
    form = VerdictsForm(page.judged, request.POST)
    if form.is_valid():
        try:
            kept = judge_answers.judge(entries=form.verdicts, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Đã ghi {len(kept)} kết luận." if kept else "Chưa chọn kết luận nào.")
            return redirect("reports:directive", body, month, number)
    return _show(request, directive, verdicts=form)


@require_POST
def directive_answer(request: UserRequest, body: str, month: Month, number: int, department: str) -> HttpResponse:
    """Keep what a department answers, as the office enters it."""
    directive = directive_or_404(request.user, office_body_or_404(request.user, body), month, number)
    page = directive_page.page_of(directive, reader_of(request, directive.period.body))
    entry = next((each for each in page.entries if each.line.addressee.slug == department), None)
    if entry is None:
        raise Http404
    form = OneAnswerForm(entry.line, clock.today(), request.POST, request.FILES, prefix=department)
    months = MonthForm(page.periods, request.POST, prefix=department)
    if form.is_valid() and months.is_valid() and _answer(request, directive, form, months.cleaned_data["period"]):
        messages.success(request, f"Đã ghi trả lời của {entry.line.addressee}.")
        return redirect("reports:directive", body, month, number)
    return _show(request, directive, answers={department: (form, months)})


def _answer(request: UserRequest, directive: Directive, form: OneAnswerForm, period: Period) -> bool:
    """Keep the file and the answer; a refusal stands in the form."""
    place: str | None = UPLOAD
    try:
        upload = form.cleaned_data[UPLOAD]
        entry = form.entry(keep(request, directive.period.body, None, upload) if upload else None)
        place = None
        department = directive.departments.get(pk=form.line.addressee.pk)
        answer_for_department.answer(
            directive=directive, department=department, period=period, entry=entry, by=request.user, at=clock.now()
        )
    except Refusal as refusal:
        form.add_error(place, refusal.sentence)
        return False
    return True


def _show(
    request: UserRequest,
    directive: Directive,
    *,
    verdicts: VerdictsForm | None = None,
    answers: dict[str, tuple[OneAnswerForm, MonthForm]] | None = None,
) -> HttpResponse:
    body = directive.period.body
    page = directive_page.page_of(directive, reader_of(request, body), verdicts=verdicts, answers=answers or {})
    context = {"body": body, "directive": directive, "page": page, "is_office": is_office(request.user, body)}
    return render(request, "reports/directive_read.html", context)
