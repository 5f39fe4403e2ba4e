"""Sixteen people who send forms at the same time."""

import http.client
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib import import_module
from queue import Empty, SimpleQueue
from time import perf_counter
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from communes.models import User

TIMEOUT = 60  # seconds


@dataclass(frozen=True, slots=True)
class Posting:
    """One form to be sent."""

    address: str
    fields: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load came to."""

    posts: int
    errors: int
    seconds: float
    slowest_of_95_percent: float

    @property
    def per_second(self) -> float:
        """Return the answered posts per second."""
        return self.posts / self.seconds


def send_all(port: int, postings: Sequence[Posting], people: int) -> Outcome:
    """Send every form once, `people` at a time; an answer other than a redirect is an error."""
    waiting: SimpleQueue[Posting] = SimpleQueue()
    for posting in postings:
        waiting.put(posting)
    times: list[float] = []
    errors: list[str] = []
    threads = [threading.Thread(target=_send, args=(port, waiting, times, errors)) for _ in range(people)]
    begun = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = perf_counter() - begun
    for error in errors[:3]:
        print("  error:", error)
    return Outcome(len(times), len(errors), seconds, sorted(times)[int(len(times) * 0.95)] if times else 0.0)


def _send(port: int, waiting: SimpleQueue[Posting], times: list[float], errors: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    while True:
        try:
            posting = waiting.get_nowait()
        except Empty:
            connection.close()
            return
        headers = {"Content-Type": "application/x-www-form-urlencoded", **posting.headers}
        begun = perf_counter()
        connection.request("POST", posting.address, urlencode(posting.fields), headers)
        answer = connection.getresponse()
        text = answer.read()
        times.append(perf_counter() - begun)
        if answer.status != http.client.FOUND:
            errors.append(f"{answer.status} {posting.address} {text[:200]!r}")


def get(port: int, address: str, headers: Mapping[str, str]) -> str:
    """Return the page at an address; RuntimeError for anything but 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    connection.request("GET", address, headers=dict(headers))
    answer = connection.getresponse()
    text = answer.read().decode()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{answer.status} {address}")
    return text


def session_of(user: User) -> str:
    """Return the key of a session in which a person is logged in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


class _Fields(HTMLParser):
    """Collect what a browser would send of the form that is posted to an address ending in `action`."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._text_of = ""
        self._choice_of = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an input or the beginning of a text area."""
        named = {name: value or "" for name, value in attrs}
        name = named.get("name", "")
        if tag == "textarea":
            self._text_of = name
            self.fields[name] = ""
        elif tag == "input" and name and named.get("type") not in {"submit", "checkbox", "radio", "file"}:
            self.fields[name] = named.get("value", "")
        elif tag == "select" and name:
            self._choice_of = name
            self.fields[name] = ""
        elif tag == "option" and "selected" in named:
            self.fields[self._choice_of] = named.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a text area."""
        if tag == "textarea":
            self._text_of = ""

    def handle_data(self, data: str) -> None:
        """Collect the text of a text area."""
        if self._text_of:
            self.fields[self._text_of] += data


def fields_of(page: str) -> dict[str, str]:
    """Return the names and values of a page's form fields."""
    parser = _Fields()
    parser.feed(page)
    return parser.fields
