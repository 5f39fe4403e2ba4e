"""The parts of a document as paragraphs and tables of Word."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from documents.models import Look
from documents.rendering.content import Annex, Column, Document, Header, Heading, Part, Row, Signature, Signer
from documents.rendering.docx_styles import TABLE
from documents.rendering.docx_xml import Element, cell, el, paragraph, row, runs_of, table, twips_of_mm, words

PAGE_WIDTH, PAGE_HEIGHT = Decimal(210), Decimal(297)  # millimetres
WIDE_TOP, WIDE_SIDE, WIDE_BOTTOM = Decimal(25), Decimal(20), Decimal(15)
_PARTY_NAME = "ĐẢNG CỘNG SẢN VIỆT NAM"
_STATE_NAME, _MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_EM = {_PARTY_NAME: Decimal("13.78"), _MOTTO: Decimal("12.2")}  # how long bold Times sets them, in its size
_POINT = Decimal("25.4") / 72
_ORDER, _NAME, _NAME_SHARE = Decimal(10), Decimal(36), Decimal("0.3")


def text_width(look: Look) -> Decimal:
    """Return how wide the text is on an upright page, in millimetres."""
    return PAGE_WIDTH - look.margin_left - look.margin_right


def head_parts(document: Document, look: Look) -> Iterator[Element]:
    """Yield the header's two columns and the title."""
    width = text_width(look)
    left = width * (Decimal("0.44") if look.is_party else Decimal("0.40"))
    right = width - left
    issuer, nation = _issuer(document.header, look, left), _nation(document.header, look, right)
    yield table([left, right], [row([cell(left, *issuer), cell(right, *nation)])])
    yield paragraph("Title", words(document.heading.type_name))
    yield paragraph("Subtitle", words(document.heading.subject))
    yield _rule(width, Decimal(9) if look.is_party else width / 4, "dashed" if look.is_party else "single", after=12)
    if document.heading.addressee:
        yield paragraph("Addressee", words(f"Kính gửi: {document.heading.addressee}"))
    if document.supplement:
        yield paragraph("Supplement", words(document.supplement))


def _issuer(header: Header, look: Look, width: Decimal) -> Iterator[Element]:
    if header.upper_body:
        yield paragraph("UpperBody", words(header.upper_body))
    yield paragraph("IssuingBody", words(header.issuing_body))
    yield paragraph("NumberLine", words("*")) if look.is_party else _rule(width, width * Decimal("0.4"))
    if header.number_line:
        yield paragraph("NumberLine", words(header.number_line))


def _nation(header: Header, look: Look, width: Decimal) -> Iterator[Element]:
    ruled, size = (_PARTY_NAME, look.name_size) if look.is_party else (_MOTTO, look.motto_size)
    yield paragraph("Name", words(_PARTY_NAME if look.is_party else _STATE_NAME))
    if not look.is_party:
        yield paragraph("Motto", words(_MOTTO))
    yield _rule(width, _EM[ruled] * size * _POINT)
    yield paragraph("PlaceAndDate", words(header.place_and_date))


def _rule(width: Decimal, length: Decimal, line: str = "single", *, after: int = 0) -> Element:
    """Return a line of a length in the middle of a width, both in millimetres, with points of room below it."""
    side = twips_of_mm(max((width - length) / 2, Decimal(0)))
    drawn = el("pBdr", el("top", val=line, sz="6", space="0", color="000000"))
    room = el("spacing", before="80", after=str(after * 20), line="60", lineRule="exact")
    return paragraph("Rule", borders=drawn, room=room, indent=el("ind", left=side, right=side))


def body_parts(parts: Iterable[Part], level_3: str = "Heading3") -> Iterator[Element]:
    """Yield headings and paragraphs."""
    names = {1: "Heading1", 2: "Heading2", 3: level_3}
    for part in parts:
        if isinstance(part, Heading):
            yield paragraph(names[part.level], words(part.text))
        else:
            dash = [words("- ")] if part.style == "item" else []
            yield paragraph("BodyText" if part.style == "text" else part.style, *dash, *runs_of(part.runs))


def signature_parts(signature: Signature, look: Look, proof: Sequence[Element]) -> Iterator[Element]:
    """Yield the recipients beside the signer, or two signers beside one another with the proof below them."""
    width = text_width(look)
    left, right = width * Decimal("0.48"), width * Decimal("0.52")
    yield paragraph(
        "Rule", keep=el("keepNext"), room=el("spacing", before="160", after="0", line="60", lineRule="exact")
    )
    signers = [tuple(_signer(each)) for each in signature.signers]
    beside = signers[0] if len(signers) > 1 else (*_recipients(signature), *proof)
    yield table([left, right], [row([cell(left, *(beside or [paragraph("Rule")])), cell(right, *signers[-1])])])
    if len(signers) > 1 and proof:
        yield from proof


def _recipients(signature: Signature) -> Iterator[Element]:
    if signature.recipients:
        yield paragraph("RecipientsWord", words("Nơi nhận:"))
    for each in signature.recipients:
        yield paragraph("Recipients", words(f"- {each}"))


def _signer(signer: Signer) -> Iterator[Element]:
    yield from (paragraph("Authority", words(line)) for line in signer.authority)
    if signer.position:
        yield paragraph("Position", words(signer.position))
    yield paragraph("SignerName", words(signer.name))


def annex_parts(annex: Annex, look: Look, *, breaks: bool) -> Iterator[Element]:
    """Yield an annex: its heads, its table or its text, its notes; `breaks`: it begins a page."""
    heads = (("AnnexNumber", annex.number), ("AnnexTitle", annex.title), ("AnnexReference", annex.reference))
    broken = {"broken": el("pageBreakBefore")} if breaks else {}
    for style, head in heads:
        if head:
            yield paragraph(style, words(head), **broken)
            broken = {}
    if annex.parts:
        yield from body_parts(annex.parts, "source-title")
    else:
        yield _table(annex, look)
    for note in annex.notes:
        yield paragraph("AnnexNote", words(note))


def _table(annex: Annex, look: Look) -> Element:
    wide = "Wide" if annex.is_wide else ""
    whole = PAGE_HEIGHT - 2 * WIDE_SIDE if annex.is_wide else text_width(look)
    widths = column_widths(annex, whole)
    styles = {"number": f"CellNumber{wide}", "order": f"CellOrder{wide}"}
    head = row(_heads(annex.columns, widths, f"CellHead{wide}"), is_head=True)
    rows = (row(_cells(each, widths, styles, f"CellText{wide}")) for each in annex.rows)
    return table(widths, (head, *rows), style=TABLE)


def column_widths(annex: Annex, whole: Decimal) -> list[Decimal]:
    """Return the widths of a table's columns in millimetres: fixed for the order and the name, the rest shared."""
    fixed = {"order": _ORDER, "name": whole * _NAME_SHARE if annex.is_wide else _NAME}
    taken = [fixed.get(column.kind) for column in annex.columns]
    free = sum(1 for each in taken if each is None)
    rest = (whole - sum((each for each in taken if each), Decimal(0))) / max(free, 1)
    return [rest if each is None else each for each in taken]


def _heads(columns: Iterable[Column], widths: Sequence[Decimal], style: str) -> Iterator[Element]:
    for column, width in zip(columns, widths, strict=True):
        unit = [el("r", el("br")), words(f"({column.unit})", i=True)] if column.unit else []
        yield cell(width, paragraph(style, words(column.label), *unit), middle=True)


def _cells(line: Row, widths: Sequence[Decimal], styles: dict[str, str], plain: str) -> Iterator[Element]:
    for each, width in zip(line.cells, widths, strict=True):
        style = styles.get(each.kind, plain)
        yield cell(width, paragraph(style, words(each.text, b=line.is_total)), middle=True)
