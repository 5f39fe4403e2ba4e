"""What the process does whose memory is measured: draw an HTML file, with the portal's limits, without Django."""

import datetime as dt
from pathlib import Path

from documents.rendering.pdf import render_pdf

NOON = dt.datetime(2015, 11, 16, 12, tzinfo=dt.UTC)


def draw_file(page: str, out: str) -> None:
    """Draw the PDF of an HTML file."""
    Path(out).write_bytes(render_pdf(Path(page).read_text("utf-8"), title="Đo", identifier="do", moment=NOON))
