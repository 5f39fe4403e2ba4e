"""Read a stored PDF back."""

import io

import pikepdf


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has; ValueError when it can't be read."""
    with _opened(pdf) as file:
        return len(file.pages)


def identifier_of(pdf: bytes) -> str:
    """Return the identifier that `render_pdf` gave the file; ValueError when it can't be read or has none."""
    with _opened(pdf) as file:
        if "/ID" not in file.trailer:
            raise ValueError("a PDF without an identifier")
        return bytes(file.trailer["/ID"][0]).decode("ascii", errors="replace")


def _opened(pdf: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError as error:
        raise ValueError("not a PDF") from error
