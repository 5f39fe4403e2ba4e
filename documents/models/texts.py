"""The words of a published document, kept beside it to be searched: they come from the data of its own edition."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import models

from briefing_portal.lib.vietnamese import normalize_text
from briefing_portal.lib.vietnamese.searching import Phrase, exact_words, plain_words

from .published import PublishedDocument

_SAID = frozenset({"title", "heading", "subject", "label", "name", "text"})
_NOT_PRINTED = frozenset({"drafted", "edited"})


class DocumentTextQuerySet(models.QuerySet["DocumentText"]):
    """Texts as they are searched."""

    def with_phrases(self, phrases: tuple[Phrase, ...]) -> "DocumentTextQuerySet":
        """Return the texts that have all phrases; the same on SQLite and on PostgreSQL: both columns are folded."""
        found = self
        for phrase in phrases:
            found = found.filter(plain__contains=f" {' '.join(phrase.plain)} ")
            for word in filter(None, phrase.exact):
                found = found.filter(exact__contains=f" {word} ")
        return found


class DocumentText(models.Model):
    """A document's words: as they stand, without marks, and with each word's tone behind it."""

    document = models.OneToOneField(PublishedDocument, models.PROTECT, primary_key=True, related_name="words")
    text = models.TextField()
    plain = models.TextField()
    exact = models.TextField()

    objects = DocumentTextQuerySet.as_manager()

    class Meta:
        verbose_name = "lời văn để tìm"
        verbose_name_plural = "lời văn để tìm"
        ordering = ("document",)

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def of(cls, document: PublishedDocument) -> "DocumentText":
        """Return a document's words, not yet kept."""
        return cls(document=document, **columns_of(document.title, document.data, document.code))


def columns_of(title: str, data: str, code: str) -> dict[str, str]:
    """Return the columns of a document's words from its title, its canonical JSON and its printed code."""
    said = [title, *_said(json.loads(data)), code]
    text = " ".join(filter(None, (" ".join(normalize_text(each).split()) for each in dict.fromkeys(said))))
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
