"""The workbook of communes with what the portal holds of them: to be filled in on a PC and handed in again."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from briefing_portal.lib.vietnamese import number_for_input
from reports.models import Indicator
from reports.models.catalogue import IndicatorKind

from .cells import EXPLANATIONS, FIGURES, ISSUES, NAMES_ROW, NARRATIVES, PROPOSALS, SHEETS, TARGETS
from .held import Held
from .outline import Column, Outline
from .template import BODY_FONT, NAME_FONT, template_of, write_text

CODES = "Danh mục"  # a sheet for people: what the codes mean; it isn't read back
CODES_WIDTH = 44
FIRST_ROW = NAMES_ROW + 1
LAST_ROW = 500  # of the sheets whose rows people add
OPEN = Protection(locked=False)
WHOLE, BROKEN = "#,##0", "#,##0.0###"


def filled_workbook(outline: Outline, held: Mapping[int, Held]) -> Workbook:
    """Return the workbook of a month with what stands in the reports; headers are locked, cells check their figures.

    Plans are the office's: their sheet stays empty, which leaves them as they are.
    """
    workbook = template_of(outline)
    _figures(_sheet(workbook, FIGURES), outline, held)
    rows = _rows_of_texts(outline, held)
    for title, lines in rows.items():
        for row, line in enumerate(lines, start=FIRST_ROW):
            for column, text in enumerate(line, start=1):
                write_text(_sheet(workbook, title), row, column, text).font = BODY_FONT
    places = _codes(workbook.create_sheet(CODES), outline)
    for title, name in ((NARRATIVES, "section"), (EXPLANATIONS, "indicator"), (ISSUES, "category")):
        _offer(_sheet(workbook, title), "B", places[name])
    for title in SHEETS:
        _lock_header(_sheet(workbook, title), outline)
    workbook[CODES].protection.sheet = True
    return workbook


def _sheet(workbook: Workbook, title: str) -> Worksheet:
    sheet = workbook[title]
    assert isinstance(sheet, Worksheet)  # noqa: S101 - the template makes no sheet of another kind
    return sheet


def _figures(sheet: Worksheet, outline: Outline, held: Mapping[int, Held]) -> None:
    columns = outline.columns(IndicatorKind.MEASURED)
    for row, commune in enumerate(outline.communes, start=FIRST_ROW):
        figures = held[commune.pk].figures if commune.pk in held else {}
        for number, column in enumerate(columns, start=3):
            _figure(sheet, row, number, figures.get(column.key))
    for number, column in enumerate(columns, start=3):
        letter = get_column_letter(number)
        check = _check_of(column)
        check.add(f"{letter}{FIRST_ROW}:{letter}{NAMES_ROW + len(outline.communes)}")
        sheet.add_data_validation(check)


def _figure(sheet: Worksheet, row: int, number: int, value: Decimal | None) -> None:
    cell = sheet.cell(row, number, value)
    cell.number_format = BROKEN if value is not None and value % 1 else WHOLE
    cell.protection, cell.font = OPEN, BODY_FONT


def _check_of(column: Column) -> DataValidation:
    """Return what Excel asks of a figure; it may be overruled, for "xóa" clears one."""
    low, high = column.indicator.minimum or Decimal(0), column.indicator.maximum
    check = DataValidation(type="decimal", errorStyle="warning", allow_blank=True, showErrorMessage=True)
    check.operator, check.formula1 = "greaterThanOrEqual", f"{low.normalize():f}"
    if high is not None:
        check.operator, check.formula2 = "between", f"{high.normalize():f}"
    check.errorTitle, check.error = "Xem lại số", f"Ô này chờ {_wanted(column.indicator)}. Ghi “xóa” để bỏ số đã có."
    check.showInputMessage, check.promptTitle = True, column.heading[:32]
    check.prompt = f"{column.label}: {_wanted(column.indicator)}."[:255]
    return check


def _wanted(indicator: Indicator) -> str:
    low = number_for_input(indicator.minimum or Decimal(0))
    if indicator.maximum is None:
        return f"một số từ {low} trở lên"
    return f"một số từ {low} đến {number_for_input(indicator.maximum)}"


def _rows_of_texts(outline: Outline, held: Mapping[int, Held]) -> dict[str, list[tuple[str, ...]]]:
    rows: dict[str, list[tuple[str, ...]]] = {NARRATIVES: [], EXPLANATIONS: [], ISSUES: [], PROPOSALS: []}
    for commune in outline.communes:
        each, code = held.get(commune.pk, Held()), commune.code
        rows[NARRATIVES] += [(code, section, text) for section, text in each.narratives.items()]
        rows[EXPLANATIONS] += [(code, indicator, text) for indicator, text in each.explanations.items()]
        rows[ISSUES] += [(code, i.category, i.text, i.cause, i.remedy) for i in each.issues]
        rows[PROPOSALS] += [(code, p.text, p.addressee) for p in each.proposals]
    return rows


def _codes(sheet: Worksheet, outline: Outline) -> dict[str, str]:
    """Write what may stand in a column of codes, with its meaning, and return where each list stands."""
    lists: dict[str, Sequence[tuple[str, str]]] = {
        "section": [(s.code, s.title) for s in outline.sections.values()],
        "indicator": [(i.code, i.name) for i in outline.indicators.values() if i.kind == IndicatorKind.MEASURED],
        "category": [(c.code, c.title) for c in outline.categories.values()],
    }
    titles = {"section": "Lĩnh vực", "indicator": "Chỉ tiêu", "category": "Nhóm tồn tại"}
    places = {}
    for column, (name, pairs) in zip((1, 3, 5), lists.items(), strict=True):
        for row, pair in enumerate([("Mã", titles[name]), *pairs], start=1):
            for place, text in enumerate(pair, start=column):
                write_text(sheet, row, place, text).font = NAME_FONT if row == 1 else BODY_FONT
        sheet.column_dimensions[get_column_letter(column)].width = CODES_WIDTH // 2
        sheet.column_dimensions[get_column_letter(column + 1)].width = CODES_WIDTH
        letter = get_column_letter(column)
        places[name] = f"'{CODES}'!${letter}$2:${letter}${len(pairs) + 1}"
    sheet.freeze_panes = "A2"
    return places


def _offer(sheet: Worksheet, letter: str, place: str) -> None:
    check = DataValidation(type="list", formula1=place, allow_blank=True, showErrorMessage=True)
    check.errorTitle, check.error = "Mã không có", f"Chọn một mã trong danh sách (xem sheet “{CODES}”)."
    check.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
    sheet.add_data_validation(check)


def _lock_header(sheet: Worksheet, outline: Outline) -> None:
    """Lock the two rows of the header, and the communes of the figures; everything else stays open."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False  # False: allowed
    if sheet.title == FIGURES:
        return
    columns = sheet.max_column
    last = max(LAST_ROW, sheet.max_row)
    if sheet.title == TARGETS:
        last = NAMES_ROW + len(outline.communes)
    for row in sheet.iter_rows(min_row=FIRST_ROW, max_row=last, max_col=columns):
        for cell in row:
            cell.protection = OPEN
