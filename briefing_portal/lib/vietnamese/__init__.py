"""Vietnamese numbers, dates, order and text: pure, without Django."""

from briefing_portal.lib.vietnamese.dates import (
    format_date,
    format_date_long,
    format_time,
    part_of_day,
)
from briefing_portal.lib.vietnamese.old_fonts import OldFont, OldText, read_old_text, to_unicode
from briefing_portal.lib.vietnamese.printing import (
    floor_step_below,
    format_number,
    format_percent,
    format_share_of_target,
    number_for_input,
    printed_value,
)
from briefing_portal.lib.vietnamese.reading import (
    MAX,
    MAX_DECIMALS,
    MAX_INTEGER_DIGITS,
    Reading,
    read_number,
)
from briefing_portal.lib.vietnamese.rounding import rounded, truncated
from briefing_portal.lib.vietnamese.sorting import sort_key
from briefing_portal.lib.vietnamese.text import (
    capitalize_first,
    fold,
    join_list,
    normalize_text,
)
from briefing_portal.lib.vietnamese.words import echo_number, number_in_words

__all__ = [
    "MAX",
    "MAX_DECIMALS",
    "MAX_INTEGER_DIGITS",
    "OldFont",
    "OldText",
    "Reading",
    "capitalize_first",
    "echo_number",
    "floor_step_below",
    "fold",
    "format_date",
    "format_date_long",
    "format_number",
    "format_percent",
    "format_share_of_target",
    "format_time",
    "join_list",
    "normalize_text",
    "number_for_input",
    "number_in_words",
    "part_of_day",
    "printed_value",
    "read_number",
    "read_old_text",
    "rounded",
    "sort_key",
    "to_unicode",
    "truncated",
]
