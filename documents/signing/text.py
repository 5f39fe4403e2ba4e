"""The words of a PDF, line by line, and whether its pages are pictures of a paper."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PAGES = 5000
MOST_LETTERS = 5_000_000
SCANNED_SHARE = 0.8  # of a page's area under one picture
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-"})  # what pdfium makes of one at a line's end


class NotReadable(Exception):
    """Say in one Vietnamese sentence why a file can't be read as a PDF."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a PDF: its page from 0, and its box in points from the page's lower left."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def opened(pdf: bytes) -> pypdfium2.PdfDocument:
    """Return a PDF opened for reading; NotReadable with its sentence where it is none, locked or endless."""
    try:
        file = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise NotReadable("Tệp PDF này có mật khẩu; hãy bỏ mật khẩu rồi gửi lại.") from error
        raise NotReadable("Tệp này không phải PDF hoặc đã hỏng, không mở được.") from error
    if pdfium.FPDF_GetSecurityHandlerRevision(file.raw) != -1:
        raise NotReadable("Tệp PDF này bị khóa (mã hóa); hãy bỏ khóa rồi gửi lại.")
    if not 0 < len(file) <= MOST_PAGES:
        raise NotReadable(f"Tệp PDF này không có trang nào hoặc có hơn {MOST_PAGES} trang.")
    return file


def lines_of(file: pypdfium2.PdfDocument) -> tuple[tuple[str, ...], ...]:
    """Return the lines of every page, without page numbers; NotReadable where there is more than anybody writes."""
    pages, letters = [], 0
    for number, page in enumerate(file, start=1):
        text = page.get_textpage().get_text_range()
        letters += len(text)
        if letters > MOST_LETTERS:
            raise NotReadable("Tệp PDF này có quá nhiều chữ để đọc hết.")
        pages.append(tuple(_without_number(list(_lines(text)), number)))
    return tuple(pages)


def _lines(text: str) -> Iterator[str]:
    for line in unicodedata.normalize("NFC", text.translate(_HYPHENS)).splitlines():
        if plain := re.sub(r"\s+", " ", line).strip():
            yield plain


def _without_number(lines: list[str], number: int) -> list[str]:
    """Take the page's own number away where it stands alone: "2", "- 2 -", "Trang 2/5"."""
    for place in (0, -1):
        found = re.fullmatch(r"(?:[Tt]rang )?[-–—]? ?(\d+)(?: ?/ ?\d+)? ?[-–—]?", lines[place]) if lines else None
        if found and int(found[1]) == number:
            del lines[place]
    return lines


def is_scan(file: pypdfium2.PdfDocument) -> bool:
    """Tell whether every page lies under one picture, as a scanner makes them (with or without words behind it)."""
    return all(_is_picture(page) for page in file)


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    whole = page.get_width() * page.get_height()
    for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = piece.get_bounds()
        if (right - left) * (top - bottom) >= SCANNED_SHARE * whole:
            return True
    return False


def last_place_of(file: pypdfium2.PdfDocument, words: str) -> Place | None:
    """Return where words stand last in a PDF, on one line; None where they don't."""
    for page in reversed(range(len(file))):
        text = file[page].get_textpage()
        found = list(iter(text.search(words, match_case=True).get_next, None))
        if found:
            first, count = found[-1]
            boxes = [text.get_charbox(place) for place in range(first, first + count)]
            left, bottom, right, top = zip(*boxes, strict=True)
            return Place(page, min(left), min(bottom), max(right), max(top))
    return None


def stamps_on(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Return the boxes (left, bottom, right, top) of the form fields that show on a page: its stamps."""
    found = []
    for place in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, place)
        box = pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_WIDGET and pdfium.FPDFAnnot_GetRect(note, box):
            found.append((box.left, box.bottom, box.right, box.top))
        pdfium.FPDFPage_CloseAnnot(note)
    return [each for each in found if each[0] < each[2] and each[1] < each[3]]
