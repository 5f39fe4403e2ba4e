"""Two versions of a text, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
LONGEST_COMPARED = 2_000  # words, some four pages; comparing takes quadratic time, so longer texts are shown whole


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text that stayed, were removed or were added."""

    kind: str
    text: str

    @property
    def changed(self) -> bool:
        """Tell whether the other version does not have these words."""
        return self.kind != SAME


def mark_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return the new text with the words that were removed and added marked."""
    before, after = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    if len(before) > LONGEST_COMPARED or len(after) > LONGEST_COMPARED:
        return tuple(_pieces(old, new))
    marked: list[Piece] = []
    plain = SequenceMatcher(None, [word.strip() for word in before], [word.strip() for word in after], autojunk=False)
    for tag, a, b, c, d in plain.get_opcodes():
        if tag == "equal":
            marked.append(Piece(SAME, "".join(after[c:d])))
        else:
            marked.extend(_pieces("".join(before[a:b]), "".join(after[c:d])))
    return tuple(marked)


def beside(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Return two versions of a sentence in pieces, each marked where the other has other words."""
    pieces = [Piece(piece.kind, piece.text.strip()) for piece in mark_words(old, new)]
    return [piece for piece in pieces if piece.kind != ADDED], [piece for piece in pieces if piece.kind != REMOVED]


def _pieces(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece(REMOVED, removed)
    if added:
        yield Piece(ADDED, added)
