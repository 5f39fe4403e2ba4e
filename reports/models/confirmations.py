"""What a commune says to a report that the office submitted on its behalf. These rows are written once."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from briefing_portal.lib.write_once import WrittenOnceModel
from reports.workflow import CONFIRMATION_LABELS, Confirming

from .submissions import Submission


class Confirmation(WrittenOnceModel):
    """The commune's word on one submission that the office made: it is right, or what in it is not."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="confirmation")
    decision = models.CharField(
        "trả lời", max_length=10, choices=[(each.value, label) for each, label in CONFIRMATION_LABELS.items()]
    )
    text = models.TextField("nội dung cần sửa", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "trả lời của đơn vị về bản nhập thay"
        verbose_name_plural = "trả lời của đơn vị về bản nhập thay"
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(decision__in=[each.value for each in Confirming]), name="confirmation_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(decision=Confirming.CORRECT.value) | ~Q(text=""), name="correction_says_what_is_wrong"
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_decision_display()}"
