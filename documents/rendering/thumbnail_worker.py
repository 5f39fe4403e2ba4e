"""The process that draws one page of a file: an order and the file on stdin, the number of pages and a JPEG on stdout.

It has a time and a memory limit, opens no connection and starts no program. What it gives is a new picture, without
anything of what a camera or a program wrote into the file. `thumbnails.py` starts it.
"""

import io
import json
import os
import resource
import signal
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

PDF, PNG = "pdf", "png"
MOST_POINTS = 60_000_000  # of a picture that is opened: a telephone's best has 50 million
SECONDS, MEMORY_MIB = 20, 1024


def main() -> None:
    """Draw the one page that stdin asks for."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints stays out of the answer
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    order = json.loads(head)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MIB << 20, MEMORY_MIB << 20))
    signal.alarm(SECONDS + 1)  # ends it even inside C code
    from PIL import Image  # before the hook: importing opens files, drawing needs none

    Image.init()
    sys.addaudithook(_refuse_network_and_programs)
    picture, pages = _page(content, **order)
    with answers:
        answers.write(f"{pages}\n".encode() + _jpeg(picture, order["side"]))


def _page(content: bytes, *, kind: str, page: int, side: int) -> tuple["Picture", int]:
    return _page_of_pdf(content, page, side) if kind == PDF else (_photo(content, kind, side), 1)


def _photo(content: bytes, kind: str, side: int) -> "Picture":
    from PIL import Image, ImageOps

    picture = Image.open(io.BytesIO(content), formats=["PNG" if kind == PNG else "JPEG"])
    if picture.width * picture.height > MOST_POINTS:
        raise ValueError(f"{picture.width} × {picture.height} points")
    picture.draft("RGB", (2 * side, 2 * side))  # a large JPEG is unpacked no larger than needed
    return ImageOps.exif_transpose(picture)


def _page_of_pdf(content: bytes, page: int, side: int) -> tuple["Picture", int]:
    import pypdfium2

    file = pypdfium2.PdfDocument(content)
    sheet = file[page - 1]
    return sheet.render(scale=side / max(sheet.get_size())).to_pil(), len(file)


def _jpeg(picture: "Picture", side: int) -> bytes:
    """Return a new picture of so many points at most on white; nothing but the points is taken over."""
    from PIL import Image

    picture.thumbnail((side, side))
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen)
    file = io.BytesIO()
    paper.save(file, "JPEG", quality=80, optimize=True)
    return file.getvalue()


def _refuse_network_and_programs(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
