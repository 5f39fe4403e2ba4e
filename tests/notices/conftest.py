"""A portal with a mail server: what was handed over stands in django.core.mail.outbox."""

import datetime as dt
import smtplib
from collections.abc import Callable, Sequence

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends import locmem
from django_tasks_db.models import DBTaskResult

from communes.models import User
from notices.models import Kind, Note
from tests import factories

MORNING = factories.moment("2015-11-13", "06:30")


class Server:
    """What the mail server does: it takes letters, is away, or refuses."""

    def __init__(self) -> None:
        self.fault: Exception | None = None
        self.after: Callable[[], object] | None = None

    def goes_down(self) -> None:
        self.fault = ConnectionRefusedError(111, "Connection refused")

    def comes_back(self) -> None:
        self.fault = None


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    made = Server()
    send = locmem.EmailBackend.send_messages

    def answer(self: locmem.EmailBackend, messages: Sequence[EmailMessage]) -> int:
        if made.fault is not None:
            raise made.fault
        count = send(self, messages)
        if made.after is not None:
            made.after()
        return count

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", answer)
    return made


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """The machine's clock, standing still; what is appended is the new time."""
    moments = [MORNING]
    monkeypatch.setattr("briefing_portal.lib.clock.machine_now", lambda: moments[-1])
    return moments


def with_mail(user: User) -> User:
    user.email = f"{user.username}@bachthong.example"
    user.save(update_fields=("email",))
    return user


def note(user: User, key: str = "report.1.accepted.1", kind: Kind = Kind.ACCEPTED) -> Note:
    return Note(user, kind, key, f"Việc {key}", "/bach-thong/", "Xem và làm theo.")


def subjects() -> list[str]:
    return [str(message.subject) for message in mail.outbox]


def message_ids() -> list[str]:
    return [message.extra_headers["Message-ID"] for message in mail.outbox]


def planned_runs() -> int:
    return DBTaskResult.objects.filter(task_path="notices.tasks.send_letters").count()


REFUSED = smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"no such user")})
BUSY = smtplib.SMTPDataError(451, b"try again later")
