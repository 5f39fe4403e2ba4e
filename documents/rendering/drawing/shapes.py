"""What pictures are made of: shapes with a place and a look, and the same figures as a table."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Literal

from django.utils.safestring import SafeString

from .svg import Attributes, element, written

# How a shape looks; svg.py says it in attributes, the page's sheet may say it anew for its theme.
Look = Literal["dark", "mid", "plain", "open", "hatched", "rule", "mark", "grid", "curve", "dot", "hollow"]
Ink = Literal["ink", "soft", "strong", "inverse", "axis"]
Anchor = Literal["start", "middle", "end"]
Length = Decimal | int


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle."""

    x: Length
    y: Length
    width: Length
    height: Length
    look: Look

    def attributes(self) -> Attributes:
        """Return its tag and its place."""
        return "rect", {"x": self.x, "y": self.y, "width": self.width, "height": self.height}


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: Length
    y1: Length
    x2: Length
    y2: Length
    look: Look

    def attributes(self) -> Attributes:
        """Return its tag and its place."""
        return "line", {"x1": self.x1, "y1": self.y1, "x2": self.x2, "y2": self.y2}


@dataclass(frozen=True, slots=True)
class Circle:
    """A dot."""

    cx: Length
    cy: Length
    r: Length
    look: Look

    def attributes(self) -> Attributes:
        """Return its tag and its place."""
        return "circle", {"cx": self.cx, "cy": self.cy, "r": self.r}


@dataclass(frozen=True, slots=True)
class Triangle:
    """A sign beside a figure: it points up, or down."""

    x: Length
    y: Length
    is_up: bool
    look: Look
    SIZE: ClassVar[int] = 7

    def attributes(self) -> Attributes:
        """Return its tag and its corners."""
        base, tip = (self.y + self.SIZE, self.y) if self.is_up else (self.y, self.y + self.SIZE)
        corners = ((self.x, base), (self.x + self.SIZE, base), (self.x + Decimal(self.SIZE) / 2, tip))
        return "polygon", {"points": corners}


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text on a base line."""

    x: Length
    y: Length
    text: str
    look: Ink = "ink"
    anchor: Anchor = "start"

    def attributes(self) -> Attributes:
        """Return its tag and its place."""
        return "text", {"x": self.x, "y": self.y} | ({"text-anchor": self.anchor} if self.anchor != "start" else {})


Shape = Rect | Line | Circle | Triangle | Words


@dataclass(frozen=True)
class Picture:
    """A picture with its name, what it shows in words, and the same figures as a table for who can't see it.

    `key` tells it from the other pictures of a page. The first cell of a row heads it. `notes` stand below it, as text
    that fits its lines to the page.
    """

    key: str
    title: str
    description: str
    width: Length
    height: Length
    shapes: tuple[Shape, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def svg(self) -> SafeString:
        """Return the picture as an SVG element: the same for the page and for the PDF."""
        drawn = [element(shape.attributes(), shape.look, getattr(shape, "text", ""), self.key) for shape in self.shapes]
        is_hatched = any(shape.look == "hatched" for shape in self.shapes)
        named = (self.key, self.title, self.description)
        return written(named, (self.width, self.height), drawn, is_hatched=is_hatched)
