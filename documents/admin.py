"""Published documents and their signed copies are only shown here: they never change."""

from django.contrib import admin

from briefing_portal.lib.read_only_admin import ReadOnlyAdmin
from documents.models import PublishedDocument, SignedCopy


@admin.register(PublishedDocument)
class PublishedDocumentAdmin(ReadOnlyAdmin):
    """Published documents with the hash of their bytes."""

    list_display = ("title", "edition", "month", "number", "published_at", "published_by", "sha256")
    list_filter = ("body", "edition", "month")
    exclude = ("pdf",)


@admin.register(SignedCopy)
class SignedCopyAdmin(ReadOnlyAdmin):
    """Signed copies with their number, and what was found in them."""

    list_display = ("number", "dated", "document", "place", "finding", "filed_at", "filed_by", "sha256")
    list_filter = ("document__body", "finding")
    exclude = ("pdf",)
