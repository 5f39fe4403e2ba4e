"""How a document looks and which fixed words it uses: a profile's values, with what a body set otherwise."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FILES = Path(__file__).parent.parent / "formats"
OPEN = "\u00a0" * 6  # a place left open for a pen
_YES = "yes"


@dataclass(frozen=True, slots=True)
class Rule:
    """One value of a format: what it is called, its unit, and what an office may choose by kind of body."""

    name: str
    label: str
    unit: str
    choices: Mapping[str, tuple[str, ...]]


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by name, in the order in which a page shows them."""
    return {
        row["name"]: Rule(
            row["name"],
            row["label"],
            row["unit"],
            {kind: tuple(filter(None, row[f"{kind}_choices"].split("|"))) for kind in ("party", "state")},
        )
        for row in rows_of("rules.csv")
    }


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a file of documents/formats/."""
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True, slots=True)
class Look:
    """The values that a document is drawn with: millimetres for margins and indents, points for type and lines."""

    kind: str
    margin_top: Decimal
    margin_bottom: Decimal
    margin_left: Decimal
    margin_right: Decimal
    two_sided: bool
    page_number_place: str
    page_number_from: int
    page_number_distance: Decimal
    page_number_size: Decimal
    name_size: Decimal
    motto_size: Decimal
    upper_body_size: Decimal
    issuing_body_size: Decimal
    number_size: Decimal
    date_size: Decimal
    type_size: Decimal
    subject_size: Decimal
    body_size: Decimal
    line: Decimal
    paragraph_space: Decimal
    indent: Decimal
    heading_mark: str
    number_pattern: str
    authority_mark: str
    authority_size: Decimal
    position_bold: bool
    signature_lines: int
    recipients_word_size: Decimal
    recipients_size: Decimal
    end_of_text: str
    uy: str

    @property
    def is_party(self) -> bool:
        """Tell whether the Party's form is followed; else the State's."""
        return self.kind == "party"

    def number_line(self, symbol: str, body: str) -> str:
        """Return the line of the number, left open: "Số      -TB/HU", "Số:      /BC-UBND"."""
        return self.number_pattern.format(open=OPEN, symbol=symbol, body=body)

    def authority(self, abbreviation: str, of: str) -> str:
        """Return on whose behalf somebody signs: "T/M BAN THƯỜNG VỤ", "TM. ỦY BAN NHÂN DÂN" from "TM"."""
        short = "/".join(abbreviation) if self.authority_mark == "/" else f"{abbreviation}."
        return f"{short} {of}"


def look_from(kind: str, values: Mapping[str, str]) -> Look:
    """Return a look from the values as they are kept, as text; KeyError where one is missing."""
    readers: Mapping[Any, Any] = {Decimal: Decimal, int: int, bool: lambda text: text == _YES}
    given = {each.name: readers.get(each.type, str)(values[each.name]) for each in fields(Look) if each.name != "kind"}
    return Look(kind=kind, **given)


_IN_WORDS = {
    "yes": "có",
    "no": "không",
    "top-center": "giữa lề trên",
    "bottom-right": "góc phải lề dưới",
    "-": "gạch nối (I-)",
    ".": "dấu chấm",
    "./.": "dấu chấm, gạch chéo, dấu chấm (./.)",
}


def in_words(name: str, value: str) -> str:
    """Return a rule's value as pages write it: "14 pt", "10 mm", "không"."""
    unit = rules()[name].unit
    return f"{value.replace('.', ',')} {unit}" if unit else _IN_WORDS.get(value, value)
