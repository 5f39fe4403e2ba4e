"""How a benchmark prints what it measured."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what the work gives and the seconds it took."""
    begun = perf_counter()
    result = work()
    return result, perf_counter() - begun


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table with aligned columns."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    print(f"\n== {title}")
    for row in [head, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def ratio(own: float, peer: float) -> str:
    """Return own time (or rate) as a multiple of the peer's in the same run."""
    return f"{own / peer:.2f}×" if peer else "–"
