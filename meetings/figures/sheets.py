"""The secretary's one page and a month's pictures on paper: drawn anew each time, never published or signed."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from briefing_portal.lib.clock import moment_in_words
from communes.models import ConveningBody
from documents.rendering.html import render_document
from documents.rendering.pdf import render_pdf


def sheet_pdf(template: str, context: Mapping[str, Any], *, body: ConveningBody, title: str, at: datetime) -> bytes:
    """Return a sheet as a PDF that says when it was printed; RenderingFailed where it can't be drawn."""
    html = sheet_html(template, context, body=body, title=title, at=at)
    identifier = hashlib.sha256(html.encode()).hexdigest()
    return render_pdf(html, title=title, identifier=identifier, moment=at, author=body.name)


def sheet_html(template: str, context: Mapping[str, Any], *, body: ConveningBody, title: str, at: datetime) -> str:
    """Return the page that a sheet is drawn from."""
    return render_document(template, {**context, "body": body, "title": title, "printed": moment_in_words(at)})
