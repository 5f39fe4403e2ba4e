"""Gunicorn on this machine, as an office would run it."""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

ROOT = Path(__file__).parent.parent
START_TRIES = 200


@contextlib.contextmanager
def served(wsgi: str, environment: dict[str, str]) -> Iterator[int]:
    """Serve a WSGI application with two processes of eight threads; yield its port."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", f"{wsgi}:application", "-b", f"127.0.0.1:{port}"]
    command += ["-w", "2", "--threads", "8", "--timeout", "120", "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(START_TRIES):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        sleep(0.05)
    raise RuntimeError(f"nothing listens on port {port}")
