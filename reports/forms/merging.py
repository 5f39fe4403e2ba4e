"""Two people at the same report: what each changed, by box. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Texts = Mapping[str, str]


Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MergedRows:
    """A list after somebody else saved first: `added` of its last rows are the other's, `gone` were taken away."""

    rows: list[Row]
    added: int
    gone: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The boxes after somebody else saved first.

    `taken` are the boxes that only the other changed; `clashes` hold the other's text of those that both changed.
    """

    texts: dict[str, str]
    taken: frozenset[str]
    clashes: dict[str, str]


def merge(mine: Texts, base: Texts, theirs: Texts) -> Merged:
    """Lay what was typed over what was saved meanwhile; both began from `base`. Nothing typed is lost."""
    names = mine.keys() | base.keys() | theirs.keys()
    texts, taken, clashes = {}, set(), {}
    for name in sorted(names):
        before, other = (side.get(name, "").strip() for side in (base, theirs))
        own = mine.get(name, before).strip()
        texts[name] = own
        if own == before and other != before:
            texts[name] = other
            taken.add(name)
        elif other not in {before, own}:
            clashes[name] = other
    return Merged(texts, frozenset(taken), clashes)


def merge_rows(mine: Sequence[Row], base: Sequence[Row], theirs: Sequence[Row]) -> MergedRows:
    """Lay a typed list over the one that was saved meanwhile, row by row.

    The other's new rows come last; a row that the other took away goes, unless it was changed here. A row that both
    changed stands twice, once as each wrote it.
    """
    taken_away = [row for row in base if row not in theirs]
    kept = [row for row in mine if row not in taken_away]
    added = [row for row in theirs if row not in base and row not in mine]
    return MergedRows([*kept, *added], len(added), len(mine) - len(kept))
