"""Make the pictures of the README from the demo: the office's board and the first page of the briefing's PDF.

Usage: make_pictures.py; it serves the demo from a database of its own, and writes docs/pictures/.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PASSWORD = "giaoban-2015"  # noqa: S105 - the demo's, printed in the README
SECONDS_TO_START = 120
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb"]


@contextmanager
def demo() -> Iterator[str]:
    """Serve the demo; yield its address."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
        probe.close()
        own = {"DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3", "PORT": port, "DEBUG": "1"}
        command = [sys.executable, str(ROOT / "scripts" / "serve_demo.py")]
        server = subprocess.Popen(command, env=os.environ | {"PORTAL_TODAY": "2015-12-18"} | own, cwd=ROOT)
        try:
            wait_for(int(port))
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(port: int) -> None:
    """Return once somebody listens; exit after two minutes."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    sys.exit("The demo did not start.")


def log_in(page: Page, address: str, name: str) -> None:
    """Log in as one of the demo's people."""
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def main() -> None:
    """Write board.png and briefing.png."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        log_in(page, address, "vanphong")
        page.goto(f"{address}/bach-thong/reports/2015-12/")
        page.screenshot(path=PICTURES / "board.png", full_page=False)
        answer = page.request.get(f"{address}/bach-thong/meetings/2015-11/briefing.pdf")
        command = ["pdftoppm", "-png", "-r", "70", "-f", "1", "-l", "1", "-singlefile", "-", str(PICTURES / "briefing")]
        subprocess.run(command, input=answer.body(), check=True)
        browser.close()


if __name__ == "__main__":
    main()
