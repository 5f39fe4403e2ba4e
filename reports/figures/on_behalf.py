"""How reports stand that the office submitted on a commune's behalf: from which paper, and what the commune said."""

import json
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery

from briefing_portal.lib.vietnamese import join_list
from communes.models import Commune
from reports.models import Confirmation, Period, Report, Submission
from reports.workflow import CONFIRMABLE, Confirming


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """A submission that the office made: the commune's papers by name, and its answer where there is one."""

    submission: Submission
    sources: tuple[str, ...]
    answer: Confirmation | None

    @property
    def is_waiting(self) -> bool:
        """Tell whether the commune has to confirm it and has not answered yet."""
        return self.submission.awaits_commune and self.answer is None

    @property
    def is_disputed(self) -> bool:
        """Tell whether the commune says that something in it is wrong."""
        return self.answer is not None and self.answer.decision == Confirming.CORRECT

    @property
    def mark(self) -> str:
        """Return the words that stand beside the report wherever it is shown."""
        entered = f"Văn phòng nhập thay{self._origin}"
        if self.is_waiting:
            return f"{entered}, chờ {self._unit} xác nhận"
        if self.answer is None:
            return entered
        said = "đề nghị sửa" if self.is_disputed else "đã xác nhận"
        return f"{entered}, {self._unit} {said}"

    @property
    def short_mark(self) -> str:
        """Return the same in as few words as a table has room for."""
        if self.is_waiting:
            return "nhập thay, chờ xác nhận"
        if self.answer is None:
            return "nhập thay"
        return "nhập thay, đơn vị đề nghị sửa" if self.is_disputed else "nhập thay, đã xác nhận"

    @property
    def _origin(self) -> str:
        return f" theo bản {join_list([f'“{name}”' for name in self.sources])}" if self.sources else ""

    @property
    def _unit(self) -> str:
        return str(self.submission.report.commune.kind)


def on_behalf_of(report: Report) -> OnBehalf | None:
    """Return how a report stands whose last submission the office made; None for every other report."""
    last = report.submissions.select_related("report__commune", "confirmation__by").order_by("-number").first()
    if last is None or not last.on_behalf:
        return None
    files = json.loads(last.snapshot).get("files", ())
    names = tuple(file["name"] for file in files if file["source"])
    return OnBehalf(last, names, getattr(last, "confirmation", None))


def on_behalf_in(period: Period) -> dict[int, OnBehalf]:
    """Return the same for a month, by the report's id, without the papers' names; one query."""
    rows = _latest_made().filter(report__period=period).select_related("report__commune", "confirmation")
    return {row.report_id: OnBehalf(row, (), getattr(row, "confirmation", None)) for row in rows}


def to_confirm(commune: Commune) -> list[Submission]:
    """Return what the office entered on a commune's behalf and the commune has not answered, the latest month first."""
    rows = _latest_made().filter(report__commune=commune, awaits_commune=True, confirmation=None)
    handed_in = rows.filter(report__status__in=CONFIRMABLE).select_related("report__period")
    return list(handed_in.order_by("-report__period__month", "pk"))


def _latest_made() -> QuerySet[Submission]:
    """Return the submissions that the office made and that are their report's last, without what they say."""
    of_report = Submission.objects.filter(report=OuterRef("report")).order_by("-number").values("number")[:1]
    made = Submission.objects.filter(on_behalf=True).alias(latest=Subquery(of_report))
    return made.filter(number=F("latest")).defer("snapshot")
