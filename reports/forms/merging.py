"""Two people at the same report: what each changed, by box. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

Texts = Mapping[str, str]


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
        own, before, other = (side.get(name, "").strip() for side in (mine, base, theirs))
        texts[name] = own
        if own == before and other != before:
            texts[name] = other
            taken.add(name)
        elif other not in {before, own}:
            clashes[name] = other
    return Merged(texts, frozenset(taken), clashes)
