"""The named styles of a Word document: the office's elements, with the sizes and spaces of a look."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from documents.models import Look
from documents.rendering.docx_xml import Element, el, twips_of_mm

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
NORMAL, TABLE = "Normal", "TableGrid"
Align = Literal["left", "center", "right", "both"]


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its id, the name that Word shows, and how it looks (points; the indent in millimetres)."""

    id: str
    name: str
    size: Decimal
    align: Align = "left"
    bold: bool = False
    italic: bool = False
    caps: bool = False
    underline: bool = False
    indent: Decimal = Decimal(0)
    before: Decimal = Decimal(0)
    after: Decimal = Decimal(0)
    line: Decimal | None = None
    keeps_next: bool = False
    outline: int | None = None
    following: str = ""


def styles_of(look: Look) -> Iterator[Style]:
    """Yield the styles of a look, each element of the rules of form as one of them."""
    yield from _text_styles(look)
    yield from _header_styles(look)
    yield from _signature_styles(look)
    yield from _annex_styles(look)


def _text_styles(look: Look) -> Iterator[Style]:
    body, space, line = look.body_size, look.paragraph_space, look.line
    indent = look.indent
    yield Style("BodyText", "Body Text", body, "both", indent=indent, after=space, line=line)
    yield Style("item", "Nội dung gạch đầu dòng", body, "both", indent=indent, after=space, line=line)
    yield Style("centered", "Nội dung ở giữa", body, "center", after=space, line=line)
    yield Style("coverage", "Căn cứ số liệu", Decimal(11), "both", italic=True, indent=indent, after=space)
    for level, italic in ((1, False), (2, False), (3, True)):
        yield Style(
            f"Heading{level}", f"heading {level}", body, "both", bold=True, italic=italic, indent=indent,
            before=space, after=space, line=line, keeps_next=True, outline=level - 1, following="BodyText",
        )  # fmt: skip


def _header_styles(look: Look) -> Iterator[Style]:
    yield Style("UpperBody", "Cơ quan cấp trên", look.upper_body_size, "center", caps=True)
    yield Style("IssuingBody", "Cơ quan ban hành", look.issuing_body_size, "center", bold=True, caps=True)
    yield Style("NumberLine", "Số và ký hiệu", look.number_size, "center")
    yield Style("Name", "Tiêu đề Đảng hoặc Quốc hiệu", look.name_size, "center", bold=True)
    yield Style("Motto", "Tiêu ngữ", look.motto_size, "center", bold=True)
    yield Style("PlaceAndDate", "Địa danh và ngày tháng", look.date_size, "center", italic=True, before=Decimal(6))
    yield Style("Rule", "Đường kẻ", Decimal(1), "center", line=Decimal(3))
    yield Style("Title", "Title", look.type_size, "center", bold=True, caps=True, before=Decimal(18), keeps_next=True)
    yield Style("Subtitle", "Subtitle", look.subject_size, "center", bold=True, keeps_next=True)
    yield Style("Addressee", "Kính gửi", look.body_size, "center", before=Decimal(6), after=Decimal(12))
    yield Style("Supplement", "Bản bổ sung", look.body_size, "center", italic=True, after=Decimal(6))
    yield Style("DraftMark", "Dấu dự thảo", Decimal(11), "right")
    yield Style("PageNumber", "Số trang", look.page_number_size, "left")


def _signature_styles(look: Look) -> Iterator[Style]:
    room = look.line * look.signature_lines
    party = look.is_party
    yield Style("Authority", "Quyền hạn ký", look.authority_size, "center", bold=True, caps=True)
    yield Style("Position", "Chức vụ ký", look.authority_size, "center", bold=look.position_bold, caps=True)
    yield Style("SignerName", "Họ tên người ký", look.authority_size, "center", bold=True, before=room)
    yield Style(
        "RecipientsWord", "Nơi nhận", look.recipients_word_size, bold=not party, italic=not party, underline=party
    )  # fmt: skip
    yield Style("Recipients", "Danh sách nơi nhận", look.recipients_size)
    yield Style("Proof", "Mã kiểm tra", Decimal(9))


def _annex_styles(look: Look) -> Iterator[Style]:
    body, small = look.body_size, Decimal(12)
    yield Style("AnnexNumber", "Số phụ lục", body, "center", bold=True, keeps_next=True)
    yield Style("AnnexTitle", "Tên phụ lục", body, "center", bold=True, caps=True, keeps_next=True, outline=0)
    yield Style("AnnexReference", "Kèm theo", body, "center", italic=True, after=Decimal(6), keeps_next=True)
    yield Style("AnnexNote", "Ghi chú phụ lục", small, italic=True, before=Decimal(3))
    for size, wide in ((small, ""), (Decimal(11), "Wide")):
        name = " (bảng ngang)" if wide else ""
        yield Style(f"CellHead{wide}", f"Đầu bảng{name}", size, "center", bold=True, keeps_next=True)
        yield Style(f"CellText{wide}", f"Ô chữ{name}", size)
        yield Style(f"CellNumber{wide}", f"Ô số{name}", size, "right")
        yield Style(f"CellOrder{wide}", f"Ô số thứ tự{name}", size, "center")
    yield Style("source-title", "Câu có nguồn", Decimal(11), "both", bold=True, before=Decimal(6), keeps_next=True)
    yield Style("source-rule", "Cách tính", Decimal(10), "both", italic=True)
    yield Style("source-line", "Nguồn số liệu", Decimal(10), "both")


def styles_xml(look: Look) -> list[Element]:
    """Return what stands in styles.xml: the defaults, Normal, the look's styles, and the table's."""
    defaults = el(
        "docDefaults",
        el("rPrDefault", el("rPr", *_type(look.body_size), el("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi=LANGUAGE))),
        el("pPrDefault", el("pPr", el("spacing", before="0", after="0", line="240", lineRule="auto"))),
    )
    normal = el("style", el("name", val="Normal"), el("qFormat"), type="paragraph", default="1", styleId=NORMAL)
    return [defaults, normal, *map(_style, styles_of(look)), _table_style()]


def _type(size: Decimal) -> tuple[Element, ...]:
    half_points = str(int(size * 2))
    return (
        el("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT),
        el("sz", val=half_points),
        el("szCs", val=half_points),
    )


def _style(style: Style) -> Element:
    flags = (("b", style.bold), ("i", style.italic), ("caps", style.caps))
    half_points = str(int(style.size * 2))
    paragraph = el("pPr", *_paragraph_properties(style))
    run = el(
        "rPr",
        *(el(tag) for tag, is_set in flags if is_set),
        el("sz", val=half_points),
        el("szCs", val=half_points),
        *([el("u", val="single")] if style.underline else []),
    )
    head = [el("name", val=style.name), el("basedOn", val=NORMAL)]
    head += [el("next", val=style.following)] if style.following else []
    return el("style", *head, el("qFormat"), paragraph, run, type="paragraph", styleId=style.id)


def _paragraph_properties(style: Style) -> Iterator[Element]:
    if style.keeps_next:
        yield el("keepNext")
    spacing = {"before": _twips(style.before), "after": _twips(style.after)}
    if style.line is not None:
        spacing |= {"line": _twips(style.line), "lineRule": "exact"}
    yield el("spacing", **spacing)
    if style.indent:
        yield el("ind", firstLine=twips_of_mm(style.indent))
    yield el("jc", val=style.align)
    if style.outline is not None:
        yield el("outlineLvl", val=str(style.outline))


def _twips(points: Decimal) -> str:
    return str(int(points * 20))


def _table_style() -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = el("tblBorders", *(el(side, val="single", sz="4", space="0", color="000000") for side in sides))
    return el("style", el("name", val="Table Grid"), el("tblPr", borders), type="table", styleId=TABLE)
