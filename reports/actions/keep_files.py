"""Put a file beside a report while it is written, and take it off again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from briefing_portal.lib.refusal import Refusal
from communes.models import User
from documents.models import Attachment
from reports.models import Report, ReportEvent, ReportFile, Section

SOURCE_ATTACHED = "source_attached"
MOST_FILES = 20  # of one report
MOST_BYTES = 50 * 1024 * 1024  # of one report's files together


@transaction.atomic
def add(
    *,
    report: Report,
    attachment: Attachment,
    section: Section | None = None,
    is_source: bool = False,
    by: User,
    at: datetime,
) -> ReportFile:
    """Put a file beside the whole report, or a section of it; the same one twice is there once.

    `is_source` says that it is the commune's own paper, from which the office enters on its behalf.
    """
    report = _writable(report, at)
    if attachment.commune_id != report.commune_id:
        raise Refusal("Tệp này không phải của đơn vị; hãy gửi lại.")
    if is_source and not attachment.is_picture:
        raise Refusal(f"Bản đơn vị gửi phải xem được: ảnh JPG, PNG hoặc PDF. Không mở được tệp “{attachment.name}”.")
    same = ReportFile.objects.filter(report=report, attachment=attachment, section=section, is_source=is_source)
    if found := same.first():
        return found
    _check_room(report, attachment)
    if is_source:
        ReportEvent.objects.create(report=report, kind=SOURCE_ATTACHED, text=attachment.name, at=at, by=by)
    return ReportFile.objects.create(
        report=report, attachment=attachment, section=section, is_source=is_source, added_at=at, added_by=by
    )


@transaction.atomic
def take_off(*, file: ReportFile, by: User, at: datetime) -> None:
    """Take a file off the report as it is being written; submissions that had it keep it."""
    _writable(file.report, at)
    file.delete()


def _writable(report: Report, at: datetime) -> Report:
    report.period.hold(alone=False)
    report = Report.objects.select_for_update().select_related("period", "commune").get(pk=report.pk)
    report.period.check_open_for(report.commune, at)
    if not report.is_editable:
        raise Refusal(f"Báo cáo đang ở trạng thái “{report.state.label}” nên không kèm hay bỏ tệp được.")
    return report


def _check_room(report: Report, attachment: Attachment) -> None:
    if report.files.count() >= MOST_FILES:
        raise Refusal(f"Báo cáo đã kèm {MOST_FILES} tệp; hãy bỏ bớt hoặc gộp lại trước khi kèm “{attachment.name}”.")
    kept = report.files.aggregate(bytes=Sum("attachment__size"))["bytes"] or 0
    if kept + attachment.size > MOST_BYTES:
        raise Refusal(
            f"Các tệp kèm một báo cáo được tối đa {MOST_BYTES // 1024 // 1024} MB;"
            f" thêm “{attachment.name}” thì vượt quá. Hãy bỏ bớt tệp hoặc gửi bản nhỏ hơn."
        )
