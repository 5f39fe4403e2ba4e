"""The process that reads and signs PDFs: an order and its files on stdin, the answer and its file on stdout.

It has a time and a memory limit, opens no connection and starts no program; whatever a hostile file does to its parsers
ends with it. `documents.signing.limited` starts it.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from pyhanko.sign import Signer

from . import examining, making
from .report import Examination

Answer = tuple[dict[str, Any], bytes]
_CLOSED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethost", "socket.send", "subprocess.")
_PROGRAMS = ("os.exec", "os.fork", "os.posix_spawn", "os.system")


def main() -> None:
    """Answer the one order on stdin."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints stays out of the answer
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    order = json.loads(head)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (order["memory_mib"] << 20, resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_REAL, order["seconds"] + 1)  # ends it even inside C code
    sys.addaudithook(_refuse_network_and_programs)
    told, file = ORDERS[order["does"]](order, content)
    with answers:
        answers.write(json.dumps(told).encode() + b"\n" + file)


def _examine(order: dict[str, Any], content: bytes) -> Answer:
    size = order["size"]
    return _examined(order, content[:size], content[size:]).as_plain(), b""


def _open(order: dict[str, Any], _content: bytes) -> Answer:
    """Tell whose key it is, or why it can't be used."""

    def look(signer: Signer) -> Answer:
        return {"holder": asdict(examining.holder_of(making.certificate_of(signer)))}, b""

    return _with_key(order, look)


def _sign(order: dict[str, Any], content: bytes) -> Answer:
    """Sign the first `size` bytes with a stamp, and look at what came of it; the document's own bytes come last."""
    pdf, rest = content[: order["size"]], content[order["size"] :]
    stamp, base = rest[: order["stamp_size"]], rest[order["stamp_size"] :]

    def sign(signer: Signer) -> Answer:
        made = making.sign(pdf, signer, stamp=stamp, **order["wish"])
        return {"examination": _examined(order, made, base).as_plain()}, made

    return _with_key(order, sign)


def _with_key(order: dict[str, Any], step: Callable[[Signer], Answer]) -> Answer:
    """Return what a step with an opened key answers, or why there is none."""
    try:
        with making.opened(order["keys"]) as signer:
            return step(signer)
    except making.Unusable as reason:
        return {"refused": str(reason)}, b""
    except Exception as error:  # a device has its own reasons; what was signed before stays as it was
        print(type(error).__name__, file=sys.stderr)  # noqa: T201 - the worker's log, without what the error carries
        return {"refused": making.FAILED}, b""


def _examined(order: dict[str, Any], pdf: bytes, base: bytes) -> Examination:
    return examining.examine(
        pdf,
        base=base,
        roots=examining.trust_roots(Path(order["roots"])),
        at=datetime.fromisoformat(order["at"]),
    )


ORDERS: dict[str, Callable[[dict[str, Any], bytes], Answer]] = {"examine": _examine, "open": _open, "sign": _sign}


def _refuse_network_and_programs(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith((*_CLOSED, *_PROGRAMS)):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
