"""Raw HTML in a document must never make the PDF process read a file or call a host."""

import io
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pikepdf
import pytest

from documents.rendering.pdf import STATIC, RenderingFailed, render_pdf, static_file

MOMENT = datetime(2015, 11, 23, 8, 0, tzinfo=UTC)
CANARY = "canary-5b1f"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>{}</svg>"

# Every place where a page can name an address; {} takes the address.
PLACES = {
    "stylesheet": "<link rel=stylesheet href='{}'>",
    "attachment of the document": "<link rel=attachment href='{}'>",
    "attachment of a link": "<a rel=attachment href='{}'>x</a>",
    "icon": "<link rel=icon href='{}'>",
    "import": "<style>@import '{}';</style>",
    "import by url()": "<style>@import url({});</style>",
    "background": "<style>body {{ background: url('{}') }}</style>",
    "background of the page": "<style>@page {{ background: url('{}') }}</style>",
    "margin box": "<style>@page {{ @top-left {{ content: url('{}') }} }}</style>",
    "inline style": "<p style=\"background-image: url('{}')\">x</p>",
    "generated content": "<style>p::before {{ content: url('{}') }}</style><p>x</p>",
    "list marker": "<ul style=\"list-style-image: url('{}')\"><li>x</ul>",
    "border image": "<p style=\"border: 9px solid; border-image: url('{}') 9\">x</p>",
    "font": "<style>@font-face {{ font-family: f; src: url('{}') }} p {{ font-family: f }}</style><p>x</p>",
    "colour profile": "<style>@color-profile --p {{ src: url('{}') }} p {{ color: color(--p 1 0 0) }}</style><p>x",
    "image": "<img src='{}' alt=''>",
    "image set": "<img srcset='{} 2x' alt=''>",
    "object": "<object data='{}'></object>",
    "embed": "<embed src='{}'>",
    "frame": "<iframe src='{}'></iframe>",
    "input": "<input type=image src='{}'>",
    "video": "<video poster='{}' src='{}'></video>",
    "base": "<base href='{}'><img src='x.png' alt=''><link rel=stylesheet href='x.css'>",
    "refresh": "<meta http-equiv=refresh content='0; url={}'>",
    "svg image": SVG.format("<image xlink:href='{}' width='9' height='9'/>"),
    "svg use": SVG.format("<use xlink:href='{}#x'/>"),
    "svg stylesheet": SVG.format("<style>@import '{}';</style><rect width='9' height='9'/>"),
    "svg pattern": SVG.format("<rect width='9' height='9' fill='url({}#p)'/>"),
    "xinclude": "<x xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='{}'/></x>",
}


class CanaryServer(ThreadingHTTPServer):
    """Count who calls."""

    hits: list[str]


class Canary(BaseHTTPRequestHandler):
    """Answer every call with the canary."""

    server: CanaryServer

    def do_GET(self) -> None:
        self.server.hits.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/css")
        self.end_headers()
        self.wfile.write(f"/* {CANARY} */".encode())

    def log_message(self, *_arguments: object) -> None:
        """Stay silent."""


@pytest.fixture
def canary_server() -> Iterator[CanaryServer]:
    server = CanaryServer(("127.0.0.1", 0), Canary)
    server.hits = []
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def everything_in(pdf: bytes) -> bytes:
    """Return every object of a PDF, streams unpacked; nothing when there is none."""
    if not pdf:
        return b""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        out = io.BytesIO()
        document.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    return out.getvalue()


def render(html: str) -> bytes:
    """Return the PDF, or nothing when the page was refused as a whole."""
    try:
        return render_pdf(f"<html lang=vi><body><p>Trang</p>{html}", title="", identifier="x", moment=MOMENT)
    except RenderingFailed:
        return b""


def at(place: str, url: str) -> str:
    """Return the HTML that names an address at a place."""
    return PLACES[place].replace("{{", "{").replace("}}", "}").replace("{}", url)


@pytest.mark.parametrize("place", PLACES)
def test_no_place_in_a_page_calls_a_host(place: str, canary_server: CanaryServer) -> None:
    pdf = render(at(place, f"http://127.0.0.1:{canary_server.server_port}/c"))
    assert canary_server.hits == []
    assert CANARY.encode() not in everything_in(pdf)


@pytest.mark.parametrize("place", PLACES)
def test_no_place_in_a_page_reads_a_file(place: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    pdf = everything_in(render(at(place, secret.as_uri())))
    assert CANARY.encode() not in pdf
    assert b"/EmbeddedFile" not in pdf


@pytest.mark.parametrize("scheme", ["HTTP:", "https:", "ftp:", "", "file:", "static:"])
def test_no_way_to_write_a_host_reaches_it(scheme: str, canary_server: CanaryServer) -> None:
    url = f"{scheme}//127.0.0.1:{canary_server.server_port}/c"
    render(at("stylesheet", url) + at("image", url) + at("attachment of the document", url))
    assert canary_server.hits == []


@pytest.mark.parametrize("form", ["{}", "FILE://localhost{}", "static:{}", "static:///{}", "static:css/{up}{}"])
def test_no_way_to_write_a_path_reads_it(form: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    url = form.replace("{up}", "../" * 20).replace("{}", str(secret))
    pdf = render(at("stylesheet", url) + at("image", url) + at("attachment of the document", url))
    assert b"/EmbeddedFile" not in everything_in(pdf)


def test_data_addresses_are_refused_too() -> None:
    pdf = render(at("attachment of the document", f"data:text/plain,{CANARY}"))
    assert pdf
    assert b"/EmbeddedFile" not in everything_in(pdf)


def test_the_projects_own_stylesheet_is_read() -> None:
    assert static_file("static:css/document.css") == STATIC / "css" / "document.css"
    plain, styled = render(""), render("<link rel=stylesheet href='static:css/document_paper.css'>")
    assert plain != styled


@pytest.mark.parametrize(
    "url",
    [
        "static:",
        "static:css",
        "static:css/nothing.css",
        "static:js/portal.js",
        "static:../manage.py",
        "static:css/../../manage.py",
        "static:css/%2e%2e/%2e%2e/manage.py",
        "static:/etc/passwd",
        "static:cssx/a.css",
        "file:css/document.css",
        "css/document.css",
        "http:css/document.css",
        "STATIC:css/document.css",
    ],
)
def test_only_files_of_the_open_folders_have_an_address(url: str) -> None:
    with pytest.raises(PermissionError):
        static_file(url)


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "secret.css").write_text("secret")
    (tmp_path / "css" / "leak.css").symlink_to(tmp_path / "secret.css")
    with pytest.raises(PermissionError):
        static_file("static:css/leak.css", root=tmp_path)
