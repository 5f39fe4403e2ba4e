"""Signing in the portal: who signs in which order, and the file as each signer left it."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models

from .published import PublishedDocument


class SigningPlanQuerySet(models.QuerySet["SigningPlan"]):
    """Plans as the people who sign ask for them."""

    def current_of(self, document: PublishedDocument) -> "SigningPlan | None":
        """Return the plan that a document is signed by: its latest."""
        return self.filter(document=document).select_related("planned_by").order_by("-pk").first()

    def like(self, document: PublishedDocument) -> "SigningPlan | None":
        """Return the body's latest plan for a paper of the same kind: who signed the last one."""
        return self.filter(document__body=document.body_id, document__kind=document.kind).order_by("-pk").first()


class SigningPlan(models.Model):
    """Who signs a document, in order, under which number and day. A change is a new plan."""

    document = models.ForeignKey(PublishedDocument, models.PROTECT, related_name="signing_plans")
    number = models.CharField("số", max_length=40)
    dated = models.DateField("ngày văn bản")
    positions = models.JSONField("chức danh ký, theo thứ tự")
    reason = models.TextField("lý do thay bản cũ", blank=True)
    planned_at = models.DateTimeField("lập lúc")
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SigningPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "thứ tự ký"
        verbose_name_plural = "thứ tự ký"
        ordering = ("document", "-pk")

    def __str__(self) -> str:
        return f"{self.number}, {self.document}"

    def position_at(self, place: int) -> str:
        """Return the position that signs in a place, from 1; empty behind the last."""
        return str(self.positions[place - 1]) if 1 <= place <= len(self.positions) else ""


class PortalSignature(models.Model):
    """The file as one signer left it, with her signature in the plan's order."""

    plan = models.ForeignKey(SigningPlan, models.PROTECT, related_name="signatures")
    place = models.PositiveSmallIntegerField("thứ tự")
    signature = models.JSONField("chữ ký số")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField("ký lúc")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "chữ ký trên hệ thống"
        verbose_name_plural = "chữ ký trên hệ thống"
        ordering = ("plan", "place", "pk")
        constraints = (models.UniqueConstraint(fields=("plan", "place"), name="portal_signature_once_per_place"),)

    def __str__(self) -> str:
        return f"{self.plan}, {self.place}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row once."""
        if not self._state.adding:
            msg = "a signature is never changed"
            raise TypeError(msg)
        super().save(*args, **kwargs)

    def is_intact(self) -> bool:
        """Tell whether the bytes still have the hash that was kept with them."""
        return hashlib.sha256(self.pdf).hexdigest() == self.sha256
