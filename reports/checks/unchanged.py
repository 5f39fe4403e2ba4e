"""What a commune's figures are where nothing happened in the month: each by its nature, from last month's.

Nothing here is a figure of the commune before a person says so.
"""

from collections.abc import Iterator
from decimal import Decimal

from reports.checks.figures import Sheet
from reports.facts import IndicatorFact, Key

ZERO = Decimal(0)


def stock_again(sheet: Sheet) -> dict[Key, Decimal]:
    """Return last month's herds, households, debts: what is there in any case, and is likely to be the same again."""
    stocks = ((key, sheet.last_month.get(key)) for indicator, key in _asked(sheet) if indicator.nature == "stock")
    return {key: value for key, value in stocks if value is not None}


def nothing_happened(sheet: Sheet) -> dict[Key, Decimal]:
    """Return every figure of a month in which nothing happened, as far as last month's figures tell it.

    A month's own figure is 0; a stock and a sum to date are last month's; a sum whose year or season begins with this
    month is 0. A sum that last month's report doesn't tell stays unknown.
    """
    found = ((key, _at_rest(sheet, indicator, key)) for indicator, key in _asked(sheet))
    return {key: value for key, value in found if value is not None}


def _asked(sheet: Sheet) -> Iterator[tuple[IndicatorFact, Key]]:
    measured = [indicator for indicator in sheet.indicators if indicator.kind == "measured"]
    return ((indicator, key) for indicator in measured for key in sheet.keys(indicator))


def _at_rest(sheet: Sheet, indicator: IndicatorFact, key: Key) -> Decimal | None:
    last = sheet.last_month.get(key)
    match indicator.nature:
        case "month":
            return ZERO
        case "stock":
            return last
        case "year_to_date":
            return ZERO if sheet.is_january else last
        case "season_to_date":
            return ZERO if last is None and key[1] in sheet.new_seasons else last
    return None  # the figure of a whole year or season is said once, when it is known
