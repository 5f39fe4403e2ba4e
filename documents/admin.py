"""Documents and their form are only shown here: they change through actions or never."""

from django.contrib import admin

from briefing_portal.lib.read_only_admin import ReadOnlyAdmin
from documents.models import FormatProfile, FormatSetting, PublishedDocument


@admin.register(PublishedDocument)
class PublishedDocumentAdmin(ReadOnlyAdmin):
    """Published documents with the hash of their bytes."""

    list_display = ("title", "edition", "month", "number", "published_at", "published_by", "sha256")
    list_filter = ("body", "edition", "month")
    exclude = ("pdf",)


@admin.register(FormatProfile)
class FormatProfileAdmin(ReadOnlyAdmin):
    """The rules of form, as documents/formats/*.csv have them."""

    list_display = ("title", "kind", "valid_from", "source")


@admin.register(FormatSetting)
class FormatSettingAdmin(ReadOnlyAdmin):
    """What offices set otherwise, change by change."""

    list_display = ("body", "profile", "name", "value", "at", "by")
    list_filter = ("body", "profile")
