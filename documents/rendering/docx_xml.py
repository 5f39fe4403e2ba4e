"""Elements of WordprocessingML, with text that XML can hold."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from briefing_portal.lib.cells import clean
from documents.rendering.content import Run

Element = Any  # an lxml element; python-docx has no types
_SPACES = re.compile(r"[ \t\n\r]+")


def el(tag: str, *children: Element, **attributes: str) -> Element:
    """Return the element `w:tag` with its attributes and children."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    element.extend(children)
    return element


def twips_of_mm(millimetres: Decimal | int) -> str:
    """Return a length in twentieths of a point."""
    return str(round(Decimal(millimetres) * 1440 / Decimal("25.4")))


def paragraph(style: str, *runs: Element, **properties: Element) -> Element:
    """Return a paragraph in a style; `properties` are further elements of its pPr, in the schema's order."""
    return el("p", el("pPr", el("pStyle", val=style), *properties.values()), *runs)


def words(text: str, **flags: bool) -> Element:
    """Return a run; `flags` are its type: b, i."""
    written = el("t")
    written.text = _SPACES.sub(" ", clean(text))
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    set_flags = [el(name) for name, is_set in flags.items() if is_set]
    return el("r", *([el("rPr", *set_flags)] if set_flags else []), written)


def runs_of(runs: Iterable[Run]) -> list[Element]:
    """Return the runs of a paragraph; what holds together has spaces that don't break."""
    return [
        words(
            run.text.replace(" ", "\u00a0") if run.holds else run.text,
            b=run.bold,
            i=run.italic or run.small,
        )
        for run in runs
    ]


def field(code: str) -> list[Element]:
    """Return the runs of a field that Word keeps up to date: PAGE."""
    instruction = el("instrText")
    instruction.text = code
    return [
        el("r", el("fldChar", fldCharType="begin")),
        el("r", instruction),
        el("r", el("fldChar", fldCharType="separate")),
        words("2"),
        el("r", el("fldChar", fldCharType="end")),
    ]


def table(widths: Sequence[Decimal], rows: Iterable[Element], *, style: str = "") -> Element:
    """Return a table of fixed widths (mm); without a style it has no lines and no inner margins."""
    properties = [el("tblStyle", val=style)] if style else []
    properties.append(el("tblW", w=twips_of_mm(sum(widths, Decimal(0))), type="dxa"))
    properties.append(el("tblLayout", type="fixed"))
    margin = "60" if style else "0"
    properties.append(el("tblCellMar", el("left", w=margin, type="dxa"), el("right", w=margin, type="dxa")))
    grid = el("tblGrid", *(el("gridCol", w=twips_of_mm(width)) for width in widths))
    return el("tbl", el("tblPr", *properties), grid, *rows)


def row(cells: Iterable[Element], *, is_head: bool = False) -> Element:
    """Return a row that isn't torn; a head comes back on every page."""
    repeated = [el("tblHeader")] if is_head else []
    return el("tr", el("trPr", el("cantSplit"), *repeated), *cells)


def cell(width: Decimal, *paragraphs: Element, middle: bool = False) -> Element:
    """Return a cell of a width in millimetres."""
    aligned = [el("vAlign", val="center")] if middle else []
    return el("tc", el("tcPr", el("tcW", w=twips_of_mm(width), type="dxa"), *aligned), *paragraphs)
