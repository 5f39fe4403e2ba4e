"""A report on A4, in any state."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import format_number, format_share_of_target
from communes.permissions import UserRequest, body_or_404
from documents.rendering.html import render_document
from documents.rendering.pdf import render_pdf
from reports.models import Report
from reports.models.snapshots import sha256_of
from reports.permissions import report_or_404
from reports.views import review_sheet
from reports.workflow import ReportStatus

MISSING = "—"
OPEN = "\u00a0" * 5  # the day is written in by hand
COLUMNS = (
    ("TT", "", "order"),
    ("Chỉ tiêu", "", "name"),
    ("Đơn vị tính", "", "text"),
    ("Kế hoạch", "", "number"),
    ("Tháng trước", "", "number"),
    ("Thực hiện", "", "number"),
    ("% kế hoạch", "", "number"),
    ("Giải trình", "", "text"),
)


@require_safe
def report_print(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Return the report as a PDF, with the place for the chairman's signature."""
    report = report_or_404(request.user, body_or_404(request.user, body), month, commune)
    html = render_document("documents/commune_report.html", paper_of(report))
    title = f"Báo cáo tháng {month.month} năm {month.year} – {report.commune.full_name}"
    pdf = render_pdf(html, title=title, identifier=sha256_of(html), moment=report.changed_at)
    name = f"bao-cao-{report.commune.slug}-{month}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def paper_of(report: Report) -> dict[str, object]:
    """Return everything that a report's paper is filled with."""
    reading = review_sheet.read(report)
    parts = review_sheet.parts_of(reading, None)
    month, unit = report.period.as_month, report.commune
    return {
        "title": f"Báo cáo tháng {month.month} năm {month.year}",
        "draft_mark": _mark(report, reading.number),
        "header": {
            "upper_body": unit.body.state_upper_body,
            "issuing_body": f"UBND {unit.full_name}",
            "number_line": "Số:      /BC-UBND",
            "place_and_date": f"{unit.name}, ngày {OPEN} tháng {month.month:02d} năm {month.year}",
        },
        "heading": {
            "type_name": "Báo cáo",
            "subject": f"Tình hình thực hiện nhiệm vụ tháng {month.month} năm {month.year}",
            "addressee": unit.body.name,
        },
        "parts": [part for part in parts if part.narrative],
        "issues": report.issues.select_related("category"),
        "proposals": report.proposals.all(),
        "signature": {
            "authority": "TM. ỦY BAN NHÂN DÂN",
            "position": "CHỦ TỊCH",
            "recipients": ["Như trên;", "Lưu: VT."],
        },
        "annex": _annex(parts),
    }


def _mark(report: Report, number: int) -> str:
    if report.state is ReportStatus.ACCEPTED:
        return ""
    if report.state is ReportStatus.SUBMITTED:
        return f"Bản nộp lần {number}, chưa được tiếp nhận"
    return "BẢN NHÁP – chưa nộp" if not number else "BẢN ĐANG SỬA – chưa nộp lại"


def _annex(parts: list[review_sheet.Part]) -> dict[str, object]:
    rows: list[dict[str, object]] = []
    number = 0
    for part in parts:
        if not part.rows:
            continue
        rows.append(_row("", part.section.title, is_total=True))
        for row in part.rows:
            number += 1
            rows.append(_figure_row(number, row))
    columns = [{"label": label, "unit": unit, "kind": kind} for label, unit, kind in COLUMNS]
    return {"title": "Số liệu báo cáo", "is_wide": True, "columns": columns, "rows": rows, "notes": []}


def _figure_row(number: int, row: review_sheet.Row) -> dict[str, object]:
    show = format_share_of_target if row.is_derived else format_number
    name = f"{row.indicator.name} ({row.season})" if row.season else row.indicator.name
    texts = (
        name,
        row.indicator.unit,
        MISSING if row.plan is None else format_number(row.plan),
        MISSING if row.last is None else show(row.last),
        MISSING if row.value is None else show(row.value),
        MISSING if row.percent is None else format_share_of_target(row.percent),
        row.explanation,
    )
    return _row(str(number), *texts)


def _row(*texts: str, is_total: bool = False) -> dict[str, object]:
    filled = (*texts, *[""] * (len(COLUMNS) - len(texts)))
    cells = [{"text": text, "kind": kind} for text, (_, _, kind) in zip(filled, COLUMNS, strict=True)]
    return {"is_total": is_total, "cells": cells}
