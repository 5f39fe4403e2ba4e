"""The archive of a body as its page shows it: filtered, searched, a page at a time, with extracts."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from briefing_portal.lib.vietnamese.searching import Phrase, Piece, extract
from documents.models import DocumentText, PublishedDocument
from documents.models.published import PublishedDocumentQuerySet

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A document of the list, with the words around what was looked for."""

    document: PublishedDocument
    extract: list[Piece]


def matching(documents: PublishedDocumentQuerySet, phrases: tuple[Phrase, ...]) -> PublishedDocumentQuerySet:
    """Return the documents that have all phrases, the newest first, without their bytes."""
    if phrases:
        documents = documents.filter(pk__in=DocumentText.objects.with_phrases(phrases).values("document"))
    return documents.newest_first().select_related("body").defer("pdf", "data")


def page_of(
    documents: PublishedDocumentQuerySet, phrases: tuple[Phrase, ...], number: str
) -> tuple[Page[PublishedDocument], list[Found]]:
    """Return a page of the documents that match, each with its extract."""
    page = Paginator(documents, ON_A_PAGE).get_page(number)
    shown = list(page.object_list)
    texts = DocumentText.objects.in_bulk([document.pk for document in shown]) if phrases else {}
    return page, [
        Found(document, extract(texts[document.pk].text, phrases) if document.pk in texts else []) for document in shown
    ]
