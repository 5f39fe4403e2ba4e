"""The office's side: begin a review, accept, return, reopen, write into the thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from notices.actions import outbox
from reports.figures.telling import accepted_notes, back_notes
from reports.models import Indicator, Report, ReportEvent, Review, ReviewComment, Season, Section
from reports.models.submissions import Decision
from reports.workflow import Move, ReportStatus, check_move

MESSAGE = "message"
REVIEW_BEGUN = "review_begun"


@dataclass(frozen=True, slots=True)
class FieldComment:
    """A comment beside a figure (indicator, season) or beside a section's text."""

    text: str
    indicator: str = ""
    season: str = ""
    section: str = ""


@transaction.atomic
def begin(*, report: Report, by: User, at: datetime) -> Report:
    """Begin the review: from now on the commune cannot withdraw the report."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.state is not ReportStatus.SUBMITTED or report.review_begun_at is not None:
        return report
    report.review_begun_at, report.review_begun_by = at, by
    report.save(update_fields=("review_begun_at", "review_begun_by"))
    ReportEvent.objects.create(report=report, kind=REVIEW_BEGUN, at=at, by=by)
    return report


@transaction.atomic
def accept(
    *,
    report: Report,
    by: User,
    at: datetime,
    comments: Sequence[FieldComment] = (),
    reason: str = "",
    expected_submission: int | None = None,
) -> Review:
    """Accept the report: its figures count from now on."""
    return _decide(report, Move.ACCEPT, reason, comments, expected_submission, by=by, at=at)


@transaction.atomic
def return_to_commune(
    *,
    report: Report,
    reason: str,
    by: User,
    at: datetime,
    comments: Sequence[FieldComment] = (),
    expected_submission: int | None = None,
) -> Review:
    """Return the report to its commune with a reason and comments per field."""
    return _decide(report, Move.RETURN, reason, comments, expected_submission, by=by, at=at)


@transaction.atomic
def reopen(*, report: Report, reason: str, by: User, at: datetime) -> Review:
    """Open an accepted report again, with a reason: its figures no longer count until it is accepted anew."""
    return _decide(report, Move.REOPEN, reason, (), None, by=by, at=at)


@transaction.atomic
def write_message(*, report: Report, text: str, by: User, at: datetime) -> ReportEvent:
    """Add a message to the report's thread."""
    clean = normalize_text(text)
    if not clean:
        raise Refusal("Chưa có nội dung trao đổi.")
    return ReportEvent.objects.create(report=report, kind=MESSAGE, text=clean, at=at, by=by)


def _decide(
    report: Report,
    move: Move,
    reason: str,
    comments: Sequence[FieldComment],
    expected_submission: int | None,
    *,
    by: User,
    at: datetime,
) -> Review:
    report.period.hold(alone=False)
    report = _locked(report)
    report.status = check_move(move, report.state, reason=reason)
    submission = report.submissions.order_by("-number")[0]
    if expected_submission is not None and submission.number != expected_submission:
        raise Refusal(f"Xã vừa nộp lần {submission.number}; hãy xem lần nộp mới trước khi quyết định.")
    report.save(update_fields=("status",))
    review = Review.objects.create(
        submission=submission, decision=Decision(move.value), reason=normalize_text(reason), at=at, by=by
    )
    _keep_comments(review, report, comments)
    ReportEvent.objects.create(
        report=report, kind=move, text=review.reason, submission=submission, review=review, at=at, by=by
    )
    _tell(report, move, submission.number, by, at)
    return review


def _tell(report: Report, move: Move, number: int, by: User, at: datetime) -> None:
    """Tell the commune's people what became of their submission."""
    if move is Move.ACCEPT:
        notes = accepted_notes(report, number)
    else:
        notes = back_notes(report, number, is_reopened=move is Move.REOPEN)
    outbox.tell(body=report.period.body, notes=notes, by=by, at=at)


def _locked(report: Report) -> Report:
    reports = Report.objects.select_for_update(of=("self",)).select_related("period__body", "commune")
    return reports.get(pk=report.pk)


def _keep_comments(review: Review, report: Report, comments: Sequence[FieldComment]) -> None:
    indicators = {i.code: i for i in Indicator.objects.filter(code__in={c.indicator for c in comments})}
    sections = {s.code: s for s in Section.objects.filter(code__in={c.section for c in comments})}
    seasons = {s.code: s for s in Season.objects.filter(periods=report.period)}
    ReviewComment.objects.bulk_create(
        ReviewComment(
            review=review,
            indicator=indicators.get(comment.indicator),
            season=seasons.get(comment.season),
            section=sections.get(comment.section),
            text=normalize_text(comment.text),
        )
        for comment in comments
        if comment.text.strip()
    )
