"""The process that draws: the same bytes for the same page, limits that hold, and life after every failure."""

import io
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest

from briefing_portal.lib.refusal import Refusal
from documents.rendering import pdf as engine
from documents.rendering import worker
from documents.rendering.pdf import Limits, RenderingFailed, render_pdf

HANOI = timezone(timedelta(hours=7))
MOMENT = datetime(2015, 11, 23, 8, 0, tzinfo=HANOI)
PAGE = "<html lang=vi><link rel=stylesheet href='static:css/document.css'><article class=document><p>Cẩm Giàng {}"
HEAVY = "<p>" + "x " * 15_000_000
SLOW = "<table>" + "<tr><td>1<td>2<td>3<td>4" * 20_000
DEEP = "<div>" * 2_000 + "x"
DIVISION = "<p style='font-size: 1e9px'>x"


def draw(html: str, limits: Limits = engine.DEFAULT) -> bytes:
    return render_pdf(html, title="Báo cáo", identifier="BT-2015-11", moment=MOMENT, limits=limits)


@pytest.fixture
def new_pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[engine._Pool]:
    pool = engine._Pool()
    monkeypatch.setattr(engine, "_pool", pool)
    yield pool
    pool.close()


def worker_pids() -> list[int]:
    return [each._process.pid for each in engine._pool._idle]


def wait_for_end(pid: int, seconds: float) -> bool:
    """Tell whether a process that need not be our child ends in time."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def test_the_same_page_gives_the_same_bytes_in_every_process(new_pool: engine._Pool) -> None:
    first = draw(PAGE)
    assert draw(PAGE) == first
    new_pool.close()
    assert draw(PAGE) == first


def test_the_file_carries_title_author_language_and_moment() -> None:
    drawn = render_pdf(
        PAGE, title="Báo cáo tháng 11", identifier="BT-2015-11", moment=MOMENT, author="Huyện ủy Bạch Thông"
    )
    with pikepdf.open(io.BytesIO(drawn)) as document:
        assert str(document.docinfo["/Title"]) == "Báo cáo tháng 11"
        assert str(document.docinfo["/Author"]) == "Huyện ủy Bạch Thông"
        assert str(document.docinfo["/CreationDate"]).startswith("D:20151123080000+07")
        assert str(document.Root.Lang) == "vi"
        assert bytes(document.trailer["/ID"][0]) == b"BT-2015-11"


def test_a_moment_without_a_time_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(PAGE, title="", identifier="", moment=datetime(2015, 11, 23))  # noqa: DTZ001 - the mistake itself


@pytest.mark.parametrize("bomb", [DEEP, DIVISION], ids=["recursion", "division"])
def test_a_page_that_breaks_the_engine_is_refused_and_the_next_is_drawn(bomb: str) -> None:
    with pytest.raises(RenderingFailed) as refusal:
        draw(bomb)
    assert refusal.value.sentence.startswith("Không tạo được tệp PDF")
    assert isinstance(refusal.value, Refusal)
    assert draw(PAGE).startswith(b"%PDF")


def test_a_page_that_takes_too_long_is_stopped_and_the_next_is_drawn() -> None:
    with pytest.raises(RenderingFailed) as refusal:
        draw(SLOW, Limits(seconds=0.5))
    assert refusal.value.sentence == ("Tạo tệp PDF quá 0,5 giây nên đã dừng; xin rút ngắn nội dung rồi thử lại.")
    assert draw(PAGE).startswith(b"%PDF")


@pytest.mark.long
def test_a_page_that_takes_too_much_memory_is_stopped_and_the_next_is_drawn() -> None:
    with pytest.raises(RenderingFailed, match="Không tạo được tệp PDF"):
        draw(HEAVY, Limits(memory_mib=320))
    assert draw(PAGE).startswith(b"%PDF")


def test_a_worker_that_was_killed_between_two_pages_is_replaced(new_pool: engine._Pool) -> None:
    draw(PAGE)
    (pid,) = worker_pids()
    os.kill(pid, signal.SIGKILL)
    assert wait_for_end(pid, 10)
    assert draw(PAGE).startswith(b"%PDF")
    assert worker_pids() != [pid]


def test_a_worker_stays_warm_and_is_replaced_after_its_share(
    new_pool: engine._Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(PAGE)
    pids = worker_pids()
    draw(PAGE)
    assert worker_pids() == pids
    monkeypatch.setattr(engine, "RENDERS_PER_WORKER", 2)
    draw(PAGE)
    assert worker_pids() != pids
    assert wait_for_end(pids[0], 10)


def test_eight_people_print_at_once_on_two_workers(new_pool: engine._Pool) -> None:
    pages = [PAGE.format(number) for number in range(8)]
    with ThreadPoolExecutor(8) as people:
        drawn = list(people.map(draw, pages))
    assert drawn == [draw(page) for page in pages]
    assert len(set(drawn)) == 8
    assert len(worker_pids()) == engine.POOL_SIZE


def test_whoever_waits_too_long_for_a_worker_is_told_so(
    new_pool: engine._Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_pool, "_places", threading.BoundedSemaphore(1))
    with new_pool._places, pytest.raises(RenderingFailed) as refusal:
        draw(PAGE, Limits(wait_seconds=0.01))
    assert refusal.value.sentence == "Máy chủ đang tạo nhiều tệp PDF khác; xin thử lại sau ít phút."


def test_a_machine_without_the_font_says_what_it_lacks(
    new_pool: engine._Pool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<fontconfig></fontconfig>")
    environment = worker.environment() | {"FONTCONFIG_FILE": str(fonts)}
    monkeypatch.setattr(worker, "environment", lambda: environment)
    with pytest.raises(RenderingFailed, match="phông chữ Liberation Serif"):
        draw(PAGE)


def test_the_worker_learns_nothing_of_the_servers_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    assert "secret" not in "".join(worker.environment().values())


SERVER = """
import datetime, os, sys, threading
from documents.rendering import pdf
def draw(html, **limits):
    moment = datetime.datetime(2015, 11, 23, tzinfo=datetime.UTC)
    return pdf.render_pdf(html, title="", identifier="x", moment=moment, limits=pdf.Limits(**limits))
"""


def start_server(script: str) -> "subprocess.Popen[str]":
    """Start a server of its own that prints the id of its worker."""
    return subprocess.Popen([sys.executable, "-c", SERVER + script], cwd=worker.ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.long
@pytest.mark.parametrize("work", ["sys.stdin.read()", "draw('<table>' + '<tr><td>1' * 50_000, seconds=1)"])
def test_the_worker_ends_when_its_server_is_killed(work: str) -> None:
    server = start_server(
        "draw('x'); print(pdf._pool._idle[0]._process.pid, flush=True)\n"
        f"threading.Thread(target=lambda: {work}).start()\nthreading.Event().wait()"
    )
    with server:
        assert server.stdout is not None
        pid = int(server.stdout.readline())
        assert not wait_for_end(pid, 0.2)
        server.kill()
    assert wait_for_end(pid, 10)


def test_a_server_that_ends_leaves_no_worker() -> None:
    with start_server("draw('x'); print(pdf._pool._idle[0]._process.pid)") as server:
        assert server.stdout is not None
        pid = int(server.stdout.readline())
    assert server.returncode == 0
    assert wait_for_end(pid, 10)


def test_a_worker_outlives_the_thread_that_started_it() -> None:
    script = (
        "thread = threading.Thread(target=draw, args=['x']); thread.start(); thread.join()\n"
        "pid = pdf._pool._idle[0]._process.pid; draw('x'); print(pid, pdf._pool._idle[0]._process.pid)"
    )
    with start_server(script) as server:
        assert server.stdout is not None
        first, second = server.stdout.readline().split()
    assert first == second


def test_parent_and_child_of_a_fork_draw_with_workers_of_their_own() -> None:
    script = (
        "page = draw('x'); child = os.fork()\n"
        "if not child:\n    os._exit(0 if draw('x') == page and draw('y') != page else 1)\n"
        "assert draw('x') == page\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
        "assert draw('x') == page; print('both')"
    )
    with start_server(script) as server:
        assert server.stdout is not None
        assert server.stdout.read() == "both\n"


def test_nobody_imports_weasyprint_into_the_server() -> None:
    with start_server("draw('x'); print('weasyprint' in sys.modules, 'django' in sys.modules)") as server:
        assert server.stdout is not None
        assert server.stdout.read() == "False False\n"


def test_the_worker_can_open_no_socket_and_start_no_program() -> None:
    script = """
sys.addaudithook(pdf.refuse_network_and_programs)
import socket, subprocess
for step in (lambda: socket.socket(), lambda: subprocess.run(["true"]), lambda: socket.getaddrinfo("x", 1)):
    try:
        step()
    except PermissionError:
        print("refused")
"""
    with start_server(script) as server:
        assert server.stdout is not None
        assert server.stdout.read() == "refused\n" * 3
