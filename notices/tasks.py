"""What the portal's worker (`manage.py db_worker`) does with the outbox."""

import logging
import smtplib
from datetime import datetime

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from briefing_portal.lib import clock
from notices.actions import keep_letters
from notices.models import Letter
from notices.models.letters import HELD
from notices.rendering import message_of

# What of the answers of a mail server says that it is of no use at present, whatever the letter.
SERVER_AWAY = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)
PERMANENT = range(500, 600)  # replies by which a server refuses for good (RFC 5321, 4.2.1)

logger = logging.getLogger(__name__)


@task()
def send_letters() -> None:
    """Send the letters that are due, over one connection; plan the next run where some are left."""
    at = clock.machine_now()
    if not Letter.objects.due(at).exists():
        return
    _plan_run(at + HELD)  # should this run be cut off
    server = mail.get_connection()
    try:
        while (letter := keep_letters.claim(at=clock.machine_now())) is not None and _send(letter, server):
            pass
    finally:
        _hang_up(server)
    if again := Letter.objects.all().next_due(clock.machine_now()):
        _plan_run(again)


def _send(letter: Letter, server: BaseEmailBackend) -> bool:
    """Send a letter and keep how it went; tell whether the next one may be tried."""
    try:
        message = message_of(letter)
        if message is None:
            keep_letters.drop(letter=letter)
            return True
        server.open()
        server.send_messages([message])
    except Exception as error:  # a letter fails in a hundred ways, and none may hold up the others
        logger.warning("Letter %s was not sent: %s", letter.pk, type(error).__name__)
        _keep_failure(letter, error)
        _hang_up(server)
        return not _is_away(error)
    keep_letters.mark_sent(letter=letter, at=clock.machine_now())
    return True


def _is_away(error: Exception) -> bool:
    """Tell whether the letters behind would only wait, one after the other, for a server that doesn't answer."""
    if isinstance(error, smtplib.SMTPException):  # which is an OSError too
        return isinstance(error, SERVER_AWAY)
    return isinstance(error, OSError)


def _keep_failure(letter: Letter, error: Exception) -> None:
    words = f"{type(error).__name__}: {error}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        replies = {code for code, _ in error.recipients.values()}
        if all(code in PERMANENT for code in replies):
            keep_letters.give_up(letter=letter, error=f"Máy chủ thư không nhận địa chỉ này ({words})")
            return
    keep_letters.put_off(letter=letter, error=words, at=clock.machine_now())


def _hang_up(server: BaseEmailBackend) -> None:
    """Leave a connection that went wrong; the next letter gets a new one."""
    try:
        server.close()
    except (OSError, smtplib.SMTPException):
        logger.info("The mail server had hung up before")


def _plan_run(moment: datetime) -> None:
    """Have the outbox looked at again at a moment, unless a run is planned by then."""
    planned = DBTaskResult.objects.filter(
        task_path=send_letters.module_path,
        status=TaskResultStatus.READY,
        run_after__gt=clock.machine_now(),
        run_after__lte=moment,
    )
    if not planned.exists():
        send_letters.using(run_after=moment).enqueue()
