"""One worker process, seen from the server: started, spoken to in frames, ended when it is late."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30
PASSED_ON = ("HOME", "XDG_CACHE_HOME", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPATH")


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Send eight bytes of length, then the content."""
    stream.write(len(content).to_bytes(8, "big") + content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """Return the content of the next frame; EOFError where there is none."""
    return _read_exactly(stream, int.from_bytes(_read_exactly(stream, 8), "big"))


def _read_exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content


class Worker:
    """Hold one worker process and speak to it."""

    def __init__(self) -> None:
        """Start the process; it is ready after `wait_until_warm`."""
        self.renders = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "documents.rendering.pdf"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=environment(),
            start_new_session=True,  # a Ctrl-C at the terminal is not meant for it
        )
        self._orders = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)

    def wait_until_warm(self) -> None:
        """Return when the process can draw; TimeoutError or EOFError when it can't."""
        self._within(START_SECONDS, lambda: read_frame(self._answers))

    def ask(self, order: bytes, seconds: float) -> bytes:
        """Return the answer to an order; TimeoutError or EOFError when there is none."""
        self.renders += 1

        def exchange() -> bytes:
            write_frame(self._orders, order)
            return read_frame(self._answers)

        return self._within(seconds, exchange)

    def is_usable(self, share: int) -> bool:
        """Tell whether the process lives and has not drawn its share."""
        return self.renders < share and self._process.poll() is None

    def stop(self) -> None:
        """End the process and free what it held."""
        self._process.kill()
        self._process.wait()
        for stream in (self._orders, self._answers):
            with contextlib.suppress(OSError):
                stream.close()

    def _within(self, seconds: float, step: Callable[[], bytes]) -> bytes:
        late = threading.Event()

        def end_it() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, end_it)
        timer.daemon = True
        timer.start()
        try:
            answer = step()
        except (EOFError, OSError) as error:
            raise (TimeoutError if late.is_set() else EOFError) from error
        finally:
            timer.cancel()
            timer.join()
        if late.is_set():  # the answer came with the last breath: the process is gone all the same
            raise TimeoutError
        return answer


def environment() -> dict[str, str]:
    """Return what a worker learns of the machine: none of the server's secrets."""
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return passed_on | {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",  # with it the same page gives the same bytes in every process
        "FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf")),
    }


def refuse_network_and_programs(event: str, _arguments: tuple[object, ...]) -> None:
    """Refuse, as the audit hook of a process that draws, to open a connection or to start a program."""
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")):
        raise PermissionError(event)
