"""Letters that a page sends in passing: they neither hold up the answer nor spoil it."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor

from django.core.mail import EmailMessage

log = logging.getLogger(__name__)
room = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")


def send_aside(message: EmailMessage) -> Future[None]:
    """Send a letter beside the answer, so that its duration tells nothing; a failure is logged without its text."""
    return room.submit(_send, message)


def wait_until_sent() -> None:
    """Return once every letter handed in so far has been tried."""
    room.submit(lambda: None).result()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception as error:  # a mail server fails in a hundred ways, and none may reach the page
        log.warning("A letter was not sent: %s", type(error).__name__)
