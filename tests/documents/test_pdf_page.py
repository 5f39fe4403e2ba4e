"""What a secretary would see on the paper: A4, the office's type, nothing lost and nothing cut off."""

import io
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from documents.rendering.content import (
    Document,
    Header,
    Heading,
    Paragraph,
    Run,
    Signature,
    Signer,
    Title,
    annex_from,
    text,
)
from documents.rendering.html import TEMPLATE, context_of, render_document
from documents.rendering.pdf import Limits, render_pdf
from tests.documents.looks import look

MM = 72 / 25.4
MOMENT = datetime(2015, 11, 23, 8, 0, tzinfo=UTC)
LETTERS = (
    "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ "
    "AÀẢÃÁẠ ĂẰẲẴẮẶ ÂẦẨẪẤẬ EÈẺẼÉẸ ÊỀỂỄẾỆ IÌỈĨÍỊ OÒỎÕÓỌ ÔỒỔỖỐỘ ƠỜỞỠỚỢ UÙỦŨÚỤ ƯỪỬỮỨỰ YỲỶỸÝỴ Đ — – … “ ” % ²"
)
SENTENCE = "Việc thu hoạch các loại cây trồng vụ mùa đến thời điểm báo cáo đạt trên 70% diện tích. "
RANKED = ["Cẩm Giàng 113,1%", "Vi Hương 103,2%", "Dương Phong 102%", "Quang Thuận 101,5%", "Mỹ Thanh 101,5%"]

PARTY: dict[str, Any] = {
    "look": "party-2004",
    "header": Header(
        "Tỉnh ủy Bắc Kạn", "Huyện ủy Bạch Thông", "Số      -BC/HU", "Bạch Thông, ngày … tháng 11 năm 2015"
    ),
    "heading": Title("Báo cáo", "kết quả công tác tháng 11"),
    "paragraphs": [SENTENCE * 3] * 4,
    "phrases": RANKED,
    "signer": Signer(("T/M Ban Thường vụ",), "Bí thư"),
    "recipients": ("Thường trực Tỉnh ủy (báo cáo),", "Lưu Văn phòng Huyện ủy."),
}
STATE: dict[str, Any] = PARTY | {
    "look": "state-2011",
    "header": Header(
        "UBND huyện Bạch Thông", "UBND xã Cẩm Giàng", "Số:      /BC-UBND", "Cẩm Giàng, ngày … tháng 11 năm 2015"
    ),
    "heading": Title("Báo cáo", "Tình hình tháng 11", "Thường trực Huyện ủy"),
    "signer": Signer(("TM. Ủy ban nhân dân",), "Chủ tịch"),
    "recipients": ("Như trên;",),
}


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: list[Word]

    def find(self, text: str) -> Word:
        return next(word for word in self.words if word.text == text)


def document_of(context: Mapping[str, Any]) -> Document:
    phrases = [run for phrase in context["phrases"] for run in (Run(phrase, holds=True), Run(", "))]
    return Document(
        title="Báo cáo",
        header=context["header"],
        heading=context["heading"],
        body=(Heading("I- KẾT QUẢ ĐẠT ĐƯỢC"), *map(text, context["paragraphs"]), Paragraph(tuple(phrases))),
        signature=Signature((context["signer"],), context["recipients"]),
        annexes=(annex_from(context["annex"]),) if "annex" in context else (),
        draft_mark=context.get("draft_mark", ""),
    )


def draw(context: Mapping[str, Any]) -> bytes:
    html = render_document(TEMPLATE, context_of(document_of(context), look(context["look"])))
    return render_pdf(html, title="Báo cáo", identifier="x", moment=MOMENT, limits=Limits(seconds=60))


def poppler(tool: str, pdf: bytes, *options: str) -> str:
    path = shutil.which(tool)
    assert path, f"{tool} is missing (poppler-utils)"
    done = subprocess.run([path, *options], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def text_of(pdf: bytes) -> str:
    return " ".join(poppler("pdftotext", pdf, "-", "-").split())


def pages_of(pdf: bytes) -> list[Page]:
    pages: list[Page] = []
    for line in poppler("pdftotext", pdf, "-bbox", "-", "-").splitlines():
        numbers = [float(number) for number in re.findall(r'="([\d.]+)"', line)]
        if "<page " in line:
            pages.append(Page(numbers[0], numbers[1], []))
        elif found := re.search(r">(.*)</word>", line):
            pages[-1].words.append(Word(found[1], *numbers))
    return pages


def annex(rows: int, *, wide: bool = True, figure: str = "1.234,5") -> dict[str, Any]:
    figures = [{"label": f"Chỉ tiêu {number}", "unit": "ha", "kind": "number"} for number in range(1, 11)]
    return {
        "number": "Phụ lục 1",
        "title": "Số liệu các xã",
        "is_wide": wide,
        "columns": [
            {"label": "TT", "unit": "", "kind": "order"},
            {"label": "Xã, thị trấn", "unit": "", "kind": "name"},
            *figures,
        ],
        "rows": [
            {
                "is_total": False,
                "cells": [
                    {"text": str(number), "kind": "order"},
                    {"text": f"Xã-{number}", "kind": "name"},
                    *[{"text": figure, "kind": "number"}] * 10,
                ],
            }
            for number in range(1, rows + 1)
        ],
        "notes": ["“—”: chưa có số liệu."],
    }


def opinions(rows: list[list[dict[str, str]]]) -> dict[str, Any]:
    columns = [{"label": "Xã", "unit": "", "kind": "name"}, {"label": "Ý kiến", "unit": "", "kind": "text"}]
    lines = [{"is_total": False, "cells": cells} for cells in rows]
    return {"title": "Ý kiến", "is_wide": False, "columns": columns, "rows": lines, "notes": []}


def assert_inside_margins(pages: list[Page]) -> None:
    """Hold the body's words between the margins; above them only the page number and the draft's mark."""
    for page in pages:
        left, top, right, bottom = (20, 25, 20, 15) if page.width > page.height else (35, 25, 15, 25)
        for word in page.words:
            assert word.left >= left * MM - 1, word
            assert word.right <= page.width - right * MM + 1, word
            assert word.bottom <= page.height - bottom * MM + 1, word
            assert word.top >= top * MM - 1 or 10 * MM - 1 <= word.top < word.bottom <= 17 * MM, word


def test_the_paper_is_a4_and_the_type_liberation_serif_alone() -> None:
    pdf = draw(PARTY | {"annex": annex(3)})
    first, *_, last = pages_of(pdf)
    assert (round(first.width), round(first.height)) == (595, 842)
    assert (round(last.width), round(last.height)) == (842, 595)
    lines = poppler("pdffonts", pdf, "-").splitlines()[2:]
    assert lines
    for line in lines:
        assert "+Liberation-Serif" in line
        assert re.search(r"Identity-H +yes yes yes", line), "embedded, a subset, with its letters named"


def test_every_vietnamese_letter_is_drawn_and_read_back() -> None:
    pdf = draw(PARTY | {"paragraphs": [LETTERS]})
    assert LETTERS.replace(" ", "") in text_of(pdf).replace(" ", "")


def test_a_sign_outside_the_font_brings_in_no_other_font() -> None:
    pdf = draw(PARTY | {"paragraphs": ["Cơn bão 台风 ✓ 🌀 đi qua"]})
    assert all("Liberation-Serif" in line for line in poppler("pdffonts", pdf, "-").splitlines()[2:])
    assert "đi qua" in text_of(pdf)


def test_the_body_is_14_points_on_lines_of_18() -> None:
    page = pages_of(draw(PARTY))[0]
    starts = [word for word in page.words if word.text in {"Việc", "hoạch", "tích."}]
    tops = sorted({round(word.top, 1) for word in starts})
    assert min(after - before for before, after in pairwise(tops)) == pytest.approx(18, abs=0.3)
    assert page.find("Việc").left == pytest.approx((35 + 10) * MM, abs=1)


def test_the_page_number_begins_on_page_2_in_the_middle_above_the_text() -> None:
    first, second, third = pages_of(draw(PARTY | {"paragraphs": [SENTENCE * 8] * 10}))[:3]
    assert min(word.top for word in first.words) >= 25 * MM - 1
    for number, page in ((2, second), (3, third)):
        above = [word for word in page.words if word.top < 24 * MM]
        assert [word.text for word in above] == [str(number)]
        assert above[0].top == pytest.approx(10 * MM, abs=3)
        assert (above[0].left + above[0].right) / 2 == pytest.approx((35 + 160 / 2) * MM, abs=1)


def test_a_draft_says_so_at_the_top_right_of_every_page() -> None:
    mark = "DỰ THẢO lần 2, 14:30 ngày 20/11/2015"
    pages = pages_of(draw(PARTY | {"draft_mark": mark, "paragraphs": [SENTENCE * 8] * 10, "annex": annex(3)}))
    for page in pages:
        above = [word for word in page.words if word.top < 24 * MM]
        assert " ".join(word.text for word in above).endswith(mark)
        assert above[-1].right == pytest.approx(page.width - (20 if page.width > 600 else 15) * MM, abs=1)
    assert_inside_margins(pages)
    assert "DỰ THẢO" not in text_of(draw(PARTY))


def test_the_partys_header_stands_in_its_place() -> None:
    page = pages_of(draw(PARTY))[0]
    left = {word.text for word in page.words if word.right < 105 * MM and word.top < 60 * MM}
    right = {word.text for word in page.words if word.left > 105 * MM and word.top < 60 * MM}
    assert {"TỈNH", "BẮC", "KẠN", "HUYỆN", "BẠCH", "THÔNG", "*", "-BC/HU"} <= left
    assert {"ĐẢNG", "CỘNG", "SẢN", "VIỆT", "NAM", "tháng"} <= right
    assert page.find("-BC/HU").left - page.find("Số").right > 15, "room for the number"
    party = [word for word in page.words if word.text in {"ĐẢNG", "CỘNG", "SẢN", "VIỆT"}]
    assert len({word.top for word in party}) == 1, "on one line"
    assert "BÁO CÁO kết quả công tác tháng 11 I- KẾT QUẢ ĐẠT ĐƯỢC" in text_of(draw(PARTY))


def test_the_states_header_stands_on_one_line_each() -> None:
    page = pages_of(draw(STATE))[0]
    nation = [word for word in page.words if word.text in {"HÒA", "HỘI", "VIỆT", "NAM"}]
    assert len(nation) == 4
    assert len({word.top for word in nation}) == 1
    assert len({page.find(word).top for word in ("Độc", "Tự", "Hạnh", "phúc")}) == 1
    told = text_of(draw(STATE))
    assert "Kính gửi: Thường trực Huyện ủy" in told
    assert "TM. ỦY BAN NHÂN DÂN" in told


def test_there_is_room_to_sign_and_the_block_is_not_torn() -> None:
    signed = Signer(("T/M Ban Thường vụ",), "Bí thư", "(ký tên)")
    for length in range(4, 9):
        pages = pages_of(draw(PARTY | {"signer": signed, "paragraphs": [SENTENCE * 3] * length}))
        (page,) = [page for page in pages if any(word.text == "T/M" for word in page.words)]
        name, position = page.find("(ký"), page.find("BÍ")
        assert name.top - position.bottom >= 4 * 18
        assert page.find("Nơi").top == pytest.approx(page.find("T/M").top, abs=3)
        assert min(word.top for word in page.words if word.top > 24 * MM) < page.find("T/M").top - 10, "not alone"


def test_a_commune_and_its_figure_stay_on_one_line() -> None:
    for before in range(1, 6):
        pdf = draw(PARTY | {"paragraphs": [], "phrases": ["Thu đạt" * before, *RANKED * 3]})
        lines = [" ".join(line.split()) for line in poppler("pdftotext", pdf, "-layout", "-", "-").splitlines()]
        for phrase in RANKED:
            assert sum(line.count(phrase) for line in lines) == 3


def test_the_head_of_a_long_table_comes_back_on_every_page_and_no_row_is_lost() -> None:
    pages = [page for page in pages_of(draw(PARTY | {"annex": annex(60)})) if page.width > page.height]
    assert len(pages) >= 2
    for page in pages:
        assert "TT" in {word.text for word in page.words}
        assert page.find("TT").top < min(word.top for word in page.words if word.text.startswith("Xã-"))
    names = [word.text for page in pages for word in page.words if word.text.startswith("Xã-")]
    assert names == [f"Xã-{number}" for number in range(1, 61)]
    assert sum(word.text == "1.234,5" for page in pages for word in page.words) == 600
    assert_inside_margins(pages)


def test_a_row_of_several_lines_is_not_torn() -> None:
    rows = [
        [{"text": f"Xã-{n}", "kind": "name"}, {"text": f"đầu{n} {SENTENCE * 2} cuối{n}", "kind": "text"}]
        for n in range(40)
    ]
    pages = pages_of(draw(PARTY | {"annex": opinions(rows)}))
    heads = [[word.text[3:] for word in page.words if word.text.startswith("đầu")] for page in pages]
    tails = [[word.text[4:] for word in page.words if word.text.startswith("cuối")] for page in pages]
    assert heads == tails
    assert sum(map(len, heads)) == 40


def test_the_17_communes_fit_on_one_landscape_page_with_their_note() -> None:
    pages = [page for page in pages_of(draw(PARTY | {"annex": annex(18)})) if page.width > page.height]
    assert len(pages) == 1


def test_two_hundred_rows_of_twelve_columns_are_drawn_in_reasonable_time() -> None:
    context = context_of(document_of(PARTY | {"annex": annex(200)}), look("party-2004"))
    pdf = render_pdf(render_document(TEMPLATE, context), title="", identifier="x", moment=MOMENT)
    assert "Xã-200" in text_of(pdf)


@pytest.mark.parametrize("wide", [True, False])
def test_words_without_a_break_are_wrapped_and_not_cut_off(wide: bool) -> None:
    endless = "ấ" * 300
    table = annex(2, wide=wide, figure="9" * 50)
    pdf = draw(PARTY | {"paragraphs": [endless, "https://" + "x" * 250], "annex": table})
    assert_inside_margins(pages_of(pdf))
    told = text_of(pdf).replace(" ", "")
    assert told.count("ấ") >= 300
    assert told.count("9") >= 2 * 10 * 50


def test_a_row_taller_than_a_page_loses_no_word() -> None:
    words = [f"từ{number}" for number in range(900)]
    rows = [
        [{"text": "Cẩm Giàng", "kind": "name"}, {"text": " ".join(words), "kind": "text"}],
        [{"text": "Vi Hương", "kind": "name"}, {"text": "cuối", "kind": "text"}],
    ]
    pages = pages_of(draw(PARTY | {"annex": opinions(rows)}))
    drawn = [word.text for page in pages for word in page.words]
    assert [word for word in drawn if word.startswith("từ")] == words
    assert "cuối" in drawn
    assert_inside_margins(pages)


def test_what_a_person_typed_stays_text() -> None:
    typed = "<b>đậm</b> <link rel=attachment href=file:///etc/passwd> & “nháy”"
    pdf = draw(PARTY | {"paragraphs": [typed]})
    assert typed in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/Names" not in document.Root


def test_an_empty_document_is_a_whole_page() -> None:
    html = render_document("documents/base_document.html", {"title": "Báo cáo <1>", "draft_mark": "DỰ THẢO lần 1"})
    assert html.lstrip().startswith("<!DOCTYPE html>")
    assert '<html lang="vi">' in html
    assert "Báo cáo &lt;1&gt;" in html
    assert "DỰ THẢO lần 1" in html
