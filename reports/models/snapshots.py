"""The canonical copy of a report that a submission keeps."""

import hashlib
import json
from typing import Any

from .catalogue import Indicator
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
        "findings": findings,
    }


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
