"""The thread of a report: every move and message, with the office's comments, oldest first."""

from reports.models import Report, ReportEvent, Review
from reports.models.submissions import Decision
from reports.workflow import CONFIRMATION_LABELS, MOVE_LABELS, ReportStatus

LABELS = {
    "started": "Bắt đầu soạn",
    "review_begun": "Bắt đầu xem xét",
    "message": "Trao đổi",
    "source_attached": "Kèm bản đơn vị gửi để nhập thay",
    **{move.value: label for move, label in MOVE_LABELS.items()},
    **{step.value: f"{label} (bản nhập thay)" for step, label in CONFIRMATION_LABELS.items()},
}


def thread_of(report: Report) -> list[tuple[str, ReportEvent]]:
    """Return the lines of a report's thread with their labels; comments are fetched along."""
    events = report.events.select_related("by", "submission", "review").prefetch_related(
        "review__comments__indicator", "review__comments__season", "review__comments__section"
    )
    return [(LABELS.get(event.kind, event.kind), event) for event in events.order_by("at", "pk")]


def last_return(report: Report) -> Review | None:
    """Return the decision by which the office asks for a correction, as long as it is open."""
    if report.state not in {ReportStatus.RETURNED, ReportStatus.REOPENED}:
        return None
    decisions = Review.objects.filter(submission__report=report, decision__in=(Decision.RETURN, Decision.REOPEN))
    return decisions.select_related("by").order_by("-at", "-pk").first()
