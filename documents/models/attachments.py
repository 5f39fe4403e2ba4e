"""A file that somebody hands in as evidence: its bytes, kept with the database so that one backup holds both."""

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from briefing_portal.lib.write_once import WrittenOnceModel
from communes.models import Commune, ConveningBody, Role

from .file_kinds import FileKind

PAGES_SHOWN = 12  # of one file beside a form

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from communes.models import User


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Attachments as their readers ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "AttachmentQuerySet":
        """Return the files of the communes that the user may see, and a body's own for its people."""
        if not user.is_authenticated:
            return self.none()
        inside = ConveningBody.objects.filter(
            memberships__user=user, memberships__role__in=(Role.OFFICE, Role.LEADER, Role.ADMIN)
        )
        own = Q(commune__isnull=True, body__in=inside)
        return self.filter(own | Q(commune__in=Commune.objects.visible_to(user)))

    def without_bytes(self) -> "AttachmentQuerySet":
        """Leave the bytes where they are."""
        return self.defer("data")

    def with_pictures(self) -> "AttachmentQuerySet":
        """Leave the bytes where they are, and bring along how many pages can be looked at."""
        return self.without_bytes().select_related("body", "thumbnail").defer("data", "thumbnail__jpeg")


class Attachment(WrittenOnceModel):
    """A file of a commune, or of a body where there is none. It never changes; the same bytes are kept once for each.

    Its kind is what its bytes are, not what its name says.
    """

    body = models.ForeignKey(ConveningBody, models.PROTECT, related_name="attachments")
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, related_name="attachments")
    name = models.CharField("tên tệp", max_length=200)
    kind = models.CharField("loại", max_length=10, choices=[(kind.value, kind.value) for kind in FileKind])
    size = models.PositiveIntegerField("dung lượng")
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ("body", "-uploaded_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("commune", "sha256", "name"), condition=Q(commune__isnull=False), name="file_once_per_commune"
            ),
            models.UniqueConstraint(
                fields=("body", "sha256", "name"), condition=Q(commune__isnull=True), name="file_once_per_body"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Tell whether the file can be looked at page by page."""
        return hasattr(self, "thumbnail")

    @property
    def is_intact(self) -> bool:
        """Tell whether the bytes still have the hash that was kept with them."""
        return hashlib.sha256(self.data).hexdigest() == self.sha256


class Thumbnail(WrittenOnceModel):
    """The small picture of a file's first page, drawn when it was handed in, and how many pages it has.

    A file that cannot be drawn has none.
    """

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="thumbnail")
    jpeg = models.BinaryField()
    pages = models.PositiveIntegerField("số trang")

    class Meta:
        verbose_name = "hình nhỏ"
        verbose_name_plural = "hình nhỏ"
        ordering = ("attachment", "pk")
        constraints = (models.CheckConstraint(condition=Q(pages__gte=1), name="thumbnail_has_a_page"),)

    def __str__(self) -> str:
        return str(self.attachment)

    @property
    def first_pages(self) -> range:
        """Return the numbers of the pages that are shown beside a form."""
        return range(1, min(self.pages, PAGES_SHOWN) + 1)

    @property
    def has_more(self) -> bool:
        """Tell whether there are pages behind those."""
        return self.pages > PAGES_SHOWN
