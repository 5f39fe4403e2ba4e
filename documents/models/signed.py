"""What came back signed: the file that was handed in, and the copy that is filed as the published one."""

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from briefing_portal.lib.write_once import WrittenOnceModel

from .published import PublishedDocument

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from communes.models import User

LONGEST_WORDS = 1000  # characters of a reason or of what somebody vouches


class Finding(models.TextChoices):
    """What a signed copy is, seen from the document that was published."""

    OURS = "ours", "Đúng tệp đã phát hành, có chữ ký số"
    SAME_TEXT = "same_text", "Tệp khác, đã so lời văn"
    SCAN = "scan", "Bản quét"


class ReceivedCopy(models.Model):
    """A file that the office handed in and has not filed yet, with what was found in it; its next one replaces it."""

    document = models.ForeignKey(PublishedDocument, models.PROTECT, related_name="received_copies")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    finding = models.CharField("kết luận", max_length=10, choices=Finding)
    signatures = models.JSONField(default=list)
    comparison = models.JSONField(default=dict, help_text="number, dated, names, differences, share")
    tail = models.CharField(max_length=40, blank=True, help_text="what the paper prints behind its open number")
    number_typed = models.CharField("số", max_length=60, blank=True)
    dated_typed = models.CharField("ngày văn bản", max_length=60, blank=True)
    reason = models.TextField("lý do thay bản cũ", blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bản đã ký chờ lưu"
        verbose_name_plural = "bản đã ký chờ lưu"
        constraints = (
            models.UniqueConstraint(fields=("document", "received_by"), name="one_received_copy_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.document}: {self.get_finding_display()}"

    @property
    def needs_words(self) -> bool:
        """Tell whether somebody has to vouch for the copy: a scan, or words that differ."""
        return self.finding == Finding.SCAN or bool(self.comparison.get("differences"))


def signed_copies_of_documents() -> "models.Prefetch[str]":
    """Return what `prefetch_related` takes to have documents' signed copies at hand without their bytes."""
    return models.Prefetch("signed_copies", SignedCopy.objects.defer("pdf").order_by("-place", "pk"))


class SignedCopyQuerySet(models.QuerySet["SignedCopy"]):
    """Signed copies as their readers ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "SignedCopyQuerySet":
        """Return the copies of the documents that the user may read."""
        return self.filter(document__in=PublishedDocument.objects.visible_to(user).values("pk"))

    def of(self, document: PublishedDocument) -> "SignedCopyQuerySet":
        """Return a document's copies without their bytes, the one that holds first."""
        return self.filter(document=document).defer("pdf").select_related("filed_by").order_by("-place", "pk")

    def with_bytes(self, sha256: str) -> "SignedCopy | None":
        """Return the copy that was filed with these bytes, the latest where it was filed twice."""
        same = self.filter(sha256=sha256).defer("pdf").select_related("document__body", "document__supplements")
        return same.order_by("-filed_at", "-pk").first()

    def with_number_elsewhere(self, number: str, year: int, document: PublishedDocument) -> "SignedCopy | None":
        """Return the copy of another paper of the body that has a number of a year; editions of one paper share it."""
        editions = PublishedDocument.objects.filter(
            body=document.body_id,
            kind=document.kind,
            month=document.month,
            session=document.session,
            number=document.number,
        )
        numbered = self.filter(document__body=document.body_id, number=number, dated__year=year)
        others = numbered.exclude(document__in=editions.values("pk"))
        return others.select_related("document").defer("pdf", "document__pdf", "document__data").first()

    def next_place(self, document: PublishedDocument) -> int:
        """Return the place that a document's next copy gets."""
        return int(self.filter(document=document).aggregate(last=models.Max("place"))["last"] or 0) + 1


class SignedCopy(WrittenOnceModel):
    """A signed copy as it was filed, byte for byte. A wrong one is replaced by the next, which gives the reason."""

    document = models.ForeignKey(PublishedDocument, models.PROTECT, related_name="signed_copies")
    place = models.PositiveSmallIntegerField("lần lưu")
    finding = models.CharField("kết luận", max_length=10, choices=Finding)
    number = models.CharField("số", max_length=40)
    dated = models.DateField("ngày văn bản")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    signatures = models.JSONField("chữ ký số", default=list)
    differences = models.JSONField("chỗ khác", default=list)
    vouched = models.TextField("lời xác nhận", blank=True)
    reason = models.TextField("lý do thay bản cũ", blank=True)
    is_portal_signed = models.BooleanField("ký trên hệ thống", default=False)
    filed_at = models.DateTimeField("lưu lúc")
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đã ký"
        verbose_name_plural = "bản đã ký"
        ordering = ("document", "-place", "pk")
        constraints = (models.UniqueConstraint(fields=("document", "place"), name="signed_copy_place_once"),)

    def __str__(self) -> str:
        return f"{self.number}, {self.document}"

    def is_intact(self) -> bool:
        """Tell whether the bytes still have the hash that was kept with them."""
        return hashlib.sha256(self.pdf).hexdigest() == self.sha256
