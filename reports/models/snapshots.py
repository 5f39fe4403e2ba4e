"""The canonical copy of a report that a submission keeps."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import format_date
from reports.checks.directives import ANSWER_LABELS
from reports.facts import AnswerState

from .answers import DirectiveAnswer
from .catalogue import Indicator
from .files import ReportFile
from .reports import Report


def snapshot_of(
    report: Report,
    *,
    number: int,
    targets: list[dict[str, Any]],
    last_month: list[dict[str, str]],
    findings: list[dict[str, str]],
) -> dict[str, Any]:
    """Return all that stands in a report, with what it is judged against, as plain data; figures as text."""
    commune, period = report.commune, report.period
    return {
        "body": period.body.slug,
        "month": period.month,
        "data_from": period.data_from.isoformat(),
        "data_to": period.data_to.isoformat(),
        "commune": {"code": commune.code, "name": commune.name, "kind": commune.kind, "slug": commune.slug},
        "number": number,
        "catalogue": catalogue_version(),
        "values": [
            {
                "indicator": v.indicator.code,
                "season": v.season.code if v.season else "",
                "value": str(v.value),
                "as_of": v.as_of.isoformat() if v.as_of else "",
            }
            for v in report.values.select_related("indicator", "season").order_by("indicator__order", "season")
        ],
        "targets": targets,
        "last_month": last_month,
        "narratives": {n.section.code: n.text for n in report.narratives.select_related("section")},
        "explanations": {e.indicator.code: e.text for e in report.explanations.select_related("indicator")},
        "issues": [
            {"category": i.category.code, "text": i.text, "cause": i.cause, "remedy": i.remedy}
            for i in report.issues.select_related("category")
        ],
        "proposals": [{"text": p.text, "addressee": p.addressee} for p in report.proposals.all()],
        "answers": [plain_answer(answer) for answer in answers_in(report)],
        "files": [plain_file(file) for file in files_in(report)],
        "findings": findings,
    }


def answers_in(report: Report) -> QuerySet[DirectiveAnswer]:
    """Return a report's answers to directives, the earliest directive first."""
    rows = report.answers.exclude(state="").select_related("directive__period", "attachment").defer("attachment__data")
    return rows.order_by("directive__period__month", "directive__number", "pk")


def files_in(report: Report) -> QuerySet[ReportFile]:
    """Return a report's files without their bytes, the office's source first."""
    return ReportFile.objects.filter(report=report).to_show()


def plain_answer(answer: DirectiveAnswer) -> dict[str, Any]:
    """Return an answer as plain data, with what was asked; `file` is empty where there is none."""
    directive, file = answer.directive, answer.attachment
    return {
        "month": directive.period.month,
        "number": directive.number,
        "text": directive.text,
        "due": directive.due_on.isoformat() if directive.due_on else "",
        "state": answer.state,
        "evidence": answer.evidence,
        "file": {"name": file.name, "sha256": file.sha256} if file else {},
        "new_due": answer.new_due.isoformat() if answer.new_due else "",
        "reason": answer.reason,
    }


def plain_file(file: ReportFile) -> dict[str, Any]:
    """Return a file as plain data; `source` marks the commune's paper that the office entered from."""
    return {
        "name": file.attachment.name,
        "sha256": file.attachment.sha256,
        "section": file.section.code if file.section else "",
        "source": file.is_source,
    }


def directive_key(plain: Mapping[str, Any]) -> str:
    """Return what tells a directive from others: "2015-11/3"."""
    return f"{plain['month']}/{plain['number']}"


def directive_name(plain: Mapping[str, Any]) -> str:
    """Return a directive's number with its month."""
    month = Month.parse(plain["month"])
    return f"Nhiệm vụ số {plain['number']}, hội nghị tháng {month.month} năm {month.year}"


def said_text(plain: Mapping[str, Any]) -> str:
    """Return an answer as running words: "Đang thực hiện. … Lý do: … Đề nghị thời hạn mới: …"."""
    new_due, file = plain["new_due"], plain["file"].get("name", "")
    parts = [
        ANSWER_LABELS[AnswerState(plain["state"])],
        plain["evidence"],
        plain["reason"] and f"Lý do: {plain['reason']}",
        f"Đề nghị thời hạn mới: {format_date(date.fromisoformat(new_due))}" if new_due else "",
        file and f"Kèm tệp: {file}",
    ]
    return " ".join(part if part[-1] in ".!?;" else f"{part}." for part in parts if part)


def canonical(data: dict[str, Any]) -> str:
    """Write data as canonical JSON: sorted keys, no spaces, letters as they are."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(text: str) -> str:
    """Return the hexadecimal SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def catalogue_version() -> str:
    """Return a short hash of the whole catalogue; it changes when any line of it does."""
    rows = [[str(cell) for cell in row] for row in Indicator.objects.order_by("code").values_list()]
    return sha256_of(json.dumps(rows, ensure_ascii=False))[:12]
