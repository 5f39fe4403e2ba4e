"""A column pasted from Excel, read line by line before anything is written: pure, given the communes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefing_portal.lib.vietnamese import Reading, fold, read_number
from communes.models import Commune
from reports.models import Indicator

CLEAR = fold("xóa")


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line as it was understood: whose figure, what was typed, what it was read as, or why not."""

    number: int
    commune: Commune | None
    typed: str
    value: Decimal | None = None
    error: str = ""


class ColumnMismatch(ValueError):
    """Say that a column of figures alone does not fit the list of communes."""


def read_column(text: str, communes: Sequence[Commune], indicator: Indicator) -> list[PastedLine]:
    """Read figures in list order, or two columns: a code or name and a figure. A line without a figure is kept empty.

    Raise ColumnMismatch when a single column has not one line for each commune.
    """
    lines = text.splitlines()
    while len(lines) > len(communes) and not lines[-1].strip():
        lines.pop()
    if any("\t" in line for line in lines):
        return _named_lines(lines, communes, indicator)
    if len(lines) != len(communes):
        raise ColumnMismatch(
            f"Cột có {len(lines)} dòng, danh sách có {len(communes)} đơn vị. Dán đủ theo thứ tự danh sách"
            " (đơn vị chưa giao để dòng trống), hoặc dán kèm cột mã hoặc tên."
        )
    pairs = enumerate(zip(communes, lines, strict=True), start=1)
    return [_line(number, commune, typed, indicator) for number, (commune, typed) in pairs]


def says_clear(text: str) -> bool:
    """Tell whether a person typed that what stands is to go: "xóa"."""
    return fold(text.strip()) == CLEAR


def read_plan(text: str, indicator: Indicator) -> Reading:
    """Read one plan by the portal's reader, within the indicator's decimals and range."""
    reading = read_number(text, decimals=indicator.decimals)
    low, high = indicator.minimum, indicator.maximum
    if reading.value is not None and low is not None and reading.value < low:
        return Reading(error=f"Số không được nhỏ hơn {low.normalize():f}.")
    if reading.value is not None and high is not None and reading.value > high:
        return Reading(error=f"Số không được lớn hơn {high.normalize():f}.")
    return reading


def _named_lines(lines: Sequence[str], communes: Sequence[Commune], indicator: Indicator) -> list[PastedLine]:
    read: list[PastedLine] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != 2:
            read.append(PastedLine(number, None, line.strip(), error="Mỗi dòng gồm hai cột: mã hoặc tên, và số."))
            continue
        found = _find(cells[0], communes)
        if len(found) != 1:
            error = f"Không có đơn vị nào là “{cells[0]}”." if not found else f"“{cells[0]}” chỉ nhiều đơn vị."
            read.append(PastedLine(number, None, cells[1], error=error))
        elif any(each.commune == found[0] for each in read):
            read.append(PastedLine(number, found[0], cells[1], error="Đơn vị này đã có ở dòng trên."))
        else:
            read.append(_line(number, found[0], cells[1], indicator))
    return read


def _line(number: int, commune: Commune, typed: str, indicator: Indicator) -> PastedLine:
    reading = read_plan(typed, indicator)
    return PastedLine(number, commune, typed.strip(), reading.value, reading.error or reading.question or "")


def _find(cell: str, communes: Sequence[Commune]) -> list[Commune]:
    """Return the communes that a cell can mean: by code (Excel drops leading zeros), else by name or alias."""
    by_code = [c for c in communes if c.code == cell or (cell.isdigit() and c.code.lstrip("0") == cell.lstrip("0"))]
    if by_code:
        return by_code
    wanted = fold(cell)
    return [c for c in communes if wanted in {fold(name) for name in (c.name, c.full_name, *c.aliases.split(";"))}]
