"""Turn a document into the whole HTML page that the PDF is drawn from."""

from collections.abc import Mapping
from dataclasses import fields

from django.template.loader import render_to_string

from documents.models import Look
from documents.rendering.content import Document
from documents.rendering.sheet import style_element

TEMPLATE = "documents/document.html"


def render_document(template: str, context: Mapping[str, object]) -> str:
    """Return the full HTML of a template that extends `documents/base_document.html`."""
    return render_to_string(template, dict(context))


def context_of(document: Document, look: Look) -> dict[str, object]:
    """Return what TEMPLATE is filled with: the document's parts by name, and the sheet that they stand on."""
    parts = {each.name: getattr(document, each.name) for each in fields(document)}
    return parts | {"is_party": look.is_party, "sheet": style_element(look)}
