"""Departments' own totals of a month: entered by the office, read by the body's leaders."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.tables import list_answer
from communes.models import Department
from communes.permissions import UserRequest, is_office, office_body_or_404, readable_body_or_404
from reports.actions import keep_department_figures
from reports.forms.departments import DepartmentFiguresForm
from reports.models import Period
from reports.permissions import period_or_404

from .department_sheet import Sheet, counted_departments, revisions_of, sheet_of
from .tables import department_table, departments_table


@require_safe
def department_list(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Show the body's departments, each with how many totals of it stand."""
    period = period_or_404(readable_body_or_404(request.user, body), month)
    counted = counted_departments(period)
    context = {"body": period.body, "period": period, "month": month, "departments": counted}
    return list_answer(request, "reports/department_list.html", context, lambda: departments_table(period, counted))


@require_http_methods(["GET", "POST"])
def department_figures(request: UserRequest, body: str, month: Month, department: str) -> HttpResponse:
    """Show a department's totals beside the communes' sums; the office enters them here."""
    convener = readable_body_or_404(request.user, body)
    period = period_or_404(convener, month)
    found = get_object_or_404(Department, body=convener, slug=department)
    sheet = sheet_of(period, found)
    if request.method == "POST":
        return _keep(request, period, found, sheet)
    return _show(request, period, found, sheet, DepartmentFiguresForm(sheet.asked, sheet.standing))


def _keep(request: UserRequest, period: Period, department: Department, sheet: Sheet) -> HttpResponse:
    """Enter what was typed; what cannot be entered is shown beside its box, with everything that was typed."""
    office_body_or_404(request.user, period.body.slug)
    form = DepartmentFiguresForm(sheet.asked, sheet.standing, request.POST)
    if form.is_valid():
        try:
            kept = keep_department_figures.keep(
                department=department, period=period, entries=form.entries, by=request.user, at=clock.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Đã ghi {len(kept)} số liệu." if kept else "Không có số liệu nào thay đổi.")
            return redirect("reports:department_figures", period.body.slug, period.as_month, department.slug)
    return _show(request, period, department, sheet, form)


def _show(
    request: UserRequest, period: Period, department: Department, sheet: Sheet, form: DepartmentFiguresForm
) -> HttpResponse:
    refusal = keep_department_figures.refusal_to_enter(period, clock.now())
    may_enter = is_office(request.user, period.body) and (not refusal or form.is_bound)
    context: dict[str, Any] = {
        "body": period.body,
        "period": period,
        "month": period.as_month,
        "department": department,
        "refusal": refusal,
        "form": form if may_enter else None,
        "parts": sheet.parts(form if may_enter else None),
        "revisions": revisions_of(period, department),
    }
    table = partial(department_table, period, department, sheet)
    return list_answer(request, "reports/department_figures.html", context, table)
