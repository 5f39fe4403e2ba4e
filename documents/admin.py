"""Published documents are only shown here: they never change."""

from django.contrib import admin

from briefing_portal.lib.read_only_admin import ReadOnlyAdmin
from documents.models import PublishedDocument


@admin.register(PublishedDocument)
class PublishedDocumentAdmin(ReadOnlyAdmin):
    """Published documents with the hash of their bytes."""

    list_display = ("title", "edition", "month", "number", "published_at", "published_by", "sha256")
    list_filter = ("body", "edition", "month")
    exclude = ("pdf",)
