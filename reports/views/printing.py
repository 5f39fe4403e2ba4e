"""A report on A4, in any state."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import format_date, format_date_long, format_number, format_share_of_target
from communes.permissions import UserRequest, body_or_404
from documents.rendering.html import render_document
from documents.rendering.pdf import RenderingFailed, render_pdf
from reports.models import Report
from reports.models.snapshots import answers_in, directive_name, plain_answer, said_text, sha256_of
from reports.permissions import report_or_404
from reports.views import review_sheet
from reports.workflow import ReportStatus

MISSING = "—"
ROMAN = ("II", "III", "IV", "V")
GROUPS = {
    "economy": "Kinh tế",
    "society": "Văn hóa – xã hội",
    "security": "Quốc phòng – an ninh",
    "politics": "Xây dựng Đảng, chính quyền, đoàn thể",
}
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


@dataclass(frozen=True, slots=True)
class Group:
    """A chapter of the first part: its number, its title, and each section with what is said of it."""

    number: int
    title: str
    sections: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of the parts after the first: a title that carries its number, and numbered lines."""

    title: str
    lines: list[str]


@require_safe
def report_print(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Return the report as a PDF, with the place for the chairman's signature."""
    report = report_or_404(request.user, body_or_404(request.user, body), month, commune)
    html = render_document("documents/commune_report.html", paper_of(report))
    title = f"Báo cáo tháng {month.month} năm {month.year} – {report.commune.full_name}"
    try:
        pdf = render_pdf(html, title=title, identifier=sha256_of(html), moment=report.changed_at)
    except RenderingFailed as refusal:
        messages.error(request, refusal.sentence)
        return redirect("reports:read", body, month, commune)
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
            "place_and_date": f"{unit.name}, ngày {OPEN} {_month_of_signing(report)}",
        },
        "heading": {
            "type_name": "Báo cáo",
            "subject": f"Tình hình thực hiện nhiệm vụ tháng {month.month} năm {month.year}",
            "addressee": unit.body.name,
        },
        "groups": _groups(parts),
        "chapters": _chapters(report),
        "signature": {
            "authority": "TM. ỦY BAN NHÂN DÂN",
            "position": "CHỦ TỊCH",
            "recipients": ["Như trên;", "Lưu: VT."],
        },
        "annex": _annex(parts),
    }


def _month_of_signing(report: Report) -> str:
    """Return the month and year that the paper is signed in: those of the due time, else those of the report."""
    due = report.period.due_at
    signed = localtime(due).date() if due else report.period.as_month.last_day
    return format_date_long(signed)[len("ngày 00 ") :]


def _groups(parts: list[review_sheet.Part]) -> list[Group]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for part in parts:
        if said := _said(part):
            groups.setdefault(part.section.group, []).append((part.section.title, said))
    return [Group(n, GROUPS.get(code, code), sections) for n, (code, sections) in enumerate(groups.items(), start=1)]


def _said(part: review_sheet.Part) -> str:
    """Return a section in words: what the commune wrote, then its main figures (required, or with a plan)."""
    main = [_figure_words(row) for row in part.rows if row.value is not None and (row.indicator.required or row.plan)]
    figures = "; ".join([*main[:1], *(_lower_first(words) for words in main[1:])])
    return " ".join(words for words in (part.narrative, f"{figures}." if figures else "") if words)


def _lower_first(words: str) -> str:
    """Write the first letter small, unless it begins an abbreviation."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _figure_words(row: review_sheet.Row) -> str:
    season = f" ({row.season})" if row.season else ""
    words = f"{row.indicator.name}{season}: {format_number(row.value or Decimal(0))} {row.indicator.unit}"
    words += f" (đến {format_date(row.as_of)})" if row.as_of else ""
    return words if row.percent is None else f"{words}, đạt {format_share_of_target(row.percent)} kế hoạch"


def _chapters(report: Report) -> list[Chapter]:
    """Return answers to directives (if any), shortcomings, what is done about them next month (if named), proposals."""
    issues = list(report.issues.select_related("category"))
    answers = [plain_answer(answer) for answer in answers_in(report)]
    following = report.period.as_month.next()
    titled = [
        ("Kết quả thực hiện nhiệm vụ được giao", [_answer_words(plain) for plain in answers]),
        ("Tồn tại, hạn chế, nguyên nhân", [_sentences(i.text, ("Nguyên nhân: ", i.cause)) for i in issues]),
        (f"Biện pháp khắc phục, nhiệm vụ tháng {following.month}", [i.remedy for i in issues if i.remedy]),
        (
            "Kiến nghị, đề xuất",
            [_sentences(p.text, ("Gửi: ", p.addressee)) for p in report.proposals.order_by("order", "pk")],
        ),
    ]
    named = [(title, lines) for title, lines in titled if lines or not title.startswith(("Biện pháp", "Kết quả"))]
    return [Chapter(f"{roman}. {title}", lines) for roman, (title, lines) in zip(ROMAN, named, strict=False)]


def _answer_words(plain: Mapping[str, Any]) -> str:
    """Return an answer to a directive behind what was asked: "Nhiệm vụ số 3, …: “…” – Đã hoàn thành. …"."""
    return f"{directive_name(plain)}: “{plain['text'].rstrip(' .;')}” – {said_text(plain)}"


def _sentences(text: str, *more: tuple[str, str]) -> str:
    pieces = [text, *(label + piece for label, piece in more if piece)]
    return " ".join(piece if piece[-1] in ".!?;:" else f"{piece}." for piece in pieces if piece)


def _mark(report: Report, number: int) -> str:
    if report.state is ReportStatus.ACCEPTED:
        return ""
    if report.state is ReportStatus.SUBMITTED:
        return f"Bản nộp lần {number}, chưa được tiếp nhận"
    if report.state is ReportStatus.READY:
        return "Bản trình ký, chưa nộp"
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
    name += f" (đến {format_date(row.as_of)})" if row.as_of else ""
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
