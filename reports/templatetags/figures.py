"""Figures as pages print them: a missing one is "—", never zero."""

from decimal import Decimal
from typing import Literal

from django import template

from briefing_portal.lib.vietnamese import format_number, format_percent, format_share_of_target, number_in_words

register = template.Library()

MISSING = "—"


Shown = Decimal | Literal[""] | None  # a template hands on "" where a step to the figure was missing


@register.filter
def figure(value: Shown) -> str:
    """Print a figure ("1.234,5"), or a dash where there is none."""
    return MISSING if value is None or value == "" else format_number(value)


@register.filter
def change(value: Shown) -> str:
    """Print a difference with its sign ("+12,5", "−3"), or a dash where there is none."""
    if value is None or value == "":
        return MISSING
    return f"{'+' if value > 0 else ''}{format_number(value)}".replace("-", "−")


@register.filter
def change_in_percent(value: Decimal) -> str:
    """Print a difference in per cent with its sign, to one decimal: "+12,5%"; one that is there never reads 0%."""
    decimals = 1
    while value and not round(value, decimals):
        decimals += 1
    return f"{'+' if value > 0 else ''}{format_percent(value, decimals)}".replace("-", "−")


@register.filter
def percent(value: Shown) -> str:
    """Print a percentage ("113,1%", "99,96%"), or a dash where there is none."""
    return MISSING if value is None or value == "" else format_share_of_target(value)


@register.filter
def in_words(value: Decimal) -> str:
    """Write a figure out, so that a slipped digit is heard."""
    return number_in_words(value)
