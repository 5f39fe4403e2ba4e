"""From figures to lengths, in exact decimals; and how wide words are."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_LETTER = Decimal(
    "0.62"
)  # of its size: the average width of a letter of the page's font and a little more; the papers' is narrower


@dataclass(frozen=True, slots=True)
class Scale:
    """A length that stands for the figures from low to high; low < high."""

    low: Decimal
    high: Decimal
    length: Decimal

    def at(self, value: Decimal) -> Decimal:
        """Return how far from the scale's beginning a figure lies; one outside lies at the end."""
        inside = min(max(value, self.low), self.high)
        return (inside - self.low) * self.length / (self.high - self.low)


def scale_of(values: Iterable[Decimal], length: Decimal | int) -> Scale:
    """Return a scale that holds zero and all values; where all are zero it ends at one."""
    found = list(values)
    low, high = min(found, default=Decimal(0)), max(found, default=Decimal(0))
    return Scale(-_round_above(-low) if low < 0 else Decimal(0), _round_above(high) or Decimal(1), Decimal(length))


def _round_above(value: Decimal) -> Decimal:
    """Return the least of 1, 2, 2.5, 5 times a power of ten that isn't below the value; 0 for 0 and less."""
    if value <= 0:
        return Decimal(0)
    power = Decimal(1).scaleb(value.adjusted())
    return next(step * power for step in _STEPS if step * power >= value)


def width_of(text: str, size: int = 12) -> Decimal:
    """Return about how wide a text is."""
    return len(text) * size * _LETTER


def clipped(text: str, width: Decimal | int, size: int = 12) -> str:
    """Return the text, or as much of it as is as wide, with an ellipsis; the table beside a picture has it whole."""
    if width_of(text, size) <= width:
        return text
    return next(cut for end in count(1) if width_of(cut := f"{text[:-end].rstrip()}…", size) <= width or len(cut) == 1)


def wrapped(text: str, width: Decimal | int, size: int, lines: int) -> list[str]:
    """Return the text in at most so many lines, broken between words; the last is clipped."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and (width_of(longer, size) <= width or len(found) == lines):
            found[-1] = longer
        else:
            found.append(word)
    return [clipped(line, width, size) for line in found]
