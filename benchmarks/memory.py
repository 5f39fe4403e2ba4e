"""How much memory a process and all that it starts take at most, each page of memory counted once (PSS)."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.2  # seconds
MIB = 1024  # KiB


@dataclass
class Peak:
    """The most that was seen, in MiB."""

    mib: float = 0


@contextlib.contextmanager
def watched(root: int, name: str = "") -> Iterator[Peak]:
    """Watch a process and its children; with `name` only those whose program is called so."""
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(PAUSE):
            peak.mib = max(peak.mib, sum(_kib(pid) for pid in _family(root) if _is_called(pid, name)) / MIB)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _family(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for pid in (int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal()):
        with contextlib.suppress(OSError):
            parent = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1]
            children.setdefault(int(parent), []).append(pid)
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def _kib(pid: int) -> int:
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1])
    return 0


def _is_called(pid: int, name: str) -> bool:
    with contextlib.suppress(OSError):
        return name in Path(f"/proc/{pid}/exe").readlink().name
    return False
