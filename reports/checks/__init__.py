"""Data-quality rules, pure: figures and words in, findings out."""

from reports.checks.figures import (
    Finding,
    Severity,
    Sheet,
    check_figures,
    errors_of,
    warnings_of,
)
from reports.checks.narratives import Note, check_narratives, notes_of
from reports.checks.repeated import Repeat, repeats
from reports.checks.unchanged import nothing_happened, stock_again

__all__ = [
    "Finding",
    "Note",
    "Repeat",
    "Severity",
    "Sheet",
    "check",
    "check_narratives",
    "errors_of",
    "notes_of",
    "nothing_happened",
    "repeats",
    "stock_again",
    "warnings_of",
]


def check(sheet: Sheet) -> list[Finding]:
    """Return all findings on a sheet: on its figures, then on what its narratives claim of them."""
    return check_figures(sheet) + check_narratives(sheet)
