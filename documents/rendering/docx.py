"""Write a document for Word: the same words in the same order as on paper, in real styles and tables, to be edited."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import docx
import segno
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from briefing_portal.lib.cells import clean
from documents.models import Look
from documents.models.file_kinds import CONTENT_TYPES, FileKind
from documents.rendering import docx_parts as parts
from documents.rendering.archive import rewritten
from documents.rendering.content import Document
from documents.rendering.docx_styles import LANGUAGE, styles_xml
from documents.rendering.docx_xml import Element, el, field, paragraph, twips_of_mm, words
from documents.rendering.proof import Proof, address_of

DOCX_TYPE = CONTENT_TYPES[FileKind.DOCX]
_NEEDLESS = ("thumbnail", "customXml", "stylesWithEffects")  # what the template brings along
_QR_WIDTH = Mm(25)
Word = Any  # python-docx has no types


def render_docx(document: Document, look: Look, *, moment: datetime, author: str) -> bytes:
    """Return the file; the same arguments give the same bytes. `moment` stands in it as its date."""
    word = docx.Document()
    _empty(word)
    word.styles.element.extend(styles_xml(look))
    _set_up_page(word.sections[0], look, document.draft_mark)
    _write(word, document, look)
    _describe(word, document.title, author, moment)
    if look.two_sided:
        word.settings.element.find(_w("zoom")).addnext(el("mirrorMargins"))
    written = io.BytesIO()
    word.save(written)
    return rewritten(written.getvalue())


def _w(tag: str) -> str:
    return str(el(tag).tag)


def _empty(word: Word) -> None:
    """Take away what the template brings: its styles, its picture of another document."""
    word.styles.element[:] = []
    for owner in (word.part, word.part.package):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _NEEDLESS:
                del owner.rels[key]
    for tag in ("compat", "themeFontLang", "savePreviewPicture", "doNotAutoCompressPictures"):
        for found in word.settings.element.findall(_w(tag)):
            word.settings.element.remove(found)


def _set_up_page(section: Word, look: Look, draft_mark: str) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(float(look.margin_top)), Mm(float(look.margin_bottom))
    section.left_margin, section.right_margin = Mm(float(look.margin_left)), Mm(float(look.margin_right))
    section.header_distance = section.footer_distance = Mm(float(look.page_number_distance))
    section.different_first_page_header_footer = True
    _fill(section.first_page_header, paragraph("DraftMark", *([words(draft_mark)] if draft_mark else [])))
    _number_pages(section, look, draft_mark, parts.text_width(look))


def _number_pages(section: Word, look: Look, draft_mark: str, width: Decimal) -> None:
    """Put the page's number where the look has it; a draft's mark stands at the top right."""
    mark = [el("r", el("tab")), _small(draft_mark)] if draft_mark else []
    tabs = el(
        "tabs",
        el("tab", val="center", pos=twips_of_mm(width / 2)),
        el("tab", val="right", pos=twips_of_mm(width)),
    )
    if look.page_number_place == "top-center":
        number = [el("r", el("tab")), *field("PAGE")]
        _fill(section.header, paragraph("PageNumber", *number, *mark, tabs=tabs))
        return
    _fill(section.header, paragraph("DraftMark", *([words(draft_mark)] if draft_mark else [])))
    _fill(section.footer, paragraph("PageNumber", *field("PAGE"), aligned=el("jc", val="right")))


def _small(text: str) -> Element:
    run = words(text)
    run.insert(0, el("rPr", el("sz", val="22")))
    return run


def _fill(place: Word, content: Element) -> None:
    place.is_linked_to_previous = False
    place._element[:] = [content]


def _write(word: Word, document: Document, look: Look) -> None:
    """Write the text and the annexes; an annex across the page has a section of its own."""
    _append(word, parts.head_parts(document, look))
    *before, last = parts.body_parts(document.body)
    last[0].insert(1, el("keepNext"))  # the signature never stands alone on a page
    _append(word, iter([*before, last]))
    _append(word, parts.signature_parts(document.signature, look, _proof(word, document.proof)))
    is_turned = False
    for turned, annexes in groupby(document.annexes, key=lambda annex: annex.is_wide):
        begins_section = turned != is_turned
        if begins_section:
            _turn(word, look, document.draft_mark, turned=turned)
        for place, annex in enumerate(annexes):
            _append(word, parts.annex_parts(annex, look, breaks=place > 0 or not begins_section))
        is_turned = turned


def _append(word: Word, elements: Iterator[Element]) -> None:
    end = word.element.body.sectPr
    for element in elements:
        end.addprevious(element)


def _turn(word: Word, look: Look, draft_mark: str, *, turned: bool) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    holder = word.element.body.findall(_w("p"))[-1]
    holder.pPr.insert(0, el("pStyle", val="Rule"))
    section.different_first_page_header_footer = False
    if not turned:
        _set_up_page(section, look, draft_mark)
        section.different_first_page_header_footer = False
        return
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(int(parts.WIDE_TOP)), Mm(int(parts.WIDE_BOTTOM))
    section.left_margin = section.right_margin = Mm(int(parts.WIDE_SIDE))
    _number_pages(section, look, draft_mark, parts.PAGE_HEIGHT - 2 * parts.WIDE_SIDE)


def _proof(word: Word, proof: Proof | None) -> list[Element]:
    """Return what the paper is checked by: the QR code as a picture, the code to type."""
    if proof is None:
        return []
    holder = word.add_paragraph()
    picture = io.BytesIO()
    segno.make_qr(address_of(proof.code), error="m").save(picture, kind="png", scale=6, border=4)
    picture.seek(0)
    drawn = holder.add_run().add_picture(picture, width=_QR_WIDTH)
    drawn._inline.docPr.set("descr", f"Mã QR dẫn tới trang kiểm tra văn bản có mã {proof.code}")
    holder._p.getparent().remove(holder._p)
    holder._p.insert(0, el("pPr", el("pStyle", val="Proof")))
    lines = ("Mã kiểm tra:", proof.code, "Quét mã hoặc nhập mã tại", proof.page, "để biết văn bản có thật hay không.")
    return [holder._p, *(paragraph("Proof", words(line, b=line == proof.code)) for line in lines)]


def _describe(word: Word, title: str, author: str, moment: datetime) -> None:
    told = word.core_properties
    told.title, told.author, told.last_modified_by = clean(title)[:255], clean(author)[:255], clean(author)[:255]
    told.language, told.comments, told.revision = LANGUAGE, "", 1
    told.created = told.modified = moment.astimezone(UTC).replace(tzinfo=None)
