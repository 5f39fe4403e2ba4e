"""The files of the demo."""

import csv
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from reports.forms.workbook import Cell, Row, row_of

FILES = Path(__file__).parents[2] / "demo"
OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
FIGURES, TARGETS = "Số liệu", "Mục tiêu"
# Sheets of the workbook (design.md, part 5), each a file of its own that a reader can check.
SHEETS = {
    FIGURES: "figures-{}.csv",
    TARGETS: "targets.csv",
    "Thuyết minh": "narratives-{}.csv",
    "Giải trình": "explanations-{}.csv",
    "Tồn tại": "issues-{}.csv",
    "Kiến nghị": "proposals-{}.csv",
}


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a file under operations/demo/ by the names of its columns."""
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheets(month: str) -> Mapping[str, list[Row]]:
    """Return a month's files as the sheets of its workbook."""
    return {sheet: _sheet(sheet, name.format(month)) for sheet, name in SHEETS.items()}


def _sheet(sheet: str, name: str) -> list[Row]:
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    return [
        row_of(sheet, number, (Cell(sheet, number, place, text or None) for place, text in enumerate(line, start=1)))
        for number, line in enumerate(lines, start=1)
    ]


def day(text: str) -> dt.date | None:
    """Read "2015-11-30"; an empty cell is no day."""
    return dt.date.fromisoformat(text) if text else None


def moment(text: str) -> dt.datetime:
    """Read "2015-11-23 08:00" as office time."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=OFFICE_TIME)
