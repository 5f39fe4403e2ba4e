"""The months of a body: opened, dated, locked and unlocked by its office."""

from datetime import datetime

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.tables import list_answer
from communes.models import Commune, ConveningBody
from communes.permissions import UserRequest, is_office, office_body_or_404, readable_body_or_404
from reports.actions import keep_periods
from reports.forms.months import LockExceptionForm, MonthDatesForm, OpenMonthForm
from reports.models import LockException, Period
from reports.permissions import period_or_404
from reports.workflow import ReportStatus

from . import standing
from .tables import months_table

HANDED_IN = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)


@require_safe
def month_list(request: UserRequest, body: str) -> HttpResponse:
    """Show the months of a body, the latest first; its office opens the next one here."""
    convener = readable_body_or_404(request.user, body)
    proposed = _proposed_month(request, convener)
    form = OpenMonthForm(initial={"month": proposed.month, "year": proposed.year})
    return _show_list(request, convener, form)


@require_POST
def month_open(request: UserRequest, body: str) -> HttpResponse:
    """Open a month."""
    convener = office_body_or_404(request.user, body)
    form = OpenMonthForm(request.POST)
    if form.is_valid():
        try:
            period = keep_periods.open_period(
                body=convener, month=form.chosen, by=request.user, at=clock.now(), **form.dates
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Đã mở kỳ báo cáo {period}.")
            return redirect("reports:board", convener.slug, period.as_month)
    return _show_list(request, convener, form)


@require_http_methods(["GET", "POST"])
def month_dates(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Show and set the dates of a month; its lock and the exceptions from it stand on the same page."""
    convener = office_body_or_404(request.user, body)
    period = period_or_404(convener, month)
    if request.method != "POST":
        return _show_dates(request, period)
    form = MonthDatesForm(request.POST)
    if form.is_valid():
        try:
            keep_periods.set_dates(period=period, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Đã ghi thời hạn của kỳ báo cáo {period}.")
            return redirect("reports:board", convener.slug, month)
    return _show_dates(request, period, dates=form)


@require_POST
def month_lock(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Lock a month."""
    period = period_or_404(office_body_or_404(request.user, body), month)
    try:
        keep_periods.lock(period=period, by=request.user, at=clock.now())
        messages.success(request, f"Đã khóa kỳ báo cáo {period}.")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("reports:board", body, month)


@require_POST
def month_unlock(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Open a locked month again."""
    period = period_or_404(office_body_or_404(request.user, body), month)
    try:
        keep_periods.unlock(period=period, by=request.user, at=clock.now())
        messages.success(request, f"Đã mở khóa kỳ báo cáo {period}.")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("reports:board", body, month)


@require_POST
def exception_allow(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Let one commune write into a locked month."""
    period = period_or_404(office_body_or_404(request.user, body), month)
    form = LockExceptionForm(_communes(period), request.POST)
    if form.is_valid():
        try:
            keep_periods.allow_late(period=period, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("reason", refusal.sentence)
        else:
            messages.success(request, f"Đã cho phép {form.cleaned_data['commune']} nhập sau khi khóa.")
            return redirect("reports:month_dates", body, month)
    return _show_dates(request, period, exception=form)


@require_POST
def exception_revoke(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Take an exception back."""
    period = period_or_404(office_body_or_404(request.user, body), month)
    exception = get_object_or_404(LockException, period=period, pk=pk, revoked_at__isnull=True)
    keep_periods.revoke_exception(exception=exception, by=request.user, at=clock.now())
    messages.success(request, f"Đã thu hồi việc cho {exception.commune} nhập sau khi khóa.")
    return redirect("reports:month_dates", body, month)


def _proposed_month(request: UserRequest, body: ConveningBody) -> Month:
    """Return the month asked for in the address, else the one after the latest, else the present one."""
    asked = request.GET.get("month", "")
    latest = Period.objects.filter(body=body).newest_first().first()
    try:
        return Month.parse(asked)
    except ValueError:
        return latest.as_month.next() if latest else Month.of(clock.today())


def _show_list(request: UserRequest, body: ConveningBody, form: OpenMonthForm) -> HttpResponse:
    periods = Period.objects.filter(body=body).newest_first()
    counted = periods.annotate(
        begun=Count("reports"),
        handed_in=Count("reports", filter=Q(reports__status__in=HANDED_IN)),
        accepted=Count("reports", filter=Q(reports__status=ReportStatus.ACCEPTED)),
    )
    at = clock.now()
    months = [{"period": period, "is_locked": period.is_locked(at)} for period in counted]
    context = {"body": body, "months": months, "form": form, "is_office": is_office(request.user, body)}
    return list_answer(request, "reports/months.html", context, lambda: months_table(months, at.date()))


def _show_dates(
    request: UserRequest,
    period: Period,
    *,
    dates: MonthDatesForm | None = None,
    exception: LockExceptionForm | None = None,
) -> HttpResponse:
    at = clock.now()
    initial = {name: getattr(period, name) for name in MonthDatesForm.base_fields}
    context = {
        "body": period.body,
        "period": period,
        "month": period.as_month,
        "dates": dates or MonthDatesForm(initial=initial),
        "exception": exception or LockExceptionForm(_communes(period)),
        "exceptions": _exceptions(period, at),
        "is_locked": period.is_locked(at),
        "outstanding": [line.commune.name for line in standing.lines_of(period, at) if line.is_outstanding],
    }
    return render(request, "reports/month_dates.html", context)


def _communes(period: Period) -> QuerySet[Commune]:
    return Commune.objects.filter(body=period.body).existing_in(period.as_month)


def _exceptions(period: Period, at: datetime) -> list[dict[str, object]]:
    rows = period.lock_exceptions.select_related("commune", "made_by", "revoked_by")
    return [{"row": row, "holds": row.holds(at)} for row in rows]
