"""What each person finds on her first page: the work that awaits her, by role."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, User
from documents.models import DocumentKind, Edition, PublishedDocument
from meetings.models import Briefing, SentenceComment
from reports.figures import asked_of, on_behalf_in, to_confirm
from reports.figures.proposals import proposals_of
from reports.models import Directive, DirectiveAnswer, Period, Report, Submission
from reports.workflow import CONFIRMABLE, EDITABLE, STATUS_LABELS, ReportStatus

from .basis import meeting_of
from .consultation import commune_notices, waiting_by_month

Plain = dict[str, Any]
PAST_MONTHS = 6
LATEST = 6
NOT_BEGUN = "none"

_TO_DO = {
    NOT_BEGUN: "Chưa nhập số liệu tháng này.",
    ReportStatus.DRAFT: "Nhập tiếp rồi trình ký hoặc nộp.",
    ReportStatus.READY: "Đã trình ký, chờ người ký nộp.",
    ReportStatus.SUBMITTED: "Đã nộp, chờ Văn phòng xem xét.",
    ReportStatus.RETURNED: "Văn phòng trả lại: xem ý kiến, sửa rồi nộp lại.",
    ReportStatus.REOPENED: "Văn phòng mở lại: sửa rồi nộp lại.",
    ReportStatus.ACCEPTED: "Đã được tiếp nhận, không phải làm gì thêm.",
}


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A commune's report of a month as its people see it: `report` is None where nobody has begun."""

    period: Period
    report: Report | None
    at: datetime

    @property
    def state(self) -> str:
        """Return the code of the state."""
        return str(self.report.status) if self.report else NOT_BEGUN

    @property
    def label(self) -> str:
        """Return the word for the state."""
        return STATUS_LABELS[self.report.state] if self.report else "Chưa bắt đầu"

    @property
    def to_do(self) -> str:
        """Return what is to be done next."""
        return _TO_DO[self.report.state if self.report else NOT_BEGUN]

    @property
    def is_editable(self) -> bool:
        """Tell whether figures may be typed now (an exception from the lock aside)."""
        return not self.period.is_locked(self.at) and (self.report is None or self.report.state in EDITABLE)

    @property
    def is_overdue(self) -> bool:
        """Tell whether the due time has passed and the report was never handed in."""
        return self.period.is_overdue(self.at) and (self.report is None or self.report.first_submitted_at is None)


def current_period(body: ConveningBody, today: date) -> Period | None:
    """Return the month of today where it is open, else the latest before it, else the next one."""
    periods = Period.objects.filter(body=body).select_related("body")
    return periods.filter(month__lte=str(Month.of(today))).newest_first().first() or periods.order_by("month").first()


def commune_part(commune: Commune, period: Period | None, user: User, at: datetime) -> Plain:
    """Return a commune's month, its months before, the directives to it, and what it is asked about."""
    existing = Period.objects.filter(body=commune.body_id).newest_first()
    periods = list(existing[: PAST_MONTHS + 1])
    reports = {r.period_id: r for r in Report.objects.filter(commune=commune, period__in=periods)}
    cards = [ReportCard(each, reports.get(each.pk), at) for each in periods]
    directives = _directives(user).filter(period__body=commune.body_id)
    mine = directives.filter(to_all_communes=True) | directives.filter(communes=commune)
    return {
        "commune": commune,
        "card": next((card for card in cards if card.period == period), None),
        "to_confirm": to_confirm(commune),
        "consultations": commune_notices(commune, at),
        "asked": len(asked_of(period, commune)) if period else 0,
        "past": [card for card in cards if card.period != period],
        "directives": list(mine.distinct().order_by("-period__month", "number", "pk")[:LATEST]),
    }


def _directives(user: User) -> QuerySet[Directive]:
    return Directive.objects.visible_to(user).filter(withdrawn_at=None).select_related("period", "section")


def office_part(period: Period) -> Plain:
    """Return what awaits the office in a month."""
    reports = Report.objects.filter(period=period).select_related("commune")
    expected = list(Commune.objects.filter(body=period.body).existing_in(period.as_month))
    handed_in = {r.commune_id for r in reports if r.state in {ReportStatus.SUBMITTED, ReportStatus.ACCEPTED}}
    briefing = Briefing.objects.filter(period=period).first()
    return {
        "waiting": list(reports.awaiting_review()),
        "outstanding": [commune for commune in expected if commune.pk not in handed_in],
        "disputed": [each.report for each in _disputed(period)],
        "expected": len(expected),
        "accepted": sum(report.state is ReportStatus.ACCEPTED for report in reports),
        "meeting": meeting_of(period),
        "briefing": briefing,
        "comments": SentenceComment.objects.filter(sentence__briefing=briefing, resolved_at=None).count(),
        "objections": waiting_by_month(period.body),
        "reported": DirectiveAnswer.objects.filter(directive__period__body=period.body).awaiting_verdict().count(),
        "proposals": sum(line.is_open for line in proposals_of(period.body)),
    }


def _disputed(period: Period) -> list[Submission]:
    """Return what the office entered and the commune wants corrected, as long as the office has not acted on it."""
    submissions = [each.submission for each in on_behalf_in(period).values() if each.is_disputed]
    return [each for each in submissions if each.report.state in CONFIRMABLE]


def leader_part(period: Period | None) -> Plain:
    """Return the draft of a month, as far as there is one."""
    briefing = Briefing.objects.filter(period=period).select_related("period").first() if period else None
    return {"briefing": briefing, "meeting": meeting_of(period) if period else None}


def latest_documents(body: ConveningBody, user: User, *, edition: Edition) -> list[PublishedDocument]:
    """Return the latest publications of a body that the user may read, one a month: its last supplement."""
    visible = PublishedDocument.objects.visible_to(user).filter(body=body, edition=edition, kind=DocumentKind.SUMMARY)
    latest: dict[str, PublishedDocument] = {}
    for document in visible.newest_first().defer("pdf", "data")[: LATEST * 3]:
        latest.setdefault(document.month, document)
    return list(latest.values())[:LATEST]
