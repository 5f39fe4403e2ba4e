"""Margins, sizes of type and the order of the parts, read back from PDF and DOCX under each of the rules."""

import html
import io
import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import docx
import pytest
from django.utils.html import strip_tags
from docx.oxml.ns import qn

from documents.models import Look
from documents.rendering.content import (
    Annex,
    Cell,
    Column,
    Document,
    Header,
    Heading,
    Part,
    Row,
    Run,
    Signature,
    Signer,
    Title,
    ended,
    text,
)
from documents.rendering.content import Paragraph as Words
from documents.rendering.docx import render_docx
from documents.rendering.html import TEMPLATE, context_of, render_document
from documents.rendering.paper import paper
from documents.rendering.pdf import render_pdf
from tests.documents.looks import CODES, look
from tests.documents.test_pdf_page import MM, Page, Word, pages_of, text_of

MOMENT = datetime(2015, 11, 23, 8, 0, tzinfo=UTC)
SENTENCE = "Việc thu hoạch các loại cây trồng vụ mùa đến thời điểm báo cáo đạt trên 70% diện tích. "
ANNEX = Annex(
    "Thu ngân sách",
    number="Phụ lục 1",
    reference="(Kèm theo Báo cáo)",
    columns=(Column("TT", "", "order"), Column("Xã, thị trấn", "", "name"), Column("Thu", "triệu đồng", "number")),
    rows=(
        Row((Cell("1", "order"), Cell("Cẩm Giàng", "name"), Cell("1.357,2", "number"))),
        Row((Cell("", "order"), Cell("Tổng cộng", "name"), Cell("12.706,6", "number")), is_total=True),
    ),
    notes=("Dấu “—”: chưa có số liệu.",),
)
BY_ONE = Signature((Signer(("T/L BAN THƯỜNG VỤ",), "CHÁNH VĂN PHÒNG"),), ("Như trên,", "Lưu Văn phòng Huyện ủy."))
BY_TWO = Signature((Signer(("NGƯỜI GHI BIÊN BẢN",), ""), Signer(("CHỦ TRÌ HỘI NGHỊ",), "")))


def document_of(under: Look, signature: Signature = BY_ONE) -> Document:
    parts: tuple[Part, ...] = (
        text(SENTENCE * 3),
        Heading(f"I{under.heading_mark} Kết quả công tác"),
        Words((Run("Trồng trọt:", bold=True, italic=True), Run(" Đạt "), Run("Cẩm Giàng 113,1%", holds=True))),
        *(text(SENTENCE * 4) for _ in range(10)),
        text("Một số xã thu ngân sách đạt thấp;", "item"),
        text("Hết văn bản."),
    )
    return Document(
        title="Báo cáo",
        header=Header(
            "Tỉnh ủy Bắc Kạn",
            "Huyện ủy Bạch Thông",
            under.number_line("BC", "HU"),
            "Bạch Thông, ngày      tháng 11 năm 2015",
        ),
        heading=Title("Báo cáo", "kết quả công tác tháng 11", "Thường trực Tỉnh ủy"),
        body=ended(parts, under),
        signature=signature,
        annexes=(ANNEX,),
    )


def printed(document: Document, under: Look) -> bytes:
    page = render_document(TEMPLATE, context_of(document, under))
    return render_pdf(page, title="x", identifier="x", moment=MOMENT)


@cache
def sheets(code: str, signature: Signature = BY_ONE) -> list[Page]:
    """Return the pages of the sample under a profile, drawn once."""
    return pages_of(printed(paper(document_of(look(code), signature), look(code)).document, look(code)))


def word(document: Document, under: Look) -> Any:
    return docx.Document(io.BytesIO(render_docx(document, under, moment=MOMENT, author="Huyện ủy Bạch Thông")))


def texts_of(opened: Any) -> list[str]:
    """Return the paragraphs of a DOCX in their order, those of tables where the table stands."""
    found = ("".join(node.text or "" for node in each.iter(qn("w:t"))) for each in opened.element.body.iter(qn("w:p")))
    return [words for words in found if words]


def is_number(word: Word, page: Page) -> bool:
    """Tell whether a word is the page's number: alone in the margin above or below."""
    return word.text.isdecimal() and (word.bottom < 19 * MM or word.top > page.height - 19 * MM)


def plain(words: str) -> str:
    """Return a text as both files must have it: letters and figures alone, whatever their case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", words)).casefold()


def body_words(page: Page) -> list[Word]:
    return [each for each in page.words if 24 * MM < each.top < page.height - 24 * MM]


@pytest.mark.parametrize("code", CODES)
def test_the_page_has_the_margins_and_sizes_of_its_rules(code: str) -> None:
    under = look(code)
    pages = sheets(code)
    first, second = pages[:2]
    assert (round(first.width / MM), round(first.height / MM)) == (210, 297)
    assert min(each.left for each in first.words) >= float(under.margin_left) * MM - 1
    assert min(each.left for each in body_words(second)) == pytest.approx(float(under.margin_left) * MM, abs=1)
    right = first.width - float(under.margin_right) * MM
    assert max(each.right for each in body_words(second)) == pytest.approx(right, abs=1)
    assert min(each.top for each in first.words) == pytest.approx(float(under.margin_top) * MM, abs=6)
    for text_there, size in (("Việc", under.body_size), ("tháng", under.date_size), ("VĂN", under.authority_size)):
        found = next(each for page in pages for each in page.words if each.text == text_there)
        assert (found.bottom - found.top) / 1.107 == pytest.approx(float(size), abs=0.5)
    name = first.find("ĐẢNG" if under.is_party else "CỘNG")
    assert (name.bottom - name.top) / 1.107 == pytest.approx(float(under.name_size), abs=0.5)


@pytest.mark.parametrize("code", CODES)
def test_the_page_number_stands_where_the_rules_have_it_from_page_2_on(code: str) -> None:
    under = look(code)
    first, second = sheets(code)[:2]
    assert "1" not in {each.text for each in first.words if each.bottom < 20 * MM or each.top > first.height - 20 * MM}
    (number,) = [each for each in second.words if each.text == "2"]
    if under.page_number_place == "top-center":
        middle = (float(under.margin_left) + 210 - float(under.margin_right)) / 2 * MM
        assert number.top == pytest.approx(10 * MM, abs=3)
        assert (number.left + number.right) / 2 == pytest.approx(middle, abs=1)
    else:
        assert number.bottom == pytest.approx(second.height - 10 * MM, abs=3)
        assert number.right == pytest.approx(second.width - float(under.margin_right) * MM, abs=1)


@pytest.mark.parametrize("signature", [BY_ONE, BY_TWO], ids=["one signer", "two signers"])
@pytest.mark.parametrize("code", CODES)
def test_word_and_paper_say_the_same_in_the_same_order(code: str, signature: Signature) -> None:
    under = look(code)
    document = paper(document_of(under, signature), under).document
    in_word = plain("".join(texts_of(word(document, under))))
    page = render_document(TEMPLATE, context_of(document, under))
    assert in_word == plain(html.unescape(strip_tags(page[page.index("<article") : page.index("</article>")])))
    # The columns of a head are read across by tools, so of the PDF the letters are counted.
    told = [
        each.text for page in pages_of(printed(document, under)) for each in page.words if not is_number(each, page)
    ]
    assert Counter(in_word) == Counter(plain("".join(told)))


@pytest.mark.parametrize("code", CODES)
def test_the_word_file_has_named_styles_and_the_sizes_of_its_rules(code: str) -> None:
    under = look(code)
    opened = word(document_of(under), under)
    section = opened.sections[0]
    for side in ("top", "bottom", "left", "right"):
        assert round(getattr(section, f"{side}_margin").mm) == getattr(under, f"margin_{side}")
    assert section.different_first_page_header_footer
    sizes = {
        "Body Text": under.body_size,
        "Title": under.type_size,
        "Subtitle": under.subject_size,
        "Cơ quan ban hành": under.issuing_body_size,
        "Tiêu đề Đảng hoặc Quốc hiệu": under.name_size,
        "Địa danh và ngày tháng": under.date_size,
        "Quyền hạn ký": under.authority_size,
        "Danh sách nơi nhận": under.recipients_size,
    }
    for name, size in sizes.items():
        assert opened.styles[name].font.size.pt == size, name
    body = opened.styles["Body Text"].paragraph_format
    assert round(body.first_line_indent.mm, 1) == under.indent
    assert (body.line_spacing.pt, body.space_after.pt) == (under.line, under.paragraph_space)
    assert opened.styles["Heading 1"].paragraph_format.keep_with_next
    place = section.header if under.page_number_place == "top-center" else section.footer
    assert "PAGE" in place._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_the_party_writes_slashes_and_hyphens_and_the_state_colons_and_dots() -> None:
    party, state = look("party-2004"), look("state-2020")
    assert re.fullmatch(r"Số\s+-TB/HU", party.number_line("TB", "HU"))
    assert re.fullmatch(r"Số:\s+/BC-UBND", state.number_line("BC", "UBND"))
    assert party.authority("TM", "BAN THƯỜNG VỤ") == "T/M BAN THƯỜNG VỤ"
    assert state.authority("TM", "ỦY BAN NHÂN DÂN") == "TM. ỦY BAN NHÂN DÂN"
    assert [document_of(each).body[-1].text for each in (party, state)] == ["Hết văn bản.", "Hết văn bản./."]


def test_a_sheet_printed_on_both_sides_has_its_wide_margin_at_the_fold() -> None:
    under = look("party-2004", two_sided="yes")
    first, second, third = pages_of(printed(document_of(under), under))[:3]
    lefts = [round(min(each.left for each in body_words(page)) / MM) for page in (first, second, third)]
    assert lefts[1:] == [15, 35]
    assert "mirrorMargins" in word(document_of(under), under).settings.element.xml


def test_an_office_that_writes_uy_the_old_way_has_it_everywhere() -> None:
    under = look("party-2018", uy="uỷ")
    told = text_of(printed(paper(document_of(under), under).document, under))
    assert "HUYỆN UỶ BẠCH THÔNG" in told
    assert "Lưu Văn phòng Huyện uỷ." in told
    assert "ủy" not in told.casefold()


def test_a_table_of_word_repeats_its_head_and_tears_no_row() -> None:
    under = look("party-2004")
    table = word(document_of(under), under).tables[-1]
    assert [cell.text for cell in table.rows[1].cells] == ["1", "Cẩm Giàng", "1.357,2"]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert all("cantSplit" in row._tr.xml for row in table.rows)
    assert table.style.name == "Table Grid"


def test_the_same_document_gives_the_same_bytes_and_names_its_body() -> None:
    under = look("state-2020")
    files = {render_docx(document_of(under), under, moment=MOMENT, author="UBND xã Cẩm Giàng") for _ in range(2)}
    assert len(files) == 1
    told = docx.Document(io.BytesIO(files.pop())).core_properties
    assert (told.title, told.author, told.language) == ("Báo cáo", "UBND xã Cẩm Giàng", "vi-VN")
    assert told.created == datetime(2015, 11, 23, 8, 0, tzinfo=told.created.tzinfo)


def test_what_a_person_typed_can_not_become_markup_of_word() -> None:
    under = look("party-2004")
    hostile = "</w:t><w:br/> & <b>đậm</b> \x00\x0b\ud800 =1+1 \uffff 🌀"
    document = document_of(under)
    document = paper(document, under).document
    typed = Document("x\x01", document.header, document.heading, (text(hostile),), document.signature)
    opened = word(typed, under)
    assert "</w:t><w:br/> & <b>đậm</b> =1+1 🌀" in texts_of(opened)
    assert opened.core_properties.title == "x"


@pytest.mark.parametrize("code", CODES)
def test_every_letter_of_the_word_file_is_times_new_roman(code: str) -> None:
    xml = word(document_of(look(code)), look(code)).styles.element.xml
    fonts = set(re.findall(r'w:(?:ascii|hAnsi|cs)="([^"]*)"', xml))
    assert fonts == {"Times New Roman"}
    assert xml.count('w:eastAsia="Times New Roman"') == xml.count("w:ascii=")
    assert 'w:lang w:val="vi-VN"' in xml
    assert Decimal(re.findall(r'w:sz w:val="(\d+)"', xml)[0]) == look(code).body_size * 2
