"""Which backups are kept: the newest of each of the last days, weeks and months."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from operations.facts import Kept


@dataclass(frozen=True, slots=True)
class Rule:
    """How many days, weeks and months that have a backup keep their newest one."""

    days: int
    weeks: int
    months: int


def superfluous(backups: Iterable[Kept], rule: Rule) -> list[Kept]:
    """Return what may be deleted, oldest first; never the newest, never the newest that was verified.

    A day, week or month without a backup uses up no number. Where a span has a verified backup, its newest verified
    one stands for it.
    """
    newest_first = sorted(backups, key=lambda each: (each.at, each.name), reverse=True)
    kept = {each.name for each in _always(newest_first)}
    for number, span in ((rule.days, _day), (rule.weeks, _week), (rule.months, _month)):
        kept |= {each.name for each in _one_each(newest_first, span)[:number]}
    return [each for each in reversed(newest_first) if each.name not in kept]


def _always(newest_first: Sequence[Kept]) -> list[Kept]:
    verified = [each for each in newest_first if each.verified]
    return [*newest_first[:1], *verified[:1]]


def _one_each(newest_first: Sequence[Kept], span: Callable[[dt.datetime], object]) -> list[Kept]:
    standing: dict[object, Kept] = {}
    for each in newest_first:
        chosen = standing.setdefault(span(each.at), each)
        if each.verified and not chosen.verified:
            standing[span(each.at)] = each
    return list(standing.values())


def _day(at: dt.datetime) -> object:
    return at.date()


def _week(at: dt.datetime) -> object:
    return at.isocalendar()[:2]


def _month(at: dt.datetime) -> object:
    return at.year, at.month
