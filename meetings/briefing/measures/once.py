"""Measures that are taken once of the same facts, however often sentences, rankings and tables ask for them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from reports.facts import BriefingFacts, MonthFigures

P = ParamSpec("P")
R = TypeVar("R")


def measured_once(measure: Callable[Concatenate[BriefingFacts, P], R]) -> Callable[Concatenate[BriefingFacts, P], R]:
    """Keep what a measure gives with its facts, which never change; what it gives is not to be changed either."""

    @wraps(measure)
    def ask(facts: BriefingFacts, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (measure, *map(_told_apart, args), *((name, _told_apart(each)) for name, each in kwargs.items()))
        if key not in facts.measured:
            facts.measured[key] = (measure(facts, *args, **kwargs), args, kwargs)
        result: R = facts.measured[key][0]
        return result

    return ask


def _told_apart(value: object) -> Any:
    """Return what tells a value from others: figures of another month are told by which they are."""
    return (MonthFigures, id(value)) if isinstance(value, MonthFigures) else value
