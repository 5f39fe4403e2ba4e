"""The plans that a body hands to its communes: read as a grid, edited in it, or pasted as a column."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.tables import list_answer
from communes.models import ConveningBody
from communes.permissions import UserRequest, is_office, office_body_or_404, readable_body_or_404
from reports.actions import set_targets
from reports.forms.months import FIRST_YEAR, LAST_YEAR
from reports.forms.targets import TargetGridForm, TargetPasteForm

from .tables import decisions_table, targets_table
from .target_grid import Grid, assigners_of, decisions_of, grid_of

LONGEST_ASSIGNER = 60


@require_safe
def target_grid(request: UserRequest, body: str, year: int) -> HttpResponse:
    """Show the plans of a year, as far as one office assigned them."""
    convener = readable_body_or_404(request.user, body)
    grid = _grid_or_404(request, convener, year)
    context = _context(request, convener, year, grid) | {"rows": grid.rows()}
    units = convener.units_word
    return list_answer(request, "reports/targets.html", context, lambda: targets_table(year, units, grid))


@require_http_methods(["GET", "POST"])
def target_edit(request: UserRequest, body: str, year: int) -> HttpResponse:
    """Change plans in the grid; a later date makes a revision, and withdrawing a plan is confirmed first."""
    convener = office_body_or_404(request.user, body)
    grid = _grid_or_404(request, convener, year)
    data = request.POST if request.method == "POST" else None
    form = TargetGridForm(grid.communes, grid.columns, grid.in_force, data, initial={"decided_on": clock.today()})
    is_read, step, context = form.is_valid(), request.POST.get("step"), _context(request, convener, year, grid)
    if is_read and (step == "write" or not form.withdraws):
        return _set(request, convener, year, form, _assigner(request))
    if is_read and step != "edit":
        return render(request, "reports/targets_confirm.html", context | {"form": form})
    return render(request, "reports/targets_edit.html", context | {"form": form, "rows": grid.rows(form)})


@require_http_methods(["GET", "POST"])
def target_paste(request: UserRequest, body: str, year: int) -> HttpResponse:
    """Read a pasted column, show how each line was read, and write it when that is confirmed."""
    convener = office_body_or_404(request.user, body)
    grid = _grid_or_404(request, convener, year)
    initial = {"decided_on": clock.today(), "column": request.GET.get("column"), "assigned_by": _assigner(request)}
    data = request.POST if request.method == "POST" else None
    form = TargetPasteForm(grid.communes, grid.columns, grid.in_force, data, initial=initial)
    is_read, step = form.is_valid() and not form.wrong_lines, request.POST.get("step")
    if is_read and step == "write":
        return _set(request, convener, year, form, form.cleaned_data["assigned_by"])
    template = "reports/targets_preview.html" if is_read and step == "preview" else "reports/targets_paste.html"
    return render(request, template, _context(request, convener, year, grid) | {"form": form})


@require_safe
def target_history(request: UserRequest, body: str, year: int) -> HttpResponse:
    """Show every decision on the plans of a year, the latest first, with what each replaced."""
    convener = readable_body_or_404(request.user, body)
    grid = _grid_or_404(request, convener, year)
    decisions = decisions_of(convener, year)
    context = _context(request, convener, year, grid) | {"decisions": decisions}
    return list_answer(request, "reports/targets_history.html", context, lambda: decisions_table(year, decisions))


def _set(
    request: UserRequest, body: ConveningBody, year: int, form: TargetGridForm | TargetPasteForm, assigned_by: str
) -> HttpResponseRedirect:
    changed = set_targets.set_targets(
        entries=form.entries,
        document=form.cleaned_data["document"],
        decided_on=form.cleaned_data["decided_on"],
        by=request.user,
        at=clock.now(),
        assigned_by=assigned_by,
    )
    messages.success(request, f"Đã ghi {len(changed)} chỉ tiêu." if changed else "Không có chỉ tiêu nào thay đổi.")
    address = reverse("reports:targets", args=[body.slug, year])
    return redirect(f"{address}?{urlencode({'assigned_by': assigned_by})}" if assigned_by else address)


def _grid_or_404(request: UserRequest, body: ConveningBody, year: int) -> Grid:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return grid_of(body, year, _assigner(request))


def _assigner(request: UserRequest) -> str:
    """Return who assigned the plans that the page is about; "" where it does not matter."""
    named = request.GET.get("assigned_by", "")
    if len(named) > LONGEST_ASSIGNER:
        raise BadRequest
    return request.POST.get("assigned_by", named).strip()


def _context(request: UserRequest, body: ConveningBody, year: int, grid: Grid) -> dict[str, Any]:
    return {
        "body": body,
        "year": year,
        "grid": grid,
        "assigned_by": _assigner(request),
        "assigners": assigners_of(body, year),
        "is_office": is_office(request.user, body),
        "years": {"before": year - 1, "after": year + 1},
    }
