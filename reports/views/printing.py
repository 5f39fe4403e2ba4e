"""A report on A4, in any state."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from briefing_portal.lib.files import PDF, file_answer
from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import format_date, format_number, format_share_of_target
from communes.models import BodyKind
from communes.permissions import UserRequest, body_or_404
from documents.models import Look
from documents.models.formats import look_of
from documents.rendering.content import (
    Annex,
    Cell,
    Column,
    Document,
    Header,
    Heading,
    Paragraph,
    Part,
    Row,
    Run,
    Signature,
    Signer,
    Title,
    ended,
    place_and_date,
    text,
)
from documents.rendering.docx import DOCX_TYPE
from documents.rendering.html import TEMPLATE, render_document
from documents.rendering.paper import Paper, paper
from documents.rendering.pdf import RenderingFailed, render_pdf
from reports.models import Report
from reports.models.snapshots import answers_in, directive_name, plain_answer, said_text, sha256_of
from reports.permissions import report_or_404
from reports.views import review_sheet
from reports.workflow import ReportStatus

MISSING = "—"
ROMAN = ("I", "II", "III", "IV", "V")
GROUPS = {
    "economy": "Kinh tế",
    "society": "Văn hóa – xã hội",
    "security": "Quốc phòng – an ninh",
    "politics": "Xây dựng Đảng, chính quyền, đoàn thể",
}
COLUMNS = (
    Column("TT", "", "order"),
    Column("Chỉ tiêu", "", "name"),
    Column("Đơn vị tính", "", "text"),
    Column("Kế hoạch", "", "number"),
    Column("Tháng trước", "", "number"),
    Column("Thực hiện", "", "number"),
    Column("% kế hoạch", "", "number"),
    Column("Giải trình", "", "text"),
)


@require_safe
def report_print(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Return the report as a PDF, with the place for the chairman's signature."""
    report = report_or_404(request.user, body_or_404(request.user, body), month, commune)
    printed = paper_of(report)
    html = render_document(TEMPLATE, printed.context)
    try:
        pdf = render_pdf(html, title=printed.title, identifier=sha256_of(html), moment=report.changed_at)
    except RenderingFailed as refusal:
        messages.error(request, refusal.sentence)
        return redirect("reports:read", body, month, commune)
    return _file(report, pdf, "pdf", PDF)


@require_safe
def report_docx(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Return the report as a Word document, to be edited and signed as the office does."""
    report = report_or_404(request.user, body_or_404(request.user, body), month, commune)
    printed = paper_of(report)
    docx = printed.docx(moment=report.changed_at, author=printed.document.header.issuing_body)
    return _file(report, docx, "docx", DOCX_TYPE)


def _file(report: Report, content: bytes, suffix: str, content_type: str) -> HttpResponse:
    name = f"bao-cao-{report.commune.slug}-{report.period.month}.{suffix}"
    return file_answer(content, content_type, name)


def paper_of(report: Report) -> Paper:
    """Return a report as a document, in the State's form of the day that it is due."""
    reading = review_sheet.read(report)
    parts = review_sheet.parts_of(reading, None)
    month, unit = report.period.as_month, report.commune
    signed = _day_of_signing(report)
    look = look_of(unit.body, signed, BodyKind.STATE)
    words = (*_groups(parts, look), *_chapters(report, look), text("Số liệu chi tiết theo phụ lục kèm theo."))
    document = Document(
        title=f"Báo cáo tháng {month.month} năm {month.year} – {unit.full_name}",
        header=Header(
            unit.body.state_upper_body,
            f"UBND {unit.full_name}",
            look.number_line("BC", "UBND"),
            place_and_date(unit.name, signed),
        ),
        heading=Title("Báo cáo", f"Tình hình thực hiện nhiệm vụ tháng {month.month} năm {month.year}", unit.body.name),
        body=ended(words, look),
        signature=Signature(
            (Signer((look.authority("TM", "ỦY BAN NHÂN DÂN"),), "CHỦ TỊCH"),), ("Như trên;", "Lưu: VT.")
        ),
        annexes=(_annex(parts),),
        draft_mark=_mark(report, reading.number),
    )
    return paper(document, look)


def _day_of_signing(report: Report) -> date:
    """Return the day in whose month the paper is signed: the due one, else the last of the report's month."""
    due = report.period.due_at
    return localtime(due).date() if due else report.period.as_month.last_day


def _heading(number: str | int, look: Look, title: str, level: int = 1) -> Heading:
    return Heading(f"{number}{look.heading_mark} {title}", level)


def _groups(parts: list[review_sheet.Part], look: Look) -> list[Part]:
    """Return the first chapter: by group, each section with what is said of it."""
    groups: dict[str, list[Part]] = {}
    for part in parts:
        if said := _said(part):
            title = Run(f"{part.section.title}:", bold=True, italic=True)
            groups.setdefault(part.section.group, []).append(Paragraph((title, Run(f" {said}"))))
    written: list[Part] = [_heading(ROMAN[0], look, "Tình hình thực hiện nhiệm vụ")]
    for number, (code, sections) in enumerate(groups.items(), start=1):
        written += [_heading(number, look, GROUPS.get(code, code), 2), *sections]
    return written if groups else [*written, text("Chưa có số liệu.")]


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


def _chapters(report: Report, look: Look) -> list[Part]:
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
    written: list[Part] = []
    for roman, (title, lines) in zip(ROMAN[1:], named, strict=False):
        written.append(_heading(roman, look, title))
        written += [text(f"{place}. {line}") for place, line in enumerate(lines, start=1)] or [text("Không có.")]
    return written


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


def _annex(parts: list[review_sheet.Part]) -> Annex:
    rows: list[Row] = []
    number = 0
    for part in parts:
        if not part.rows:
            continue
        rows.append(_row("", part.section.title, is_total=True))
        for row in part.rows:
            number += 1
            rows.append(_figure_row(number, row))
    return Annex("Số liệu báo cáo", number="Phụ lục", is_wide=True, columns=COLUMNS, rows=tuple(rows))


def _figure_row(number: int, row: review_sheet.Row) -> Row:
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


def _row(*texts: str, is_total: bool = False) -> Row:
    filled = (*texts, *[""] * (len(COLUMNS) - len(texts)))
    return Row(tuple(Cell(words, column.kind) for words, column in zip(filled, COLUMNS, strict=True)), is_total)
