"""A long document is drawn in pieces and joined: the reader can't tell, and the file is one tagged archive file."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.rendering import composing, parts
from documents.rendering.content import (
    Annex,
    Cell,
    Column,
    Document,
    Header,
    Heading,
    Kind,
    Part,
    Row,
    Signature,
    Signer,
    Title,
    text,
)
from documents.rendering.html import TEMPLATE, context_of, render_document
from documents.rendering.joining import Attachment
from documents.rendering.parts import cut
from documents.rendering.pdf import RenderingFailed, render_pdf
from tests.documents.looks import look
from tests.documents.pdf_inside import assert_declared_archive, assert_tagged, elements, opened, tags

MOMENT = datetime(2015, 11, 23, 8, 0, tzinfo=UTC)
DATA = Attachment("briefing.json", "application/json", '{"tên": 1}'.encode(), "Dữ liệu của văn bản này")


def table(number: int, rows: int, *, is_wide: bool = False) -> Annex:
    heads: list[tuple[str, Kind]] = [
        ("TT", "order"),
        ("Xã (thị trấn)", "name"),
        ("Kế hoạch (5 0 R)", "number"),
        ("Đạt", "number"),
    ]
    return Annex(
        number=f"Phụ lục {number}",
        title=f"Bảng (số {number})",
        is_wide=is_wide,
        columns=tuple(Column(label, kind=kind) for label, kind in heads),
        rows=tuple(
            Row(tuple(Cell(f"{kind}-{number}-{row}" * (1 + row % 3), kind) for _, kind in heads)) for row in range(rows)
        ),
        notes=("“—”: chưa có số liệu.",),
    )


def sources(notes: int) -> Annex:
    """Return the annex that tells where so many sentences come from."""
    parts: list[Part] = []
    for note in range(notes):
        parts += [Heading(f"{note + 1}. Câu {note}", 3), text("tổng trên tổng", "source-rule")]
        parts.append(text(f"nguồn-{note} " * 25 * (note % 4 + 1), "source-line"))
    return Annex("Nguồn số liệu", parts=tuple(parts))


def page(*annexes: Annex, notes: int = 0, mark: str = "DỰ THẢO lần 2", two_sided: str = "no") -> str:
    """Return the HTML of a briefing with these annexes; printed on both sides, left pages have other margins."""
    document = Document(
        title="x",
        header=Header(
            "Tỉnh ủy Bắc Kạn", "Huyện ủy Bạch Thông", "Số      -BC/HU", "Bạch Thông, ngày … tháng 11 năm 2015"
        ),
        heading=Title("BÁO CÁO", "tổng hợp"),
        body=(text("Đủ."),),
        signature=Signature((Signer(("T/M Ban Thường vụ",), "Bí thư"),)),
        annexes=(*annexes, *([sources(notes)] if notes else [])),
        draft_mark=mark,
    )
    return render_document(TEMPLATE, context_of(document, look("party-2004", two_sided=two_sided)))


def draw(html: str, **more: Any) -> bytes:
    return render_pdf(html, title="Báo cáo (tháng 11)", identifier="x", moment=MOMENT, **more)


def pages(pdf: bytes) -> list[list[str]]:
    """Return the words of each page."""
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return [each.split() for each in told.decode().split("\f")[:-1]]


LONG = page(table(1, 50), table(2, 45, is_wide=True), table(3, 4), notes=12)


@pytest.fixture(scope="module")
def whole() -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "WHOLE", 10**9)
        return draw(LONG)


@pytest.fixture(scope="module")
def in_pieces() -> bytes:
    told: list[tuple[int, int]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "WHOLE", 1000)
        patch.setattr(parts, "PIECE", 8000)
        patch.setattr(composing, "NUMBERS_AT_ONCE", 3)
        drawn = draw(LONG, attachments=[DATA], progress=lambda *far: told.append(far))
        assert draw(LONG, attachments=[DATA]) == drawn  # whichever piece came first
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    return drawn


def test_the_pages_are_those_of_a_document_drawn_in_one_go(whole: bytes, in_pieces: bytes) -> None:
    assert len(pages(whole)) >= 7
    assert pages(in_pieces) == pages(whole)


def test_the_pages_look_the_same_in_pieces(whole: bytes, in_pieces: bytes) -> None:
    def pictures(pdf: bytes) -> bytes:
        return subprocess.run(["pdftoppm", "-r", "40", "-gray"], input=pdf, capture_output=True, check=True).stdout

    assert pictures(in_pieces) == pictures(whole)


def test_page_numbers_run_on_through_all_pieces(in_pieces: bytes) -> None:
    drawn = pages(in_pieces)
    assert drawn[0][0] == "DỰ"  # the first page has no number
    assert [words[0] for words in drawn[1:]] == [str(number) for number in range(2, len(drawn) + 1)]


def test_the_joined_file_is_tagged_and_declared_as_an_archive_file(whole: bytes, in_pieces: bytes) -> None:
    with opened(whole) as one, opened(in_pieces) as joined:
        for document in (one, joined):
            assert_declared_archive(document)
            assert_tagged(document)
        assert tags(one)["/TD"] == tags(joined)["/TD"] > 0
        assert tags(one)["/H4"] == tags(joined)["/H4"] > 0
        heads = [element for element, _ in elements(joined) if element.S == "/TH"]
        assert {str(head.A.Scope) for head in heads} == {"/Column", "/Row"}


def test_bookmarks_lead_through_the_joined_file(whole: bytes, in_pieces: bytes) -> None:
    def bookmarks(pdf: bytes) -> list[tuple[str, int]]:
        with opened(pdf) as document, document.open_outline() as outline:
            places = {page.obj.objgen: number for number, page in enumerate(document.pages)}
            found, waiting = [], list(reversed(outline.root))
            while waiting:
                item = waiting.pop()
                waiting += reversed(item.children)
                assert item.destination is not None
                found.append((item.title, places[item.destination[0].objgen]))  # type: ignore[index]
            return found

    assert bookmarks(in_pieces) == bookmarks(whole)
    assert "Bảng (số 3)" in [title for title, _ in bookmarks(in_pieces)]


def test_the_data_lies_inside_byte_for_byte(in_pieces: bytes) -> None:
    with opened(in_pieces) as document:
        (file,) = document.attachments.values()
        assert file.filename == "briefing.json"
        assert file.description == "Dữ liệu của văn bản này"
        assert file.get_file().read_bytes() == DATA.content
        assert file.get_file().mime_type == "application/json"


@pytest.mark.long
def test_a_unit_longer_than_a_page_loses_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    short = table(1, 6)
    rows = list(short.rows)
    order, _, *numbers = rows[2].cells
    rows[2] = Row((order, Cell(" ".join(f"từ{number}" for number in range(1100)), "name"), *numbers))
    html = page(replace(short, rows=tuple(rows)), notes=3)
    once = pages(draw(html))
    monkeypatch.setattr(parts, "WHOLE", 1000)
    monkeypatch.setattr(parts, "PIECE", 1500)
    assert pages(draw(html)) == once


def edges(pdf: bytes) -> list[tuple[float, float]]:
    """Return the width of each page and where its leftmost word begins, in points."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    sheets = (re.findall(r'(?: width|xMin)="([\d.]+)"', sheet) for sheet in told.split("<page")[1:])
    return [(float(width), min(map(float, words))) for width, *words in sheets]


@pytest.mark.long
def test_left_pages_are_moved_where_both_sides_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    html = page(table(1, 50), table(2, 45, is_wide=True), notes=6, two_sided="yes")
    monkeypatch.setattr(parts, "WHOLE", 10**9)
    whole = draw(html)
    monkeypatch.setattr(parts, "WHOLE", 1000)
    monkeypatch.setattr(parts, "PIECE", 8000)
    joined = draw(html)
    assert cut(html).verso == -20
    assert pages(joined) == pages(whole)
    assert edges(joined) == [pytest.approx(edge, abs=0.05) for edge in edges(whole)]
    upright = [left for width, left in edges(joined) if width < 600]
    assert max(upright) - min(upright) > 50


def test_a_piece_that_fails_ends_the_document_with_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "WHOLE", 1000)
    broken = LONG.replace("nguồn-11", "<p style='font-size: 1e9px'>x", 1)
    with pytest.raises(RenderingFailed, match="Không tạo được tệp PDF"):
        draw(broken)


@given(
    st.lists(st.integers(0, 40), max_size=4),
    st.integers(0, 12),
    st.sampled_from([200, 1500, 9000, 10**6]),
    st.text(alphabet="<>&\"'x0 R()\n", max_size=12),
)
def test_cutting_loses_no_character(tables: list[int], notes: int, piece: int, mark: str) -> None:
    html = page(*(table(number, rows) for number, rows in enumerate(tables)), notes=notes, mark=mark)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "WHOLE", 0)
        patch.setattr(parts, "PIECE", piece)
        pieces = cut(html)
    flows = [flow for group in pieces.groups for flow in group]
    told = pieces.head + pieces.mark + "".join(flow.whole() for flow in flows)
    assert "".join(told.split()) in "".join(html.split())
    assert all(len(group) == 1 for group in pieces.groups if any(flow.units for flow in group))
