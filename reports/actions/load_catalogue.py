"""Load the catalogue of the project's files into the database."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from reports.models import Indicator, IssueCategory, Section

FILES = Path(__file__).parent.parent / "catalogue"
PLAIN = (
    "unit", "kind", "nature", "aggregation", "numerator", "denominator", "condition", "plan", "part_of", "better",
    "seasons", "months", "valid_from", "valid_to", "definition",
)  # fmt: skip


@transaction.atomic
def load_catalogue() -> None:
    """Bring sections, indicators and issue categories to what reports/catalogue/*.csv say; nothing is deleted."""
    for row in _rows("sections.csv"):
        Section.objects.update_or_create(
            code=row["code"],
            defaults={
                "order": int(row["order"]),
                "title": row["title_vi"],
                "title_en": row["title_en"],
                "group": row["group"],
            },
        )
    for row in _rows("issue_categories.csv"):
        IssueCategory.objects.update_or_create(
            code=row["code"],
            defaults={"order": int(row["order"]), "title": row["title_vi"], "title_en": row["title_en"]},
        )
    sections = {section.code: section for section in Section.objects.all()}
    for row in _rows("catalogue.csv"):
        Indicator.objects.update_or_create(
            code=row["code"], defaults={"section": sections[row["section"]], **_indicator(row)}
        )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _indicator(row: dict[str, str]) -> dict[str, object]:
    return {name: row[name] for name in PLAIN} | {
        "order": int(row["order"]),
        "name": row["name_vi"],
        "name_en": row["name_en"],
        "decimals": int(row["decimals"]),
        "minimum": Decimal(row["min"]) if row["min"] else None,
        "maximum": Decimal(row["max"]) if row["max"] else None,
        "ranked": row["ranked"] == "yes",
        "required": row["required"] == "yes",
    }
