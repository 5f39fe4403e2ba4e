"""Files that come with a report: of the whole or of a section, and what the office enters a report from."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from documents.models import Attachment

from .catalogue import Section
from .reports import Report


class ReportFileQuerySet(models.QuerySet["ReportFile"]):
    """A report's files as pages ask for them."""

    def to_show(self) -> "ReportFileQuerySet":
        """Bring along what a page says of a file, and leave its bytes where they are."""
        shown = self.select_related("section", "attachment__body", "attachment__thumbnail", "added_by")
        return shown.defer("attachment__data", "attachment__thumbnail__jpeg").in_order()

    def in_order(self) -> "ReportFileQuerySet":
        """Return the office's source first, then the files of the whole report, then those of the sections."""
        return self.order_by("-is_source", models.F("section__order").asc(nulls_first=True), "added_at", "pk")


class ReportFile(models.Model):
    """A file beside a report while it is written; each submission keeps which files it had.

    `is_source` marks the commune's own paper, photographed or scanned, from which the office enters on its behalf.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="report_files")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+")
    is_source = models.BooleanField("bản đơn vị gửi", default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp kèm báo cáo"
        verbose_name_plural = "tệp kèm báo cáo"
        ordering = ("report", "added_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "attachment", "is_source"),
                condition=Q(section__isnull=True),
                name="report_file_once",
            ),
            models.UniqueConstraint(
                fields=("report", "attachment", "section"),
                condition=Q(section__isnull=False),
                name="report_file_once_per_section",
            ),
            models.CheckConstraint(
                condition=Q(is_source=False) | Q(section__isnull=True), name="source_is_of_the_whole_report"
            ),
        )

    def __str__(self) -> str:
        return str(self.attachment)
