"""Turn a document's template into the whole HTML page that the PDF is drawn from."""

from collections.abc import Mapping

from django.template.loader import render_to_string


def render_document(template: str, context: Mapping[str, object]) -> str:
    """Return the full HTML of a template that extends `documents/base_document.html`."""
    return render_to_string(template, dict(context))
