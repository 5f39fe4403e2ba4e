"""Walk the portal as a reader does: from link to link, each kind of page once."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

PAPERS = (".pdf", ".docx", ".xlsx", ".csv", ".ics", ".zip", ".json", ".svg")


def kind(address: str) -> str | None:
    """Name the address's page; None if it is a paper, a file or Django's own administration."""
    try:
        name = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None
    papers = ("admin", "pdf", "docx", "xlsx", "csv", "logout", "download")
    return None if any(word in name for word in papers) or urlsplit(address).path.endswith(PAPERS) else name


def links(page: Page) -> list[str]:
    hrefs = page.eval_on_selector_all("a[href]:not([download])", "all => all.map(a => a.getAttribute('href'))")
    return [urldefrag(urljoin(page.url, href)).url for href in hrefs]


def walk(page: Page, start: str, seen: set[str]) -> Iterator[str]:
    """Open every kind of page that links lead to and nobody has seen; yield its name."""
    page.goto(start)
    host, waiting = urlsplit(page.url).netloc, [page.url]
    while waiting:
        address = waiting.pop(0)
        name = kind(address)
        if name is None or name in seen or urlsplit(address).netloc != host:
            continue
        seen.add(name)
        answer = page.goto(address)
        if answer and "html" in answer.headers.get("content-type", ""):
            waiting += links(page)
            yield name
