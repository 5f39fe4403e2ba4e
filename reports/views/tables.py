"""The lists of months, reports, plans, directives and departments' totals as tables to take along."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from briefing_portal.lib.tables import Table
from communes.models import Department
from reports.forms.directives import KINDS
from reports.models import DepartmentFigure, Indicator, Period, Season

from .department_sheet import Sheet
from .directive_rows import Row
from .standing import Line
from .target_grid import Decision, Grid


def months_table(months: Iterable[dict[str, Any]], today: date) -> Table:
    """Return the months of a body, each with how many reports came."""
    columns = ("Tháng", "Hạn nộp", "Đã bắt đầu", "Đã nộp", "Đã tiếp nhận", "Kỳ")
    rows = [
        (p.month, p.due_at, p.begun, p.handed_in, p.accepted, "Đã khóa" if each["is_locked"] else "Đang mở")
        for each in months
        for p in (each["period"],)
    ]
    return Table(f"ky-bao-cao-den-{today:%Y-%m}", "Các kỳ báo cáo", columns, rows)


def board_table(period: Period, lines: Sequence[Line]) -> Table:
    """Return how each commune stands in a month."""
    columns = (
        "TT", "Mã", period.body.units_word.capitalize(), "Loại đơn vị", "Trạng thái", "Trễ hạn",
        "Số liệu bắt buộc còn thiếu", "Tên số liệu còn thiếu", "Cảnh báo", "Chưa giải trình", "Nộp lúc", "Lần nộp",
    )  # fmt: skip
    rows = [
        (
            place,
            line.commune.code,
            line.commune.name,
            line.commune.kind,
            line.label,
            "Trễ hạn" if line.is_overdue else "Nộp trễ" if line.is_late else "",
            len(line.missing) if line.report else None,
            "; ".join(line.missing),
            line.warnings.all if line.is_waiting else None,
            line.warnings.unexplained if line.is_waiting else None,
            line.report.submitted_at if line.report and line.submissions else None,
            line.submissions,
        )
        for place, line in enumerate(lines, start=1)
    ]
    return Table(f"tinh-hinh-bao-cao-{period.month}", f"Báo cáo {period}", columns, rows)


def targets_table(year: int, units_word: str, grid: Grid) -> Table:
    """Return the plans of a year as they stand; what was withdrawn is empty, as what never was."""
    columns = ("Mã", units_word.capitalize(), *(column.label for column in grid.columns))
    rows = [
        (commune.code, commune.name, *(cell.target.value if cell.target else None for cell in cells))
        for commune, cells in grid.rows()
    ]
    return Table(f"chi-tieu-{year}", f"Chỉ tiêu giao năm {year}", columns, rows if grid.in_force else [])


def decisions_table(year: int, decisions: Iterable[Decision]) -> Table:
    """Return every decision on the plans of a year, a row for each plan that it set; withdrawn is an empty number."""
    columns = (
        "Ngày giao", "Văn bản", "Cơ quan giao", "Mã", "Đơn vị", "Chỉ tiêu", "Đơn vị tính",
        "Số giao", "Trước đó", "Thôi giao", "Người ghi", "Ghi lúc",
    )  # fmt: skip
    rows = [
        (
            each.decided_on,
            each.document,
            each.assigned_by,
            target.commune.code,
            target.commune.name,
            _name(target.indicator, target.season),
            target.indicator.unit,
            target.value,
            replaced.value if replaced else None,
            "Thôi giao" if target.value is None else "",
            str(target.recorded_by),
            target.recorded_at,
        )
        for each in decisions
        for target, replaced in each.targets
    ]
    return Table(f"cac-lan-giao-chi-tieu-{year}", f"Các lần giao chỉ tiêu {year}", columns, rows)


def directives_table(rows: Iterable[Row], today: date) -> Table:
    """Return directives and proposals as they are listed."""
    columns = (
        "Loại", "Tháng", "Số", "Nội dung", "Lĩnh vực", "Đơn vị", "Thời hạn", "Tình trạng", "Tiến độ", "Kéo dài",
    )  # fmt: skip
    kinds = dict(KINDS)
    told = [
        (
            kinds[row.kind],
            str(row.month),
            int(row.number) if row.number else None,
            row.text,
            row.sector,
            row.who,
            row.due,
            row.label,
            row.progress,
            row.carried,
        )
        for row in rows
    ]
    return Table(f"nhiem-vu-kien-nghi-den-{today:%Y-%m}", "Nhiệm vụ và kiến nghị", columns, told)


def departments_table(period: Period, departments: Iterable[tuple[Department, int]]) -> Table:
    """Return the body's departments with how many totals of each stand in a month."""
    rows = [(department.name, count) for department, count in departments]
    return Table(f"phong-ban-nganh-{period.month}", f"Số liệu ngành {period}", ("Phòng, ban, ngành", "Số liệu"), rows)


def department_table(period: Period, department: Department, sheet: Sheet) -> Table:
    """Return a department's totals of a month beside the communes' sums."""
    columns = (
        "Lĩnh vực", "Số liệu", "Đơn vị tính", "Số của ngành", "Cộng từ báo cáo", "Đơn vị đã báo cáo",
        "Tổng số đơn vị", "Chênh lệch", "Văn bản", "Số liệu đến ngày", "Nhập lúc",
    )  # fmt: skip
    rows = [
        (
            part.section.title,
            _name(row.place.indicator, row.place.season),
            row.place.indicator.unit,
            row.figure.value if row.figure else None,
            row.communes.value,
            row.communes.reported,
            row.communes.expected,
            row.difference,
            *_entered(row.figure),
        )
        for part in sheet.parts()
        for row in part.rows
    ]
    return Table(f"so-lieu-{department.slug}-{period.month}", f"{department.name} {period}", columns, rows)


def _entered(figure: DepartmentFigure | None) -> tuple[Any, ...]:
    return (figure.document, figure.as_of, figure.entered_at) if figure else ("", None, None)


def _name(indicator: Indicator, season: Season | None) -> str:
    return f"{indicator.name}, {season.name}" if season else indicator.name
