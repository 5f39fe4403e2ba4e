"""Rows that are found by their words: the words are folded once, when the row is written, and kept in two columns."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from briefing_portal.lib.vietnamese.searching import Phrase, exact_words, plain_words
from briefing_portal.lib.word_index import rows_with_words

COLUMNS = ("plain", "exact")
Row = TypeVar("Row", bound=models.Model, covariant=True)


class WordsField(models.TextField[str, str]):
    """A row's words in one way of folding; every save and bulk_create folds them anew."""

    fold: Callable[[str], str] = staticmethod(plain_words)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Be empty and hidden: the words are nobody's to type."""
        kwargs |= {"default": "", "editable": False}
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Fold what the row says; a model of the past, in a migration, says nothing and keeps its words."""
        if isinstance(model_instance, Searched):
            setattr(model_instance, self.attname, self.fold(model_instance.said))
        return str(getattr(model_instance, self.attname))


class PlainWordsField(WordsField):
    """Words without marks, each between spaces."""


class ExactWordsField(WordsField):
    """Words with each word's tone behind it."""

    fold = staticmethod(exact_words)


class SearchedQuerySet(models.QuerySet[Row]):
    """Rows as they are searched."""

    def with_phrases(self, phrases: Sequence[Phrase]) -> Self:
        """Return the rows that have all phrases; the same on SQLite and on PostgreSQL: both columns are folded."""
        found = self
        if phrases and issubclass(self.model, Searched) and self.model.has_word_index:
            words = dict.fromkeys(word for phrase in phrases for word in phrase.plain)
            found = found.filter(pk__in=rows_with_words(self.model._meta.db_table, words, self.db))
        for phrase in phrases:
            found = found.filter(plain__contains=f" {' '.join(phrase.plain)} ")
            for word in filter(None, phrase.exact):
                found = found.filter(exact__contains=f" {word} ")
        return found

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        """Write several rows, and their words with them: Django folds them only in `save` and `bulk_create`."""
        rows = list(objs)
        for row in rows:
            row.fold_words()
        return super().bulk_update(rows, list(dict.fromkeys([*fields, *COLUMNS])), batch_size)


class Searched(models.Model):
    """A row that is found by what it says (`said`)."""

    said: ClassVar[Any]
    has_word_index: ClassVar[bool] = False  # its table is narrowed by its words first (`index_words` in a migration)
    plain = PlainWordsField()
    exact = ExactWordsField()

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Write the row and its words, also where only some columns are written."""
        if update_fields is not None:
            update_fields = {*update_fields, *COLUMNS}
        super().save(*args, update_fields=update_fields, **kwargs)

    def fold_words(self) -> bool:
        """Fold the words anew; tell whether others had been kept."""
        kept = self.plain, self.exact
        self.plain, self.exact = plain_words(self.said), exact_words(self.said)
        return kept != (self.plain, self.exact)
