"""The QR code on a published paper is read from the page as a telephone reads it."""

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from communes.models import User
from documents.models import PublishedDocument
from meetings.models import Briefing
from tests.meetings.test_publish import freeze, words_of

pytestmark = pytest.mark.once

DOTS_PER_MM = 150 / 25.4  # a plain office printer, photographed


def pages(pdf: bytes, into: Path) -> list[Image.Image]:
    """Return the pages as grey pictures at 150 dpi."""
    command: list[str | Path] = ["pdftoppm", "-r", "150", "-gray", "-png", "-", into / "page"]
    subprocess.run(command, input=pdf, capture_output=True, check=True)
    return [Image.open(file) for file in sorted(into.glob("page*.png"))]


@pytest.fixture
def documents(briefing: Briefing, office: User) -> dict[str, PublishedDocument]:
    return freeze(briefing, office)


@pytest.mark.parametrize("edition", ["internal", "published"])
def test_the_qr_code_leads_to_the_page_of_this_very_paper(
    documents: dict[str, PublishedDocument], edition: str, tmp_path: Path
) -> None:
    document = documents[edition]
    read = [code for page in pages(bytes(document.pdf), tmp_path) for code in zxingcpp.read_barcodes(page)]
    assert [code.text for code in read] == [f"https://giaoban.bachthong.example/verify/{document.code}/"]
    assert read[0].ec_level in {"M", "Q", "H"}
    width = (read[0].position.top_right.x - read[0].position.top_left.x) / DOTS_PER_MM
    assert width >= 20  # millimetres, without the quiet zone


def test_the_qr_code_is_drawn_in_lines_and_not_as_a_picture(documents: dict[str, PublishedDocument]) -> None:
    pdf = bytes(documents["published"].pdf)
    told = subprocess.run(["pdfimages", "-list", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert len(told.splitlines()) == 2  # the heading alone
    assert documents["published"].code in words_of(pdf)
