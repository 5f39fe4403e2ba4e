"""How a month stands: one line a commune, the counts over them, the words that ask for what is not there yet."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Max

from briefing_portal.lib.clock import moment_in_words
from briefing_portal.lib.vietnamese import format_date, join_list
from communes.models import Commune
from reports import figures
from reports.figures.on_behalf import OnBehalf
from reports.models import LockException, Period, Report, Submission
from reports.workflow import EDITABLE, STATUS_LABELS, ReportStatus

NOT_BEGUN = "none"
STATES = {NOT_BEGUN: "Chưa bắt đầu"} | {status.value: label for status, label in STATUS_LABELS.items()}
COUNTED = (
    ("Đã tiếp nhận", (ReportStatus.ACCEPTED,)),
    ("Chờ xem xét", (ReportStatus.SUBMITTED,)),
    ("Trả lại, mở lại", (ReportStatus.RETURNED, ReportStatus.REOPENED)),
    ("Đã trình ký", (ReportStatus.READY,)),
    ("Đang soạn", (ReportStatus.DRAFT,)),
    ("Chưa bắt đầu", (NOT_BEGUN,)),
)


class Warnings(NamedTuple):
    """How many warnings a submission carries, and how many of them nobody explained."""

    all: int = 0
    unexplained: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One commune of a month as it stands at a moment: `submissions` counts, `missing` names required figures."""

    period: Period
    at: datetime
    commune: Commune
    report: Report | None
    submissions: int
    missing: tuple[str, ...]
    warnings: Warnings
    exception: LockException | None
    on_behalf: OnBehalf | None = None

    @property
    def state(self) -> str:
        """Return the code of the report's state, or that nobody has begun."""
        return str(self.report.status) if self.report else NOT_BEGUN

    @property
    def label(self) -> str:
        """Return the word for the state."""
        return STATES[self.state]

    @property
    def is_waiting(self) -> bool:
        """Tell whether the office has to look at the report."""
        return self.state == ReportStatus.SUBMITTED

    @property
    def is_accepted(self) -> bool:
        """Tell whether the report counts."""
        return self.state == ReportStatus.ACCEPTED

    @property
    def is_outstanding(self) -> bool:
        """Tell whether the commune has to hand the report in, for the first time or again."""
        return not self.is_waiting and not self.is_accepted

    @property
    def is_overdue(self) -> bool:
        """Tell whether the due time has passed and nothing has ever been handed in."""
        return self.submissions == 0 and self.period.is_overdue(self.at)

    @property
    def is_late(self) -> bool:
        """Tell whether the first submission came after the due time."""
        return self.report is not None and self.report.is_late

    @property
    def may_enter(self) -> bool:
        """Tell whether the office may enter figures on the commune's behalf now."""
        is_open = self.exception is not None or not self.period.is_locked(self.at)
        return is_open and (self.report is None or self.report.state in EDITABLE)


def lines_of(period: Period, at: datetime) -> list[Line]:
    """Return a line for each commune of the month, in list order."""
    reports = {report.commune_id: report for report in period.reports.select_related("period")}
    handed_in = Submission.objects.filter(report__period=period).order_by().values_list("report_id")
    numbers = dict(handed_in.annotate(last=Max("number")))
    missing, warnings = figures.missing_required(period), _warnings(period)
    on_behalf = figures.on_behalf_in(period)
    exceptions = {e.commune_id: e for e in period.lock_exceptions.all() if e.holds(at)}
    lines = []
    for commune in Commune.objects.filter(body=period.body).existing_in(period.as_month):
        report = reports.get(commune.pk)
        key = report.pk if report else 0
        lines.append(
            Line(
                period=period,
                at=at,
                commune=commune,
                report=report,
                submissions=numbers.get(key, 0),
                missing=missing.get(key, ()),
                warnings=warnings.get(key, Warnings()),
                exception=exceptions.get(commune.pk),
                on_behalf=on_behalf.get(key),
            )
        )
    return lines


def counts_of(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """Return label and number of each count that the board shows on top."""
    states = Counter(line.state for line in lines)
    late = sum(line.is_overdue or line.is_late for line in lines)
    return [*((label, sum(states[state] for state in group)) for label, group in COUNTED), ("Trễ hạn", late)]


def reminder(period: Period, lines: Sequence[Line], at: datetime) -> str:
    """Write the text for the communes' Zalo group that says who has not handed in; empty where all have."""
    first = [line.commune.name for line in lines if line.is_outstanding and not line.submissions]
    again = [line.commune.name for line in lines if line.is_outstanding and line.submissions]
    if not first and not again:
        return ""
    body = period.body
    parts = [f"VĂN PHÒNG {body.name.upper()}", f"Báo cáo {period}, tính đến {moment_in_words(at)}:"]
    if first:
        parts.append(f"- Chưa nộp ({len(first)}/{len(lines)} {body.units_word}): {join_list(first)}.")
    if again:
        parts.append(f"- Cần sửa và nộp lại ({len(again)}): {join_list(again)}.")
    return "\n".join([*parts, _appeal(period, at)])


def opening(period: Period, at: datetime) -> str:
    """Write the text for the Zalo group that says a month is open; empty once it is locked or due."""
    if period.is_locked(at) or period.is_overdue(at):
        return ""
    body = period.body
    days = f"từ ngày {format_date(period.data_from)} đến ngày {format_date(period.data_to)}"
    due = [f"Hạn nộp: {moment_in_words(period.due_at)}."] if period.due_at else []
    page = f"{settings.PORTAL_URL}/{body.slug}/"
    return "\n".join(
        [
            f"VĂN PHÒNG {body.name.upper()}",
            f"Đã mở kỳ báo cáo {period}, số liệu {days}.",
            *due,
            f"Đề nghị các {body.units_word} nhập và nộp báo cáo tại: {page}",
        ]
    )


def _appeal(period: Period, at: datetime) -> str:
    units = f"Đề nghị các {period.body.units_word} trên"
    if period.due_at is None:
        return f"{units} khẩn trương hoàn thành và nộp báo cáo."
    if period.is_overdue(at):
        return f"Hạn nộp là {moment_in_words(period.due_at)}, nay đã quá hạn. {units} nộp ngay."
    return f"{units} hoàn thành và nộp trước {moment_in_words(period.due_at)}."


def _warnings(period: Period) -> dict[int, Warnings]:
    """Count the warnings of each submission that waits for a review; missing figures are counted elsewhere."""
    waiting = Submission.objects.filter(report__period=period, report__status=ReportStatus.SUBMITTED)
    found = {}
    for report, text in waiting.order_by("number", "pk").values_list("report_id", "snapshot"):
        snapshot = json.loads(text)
        flagged = [finding["indicator"] for finding in snapshot["findings"] if finding["rule"] != "missing"]
        unexplained = [code for code in flagged if code not in snapshot["explanations"]]
        found[report] = Warnings(len(flagged), len(unexplained))
    return found
