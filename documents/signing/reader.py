"""pyHanko's reader of PDFs, quick enough for documents whose objects lie packed in streams."""

import re
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

_PAIR = re.compile(rb"\s*(\d+)\s+(\d+)")


class Reader(PdfFileReader):
    """Read the table of an object stream once: pyHanko reads it for every object in it, minutes for a tagged paper."""

    def __init__(self, pdf: bytes) -> None:
        """Open a file as it is, also where it isn't strictly after the book: offices' tools rarely are."""
        self._tables: dict[int, tuple[bytes, dict[int, int]]] = {}
        super().__init__(BytesIO(pdf), strict=False)

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        content, places = self._table(stmnum)
        if idnum not in places:
            return generic.NullObject()
        stream = BytesIO(content)
        stream.seek(places[idnum])
        return generic.read_object(stream, generic.Reference(idnum, 0, self))

    def _table(self, number: int) -> tuple[bytes, dict[int, int]]:
        """Return an object stream's content, and where each of its objects begins."""
        if number not in self._tables:
            stream = generic.Reference(number, 0, self).get_object()
            if not isinstance(stream, generic.StreamObject) or stream.get("/Type") != "/ObjStm":
                raise PdfReadError("not an object stream")
            content, first = bytes(stream.data), int(stream["/First"])
            pairs = list(_PAIR.finditer(content[:first]))[: int(stream["/N"])]
            places = {int(pair[1]): first + int(pair[2]) for pair in reversed(pairs)}
            self._tables[number] = content, places
        return self._tables[number]
