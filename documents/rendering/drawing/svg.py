"""Write shapes as SVG: looks as presentation attributes, which a strict CSP allows and WeasyPrint reads."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe

Attributes = tuple[str, Mapping[str, Any]]
# The papers' font, whose Vietnamese letters the PDF process makes sure of; a page says its own in pictures.css.
_FONT = "Liberation Serif, Times New Roman, serif"
_TENTH = Decimal("0.1")
_INK, _SOFT, _DARK, _MID, _PAPER = "#1f2733", "#4a5361", "#37474f", "#c5ced6", "#ffffff"
_LOOKS: Mapping[str, Mapping[str, str]] = {
    "dark": {"fill": _DARK},
    "mid": {"fill": _MID},
    "plain": {"fill": _PAPER, "stroke": "#8d979f"},
    "open": {"fill": _PAPER, "stroke": "#8d979f", "stroke-dasharray": "2 3"},
    "hatched": {"stroke": _DARK},
    "rule": {"stroke": _DARK},
    "mark": {"stroke": _DARK, "stroke-width": "1.2", "stroke-dasharray": "5 3"},
    "grid": {"stroke": "#d8dde2"},
    "curve": {"stroke": _DARK, "stroke-width": "2", "stroke-linecap": "round"},
    "dot": {"fill": _DARK, "stroke": _DARK, "stroke-width": "1.5"},
    "hollow": {"fill": _PAPER, "stroke": _DARK, "stroke-width": "1.5"},
    "ink": {"fill": _INK, "font-size": "12"},
    "soft": {"fill": _SOFT, "font-size": "11"},
    "strong": {"fill": _INK, "font-size": "12", "font-weight": "bold"},
    "inverse": {"fill": _PAPER, "font-size": "12", "font-weight": "bold"},
    "axis": {"fill": _SOFT, "font-size": "10"},
}


def element(place: Attributes, look: str, text: str, key: str) -> Element:
    """Return a shape as an element; a hatched one is filled with the picture's own pattern."""
    tag, where = place
    drawn = Element(tag, {name: _value(each) for name, each in where.items()} | dict(_LOOKS[look]))
    drawn.set("class", f"drawn-{look}")
    if look == "hatched":
        drawn.set("fill", f"url(#{key}-hatch)")
    drawn.text = text or None
    return drawn


def written(
    named: tuple[str, str, str],
    size: tuple[Decimal | int, Decimal | int],
    drawn: Iterable[Element],
    *,
    is_hatched: bool,
) -> SafeString:
    """Return an SVG with its key, its name and its description, of a size, around what is drawn."""
    key, title, description = named
    width, height = map(_value, size)
    names = {"role": "img", "aria-labelledby": f"{key}-title {key}-desc", "class": "drawing", "font-family": _FONT}
    sizes = {"viewBox": f"0 0 {width} {height}", "width": width, "height": height}
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg"} | names | sizes)
    SubElement(svg, "title", id=f"{key}-title").text = title
    SubElement(svg, "desc", id=f"{key}-desc").text = description
    if is_hatched:
        svg.append(_hatch(key))
    svg.extend(drawn)
    return mark_safe(tostring(svg, encoding="unicode"))  # noqa: S308 - ElementTree has escaped every text


def _hatch(key: str) -> Element:
    defs = Element("defs")
    pattern = SubElement(
        defs,
        "pattern",
        {"id": f"{key}-hatch", "width": "5", "height": "5", "patternUnits": "userSpaceOnUse"},
    )
    SubElement(pattern, "rect", {"width": "5", "height": "5", "fill": _PAPER, "class": "drawn-paper"})
    strokes = {"stroke": _DARK, "stroke-width": "1.2", "class": "drawn-rule"}
    SubElement(pattern, "path", {"d": "M-1,1 l2,-2 M0,5 l5,-5 M4,6 l2,-2"} | strokes)
    return defs


def _value(each: Any) -> str:
    """Return a length, or corners, to a tenth of a unit; words as they are."""
    if isinstance(each, str):
        return each
    if isinstance(each, tuple):
        return " ".join(f"{_value(x)},{_value(y)}" for x, y in each)
    return f"{Decimal(each).quantize(_TENTH).normalize():f}"
