"""Documents, their signed copies and their form are only shown here: they change through actions or never."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from briefing_portal.lib.read_only_admin import ReadOnlyAdmin
from documents.models import Attachment, FormatProfile, FormatSetting, PublishedDocument, SignedCopy


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


@admin.register(Attachment)
class AttachmentAdmin(ReadOnlyAdmin):
    """Files handed in as evidence, with the hash of their bytes."""

    list_display = ("name", "kind", "size", "body", "commune", "uploaded_at", "uploaded_by", "sha256")
    list_filter = ("body", "kind")
    list_select_related = ("body", "commune", "uploaded_by")
    exclude = ("data",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attachment]:
        """Leave the bytes where they are."""
        return super().get_queryset(request).defer("data")


@admin.register(SignedCopy)
class SignedCopyAdmin(ReadOnlyAdmin):
    """Signed copies with their number, and what was found in them."""

    list_display = ("number", "dated", "document", "place", "finding", "filed_at", "filed_by", "sha256")
    list_filter = ("document__body", "finding")
    exclude = ("pdf",)
