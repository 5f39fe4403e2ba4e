"""A published document: frozen bytes with their hash."""

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from briefing_portal.lib.constraints import is_month
from briefing_portal.lib.write_once import WrittenOnceModel
from communes.models import ConveningBody, Role

from .codes import printed_code

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from communes.models import User


WHOLE_MONTH = 0  # the session of a document that is of no single meeting


class DocumentKind(models.TextChoices):
    """What kind of paper a document is."""

    SUMMARY = "summary", "Báo cáo tổng hợp"
    NOTICE = "notice", "Thông báo kết luận"
    MINUTES = "minutes", "Biên bản"
    INVITATION = "invitation", "Giấy mời"


class Edition(models.TextChoices):
    """For whom a document is: all sources inside the office, outside only what may be named."""

    INTERNAL = "internal", "Bản nội bộ"
    PUBLISHED = "published", "Bản phát hành"


class PublishedDocumentQuerySet(models.QuerySet["PublishedDocument"]):
    """Published documents as their readers ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "PublishedDocumentQuerySet":
        """Return all editions for the body's own people, the published edition for its communes."""
        if not user.is_authenticated:
            return self.none()
        inside = ConveningBody.objects.filter(
            memberships__user=user, memberships__role__in=(Role.OFFICE, Role.LEADER, Role.ADMIN)
        )
        outside = ConveningBody.objects.visible_to(user)
        return self.filter(Q(body__in=inside) | Q(body__in=outside, edition=Edition.PUBLISHED))

    def with_code(self, digits: str) -> "PublishedDocument | None":
        """Return the document whose data's hash begins with the digits of a code; None for none or several."""
        found = list(self.filter(data_sha256__startswith=digits).select_related("body", "supplements")[:2])
        return found[0] if len(found) == 1 else None

    def begun_by(self, pdf: bytes) -> "PublishedDocument | None":
        """Return the document whose bytes a file begins with; what follows them is what somebody wrote behind."""
        digest, at, begins = hashlib.sha256(), 0, []
        for size in self.annotate(size=Length("pdf")).order_by("size").values_list("size", flat=True).distinct():
            if size > len(pdf):
                break
            digest.update(pdf[at:size])
            begins.append(digest.hexdigest())
            at = size
        return self.filter(sha256__in=begins).select_related("body", "supplements").order_by("-pk").first()

    def later_than(self, document: "PublishedDocument") -> "PublishedDocumentQuerySet":
        """Return the supplements of the same edition that came after a document, the latest first."""
        same = self.filter(body=document.body_id, kind=document.kind, month=document.month, edition=document.edition)
        later = same.filter(session=document.session, number__gt=document.number)
        return later.defer("pdf", "data").order_by("-number", "pk")

    def newest_first(self) -> "PublishedDocumentQuerySet":
        """Return the latest published first."""
        return self.order_by("-month", "-number", "edition", "pk")


class PublishedDocument(WrittenOnceModel):
    """Frozen bytes of one edition. A correction is a document of its own (bản bổ sung) that cites this one."""

    body = models.ForeignKey(ConveningBody, models.PROTECT, related_name="documents")
    kind = models.CharField("loại", max_length=20, choices=DocumentKind, default=DocumentKind.SUMMARY)
    month = models.CharField("tháng", max_length=7)
    session = models.PositiveSmallIntegerField("phiên", default=WHOLE_MONTH)
    edition = models.CharField("bản", max_length=10, choices=Edition)
    number = models.PositiveSmallIntegerField("lần phát hành")
    title = models.CharField("tên", max_length=200)
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    data = models.TextField(help_text="briefing.json, canonical")
    data_sha256 = models.CharField(max_length=64)
    submissions = models.JSONField(default=list)
    supplements = models.ForeignKey("self", models.PROTECT, null=True, related_name="supplemented_by")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PublishedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đã phát hành"
        verbose_name_plural = "văn bản đã phát hành"
        ordering = ("body", "-month", "-number", "edition", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("body", "kind", "month", "session", "edition", "number"),
                name="document_number_once_per_edition",
            ),
            is_month("document_month_is_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.get_edition_display()})"

    @property
    def code(self) -> str:
        """Return the code that the document prints."""
        return printed_code(self.data_sha256)

    def pdf_is_intact(self) -> bool:
        """Tell whether the PDF's bytes still have the hash that was kept with them."""
        return hashlib.sha256(self.pdf).hexdigest() == self.sha256

    def data_is_intact(self) -> bool:
        """Tell whether the data still has the hash that was kept with it."""
        return hashlib.sha256(self.data.encode()).hexdigest() == self.data_sha256
