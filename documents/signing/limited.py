"""Have a PDF read or signed by a process of its own, under limits of time and memory."""

import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from briefing_portal.lib.refusal import Refusal

from .report import Examination, Holder, examination_from

ROOT = Path(__file__).resolve().parents[2]
PLACES = 2  # processes at once
PASSED_ON = ("TMPDIR", "LD_LIBRARY_PATH", "PYTHONPATH", "SOFTHSM2_CONF")

logger = logging.getLogger(__name__)


class NotDone(Refusal):
    """Say in one Vietnamese sentence why a file was neither read nor signed."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bound one process: seconds of work, MiB of address space, seconds of waiting for a free place."""

    seconds: float = 25
    memory_mib: int = 1536
    wait_seconds: float = 20


DEFAULT = Limits()


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What somebody signs with for this one step: a PKCS#12 file, or the server's device where there is none.

    Neither the file nor the PIN is kept or printed anywhere.
    """

    pin: str
    p12: bytes | None = None

    def as_plain(self) -> dict[str, str]:
        """Return the order's part that opens the key."""
        if self.p12 is not None:
            return {"kind": "p12", "file": self.p12.hex(), "pin": self.pin}
        token, label = settings.SIGNING_PKCS11_TOKEN, settings.SIGNING_PKCS11_LABEL
        return {
            "kind": "token",
            "module": settings.SIGNING_PKCS11_MODULE,
            "token": token,
            "label": label,
            "pin": self.pin,
        }


@dataclass(frozen=True, slots=True)
class Wish:
    """How a signature is made: its field, the position below which its stamp stands, the place where it is given."""

    field: str
    position: str
    place: str


_places = threading.BoundedSemaphore(PLACES)


def examine(pdf: bytes, *, base: bytes = b"", at: datetime, limits: Limits = DEFAULT) -> Examination:
    """Return what a PDF is, beside the document that it should be; NotDone when it can't be read within the limits.

    `at` judges the certificate of a signature that claims no moment.
    """
    order = {"does": "examine", "size": len(pdf), "roots": str(settings.SIGNING_ROOTS), "at": at.isoformat()}
    told, _ = ask(order, pdf + base, limits)
    return examination_from(told)


def holder_of(keys: Keys, *, limits: Limits = DEFAULT) -> Holder:
    """Return whose key it is; NotDone with its sentence where it can't be opened."""
    told, _ = ask({"does": "open", "keys": keys.as_plain()}, b"", limits)
    return Holder(**_granted(told)["holder"])


def sign(
    pdf: bytes, keys: Keys, wish: Wish, *, stamp: bytes, base: bytes, at: datetime, limits: Limits = DEFAULT
) -> tuple[bytes, Examination]:
    """Return a PDF signed behind its bytes, with what an examination says of it; NotDone where it can't be signed.

    `stamp` is a PDF of one page, `base` the document that was published.
    """
    order = {"does": "sign", "keys": keys.as_plain(), "wish": asdict(wish), "size": len(pdf), "stamp_size": len(stamp)}
    order |= {"roots": str(settings.SIGNING_ROOTS), "at": at.isoformat()}
    told, made = ask(order, pdf + stamp + base, limits)
    return made, examination_from(_granted(told)["examination"])


def _granted(told: dict[str, Any]) -> dict[str, Any]:
    if "refused" in told:
        raise NotDone(told["refused"])
    return told


def ask(order: dict[str, Any], pdf: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """Return a process's answer to an order, and its file."""
    if not _places.acquire(timeout=limits.wait_seconds):
        raise NotDone("Máy chủ đang kiểm tra nhiều tệp khác; xin thử lại sau ít phút.")
    try:
        head = json.dumps(order | {"seconds": limits.seconds, "memory_mib": limits.memory_mib}).encode()
        return _run(head + b"\n" + pdf, limits)
    finally:
        _places.release()


def _run(content: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "documents.signing.worker"],
            input=content,
            capture_output=True,
            cwd=ROOT,
            env=_environment(),
            timeout=limits.seconds,
            check=True,
            start_new_session=True,  # a Ctrl-C at the terminal is not meant for it
        )
    except subprocess.TimeoutExpired as error:
        seconds = f"{limits.seconds:g}".replace(".", ",")
        raise NotDone(f"Đọc tệp PDF này quá {seconds} giây nên đã dừng.") from error
    except subprocess.CalledProcessError as error:
        logger.warning(
            "A PDF ended its process (%s): %s", error.returncode, error.stderr[-500:].decode(errors="replace")
        )
        raise NotDone("Không đọc được tệp PDF này: tệp hỏng hoặc quá phức tạp.") from error
    head, _, file = done.stdout.partition(b"\n")
    return json.loads(head), file


def _environment() -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return passed_on | {"PATH": os.defpath, "LANG": "C.UTF-8"}
