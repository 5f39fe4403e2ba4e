"""The syllable "ủy", which offices write in two ways: a document keeps to one of them."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

T = TypeVar("T")
_NEW = re.compile(r"(?<!\w)(ủy|Ủy|ỦY)(?!\w)")
_OLD = re.compile(r"(?<!\w)(uỷ|Uỷ|UỶ)(?!\w)")
_TO_OLD = {"ủy": "uỷ", "Ủy": "Uỷ", "ỦY": "UỶ"}
_TO_NEW = {old: new for new, old in _TO_OLD.items()}


def spelled(content: T, uy: str) -> T:
    """Return a tree of frozen dataclasses with "ủy" written as `uy` has it, wherever it stands alone."""
    pattern, written = (_NEW, _TO_OLD) if uy == "uỷ" else (_OLD, _TO_NEW)
    return cast("T", _changed(content, pattern, written))


def _changed(content: Any, pattern: re.Pattern[str], written: dict[str, str]) -> Any:
    if isinstance(content, str):
        return pattern.sub(lambda found: written[found[1]], content) if pattern.search(content) else content
    if isinstance(content, tuple):
        return tuple(_changed(each, pattern, written) for each in content)
    if is_dataclass(content) and not isinstance(content, type):
        given = {each.name: _changed(getattr(content, each.name), pattern, written) for each in fields(content)}
        return replace(content, **given)
    return content
