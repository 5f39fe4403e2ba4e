"""The words of a published document, kept beside it to be searched: they come from the data of its own edition."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import models

from briefing_portal.lib.searched import Searched, SearchedQuerySet
from briefing_portal.lib.vietnamese import normalize_text
from briefing_portal.lib.vietnamese.searching import exact_words, plain_words

from .published import PublishedDocument

_SAID = frozenset({"title", "heading", "subject", "label", "name", "text"})
_NOT_PRINTED = frozenset({"drafted", "edited"})


class DocumentText(Searched):
    """A document's words: as they stand, without marks, and with each word's tone behind it."""

    document = models.OneToOneField(PublishedDocument, models.PROTECT, primary_key=True, related_name="words")
    text = models.TextField()

    objects = SearchedQuerySet["DocumentText"].as_manager()

    class Meta:
        verbose_name = "lời văn để tìm"
        verbose_name_plural = "lời văn để tìm"
        ordering = ("document",)

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def said(self) -> str:
        """Return what the document is found by."""
        return self.text

    @classmethod
    def of(cls, document: PublishedDocument) -> "DocumentText":
        """Return a document's words, not yet kept."""
        return cls(document=document, text=text_of(document.title, document.data, document.code))


def text_of(title: str, data: str, code: str) -> str:
    """Return a document's words from its title, its canonical JSON and its printed code."""
    said = [title, *_said(json.loads(data)), code]
    return " ".join(filter(None, (" ".join(normalize_text(each).split()) for each in dict.fromkeys(said))))


def columns_of(title: str, data: str, code: str) -> dict[str, str]:
    """Return the columns of a document's words, for the migration that made them."""
    text = text_of(title, data, code)
    return {"text": text, "plain": plain_words(text), "exact": exact_words(text)}


def _said(data: Any) -> Iterator[str]:
    """Yield what a document's data says in words, in its order."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in _SAID and isinstance(value, str):
                yield value
            elif key not in _NOT_PRINTED:
                yield from _said(value)
    elif isinstance(data, list):
        for each in data:
            yield from _said(each)
