"""Which of several named figures a clause speaks of: by the first words of their names, never by guessing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

_WORD = re.compile(r"[^\W_]+")
# What names of figures begin and end with, and sentences leave out.
_HEAD = re.compile(
    r"\A(?:trong đó|tổng số|tổng|số (?:vụ|ca|lượt|liều|người|xã có|hộ)|số|tỷ lệ|diện tích|kế hoạch|chỉ tiêu|dự toán|đã|"
    r"lượt|cuộc)\s+"
)
_TAIL = re.compile(
    r"\s+(?:trong tháng|trong vụ|trong năm|lũy kế|trên địa bàn|được giao|cho năm sau|được cứng hóa|so với .*|đạt)\Z"
)
_SHORT = {"nsnn": "ngân sách nhà nước", "bhyt": "bảo hiểm y tế", "tngt": "tai nạn giao thông", "ntm": "nông thôn mới"}
_LEAST, _SHARE = 2, 0.6  # words, and share of the name's words, that a clause must hold
# What may stand around the thing that did not happen, without telling another thing.
_AROUND = frozenset(
    "vụ ca trường hợp tình trạng tình hình nào trên địa bàn xã thị trấn trong tháng kỳ báo cáo xảy ra các số".split()
)


class Named(Protocol):
    """What of a line of the catalogue tells how its figure is called."""

    @property
    def name(self) -> str:
        """Return its own name."""

    @property
    def plan(self) -> str:
        """Return the code of its plan."""

    @property
    def aggregation(self) -> str:
        """Return how it is added up: "ratio" of a share."""

    @property
    def numerator(self) -> str:
        """Return the code of what it is a share of."""


def names_of(catalogue: Mapping[str, Named], code: str) -> list[str]:
    """Return what a figure is called: by its own name, its plan's, and that of the ratio it is the numerator of."""
    line = catalogue[code]
    ratios = [each.name for each in catalogue.values() if each.aggregation == "ratio" and each.numerator == code]
    plan = catalogue.get(line.plan)
    return [line.name, *([plan.name] if plan else []), *ratios]


def subject_of(clauses: Sequence[str], names: Mapping[str, Iterable[str]]) -> str | None:
    """Return the key of the names that a claim's clauses (`Claim.clauses`) speak of; None where it isn't clear.

    The nearest clause that names a figure decides; in it, the name that ends last, of these the longest.
    """
    for clause in clauses:
        words = _words(clause)
        found = [
            (place + length, length, key)
            for key, its_names in names.items()
            for name in its_names
            for place, length in _places(words, phrase_of(name))
        ]
        if found:
            best = max(found)[:2]
            keys = {key for *rank, key in found if tuple(rank) == best}
            return keys.pop() if len(keys) == 1 else None
    return None


def is_about(item: str, names: Iterable[str], unit: str = "") -> bool:
    """Say whether a thing that did not happen is exactly what one of the names counts, and nothing narrower.

    "cháy rừng trên địa bàn" is what "Số vụ cháy rừng trong tháng" counts; "cháy rừng lớn" is not.
    """
    words = [word for word in _words(item) if word not in {"và", "hoặc", "hay"}]
    idle = _AROUND | set(_words(unit))
    for name in names:
        phrase = tuple(word for word in phrase_of(name) if word != "và")
        for place, length in _places(words, phrase):
            if length >= len(phrase) and all(word in idle for word in (*words[:place], *words[place + length :])):
                return True
    return False


@lru_cache(maxsize=1000)
def phrase_of(name: str) -> tuple[str, ...]:
    """Return the words by which sentences call a figure: "Số vụ cháy rừng trong tháng" is "cháy rừng"."""
    bare = re.sub(r"[()]|trong đó:", " ", name.lower())
    bare = " ".join(bare.split())
    while (shorter := _TAIL.sub("", _HEAD.sub("", bare))) != bare:
        bare = shorter
    return tuple(_words(bare))


def _words(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return [part for word in words for part in _SHORT.get(word, word).split()]


def _places(words: Sequence[str], phrase: Sequence[str]) -> list[tuple[int, int]]:
    """Return where enough of a phrase's first words stand, and how many of them."""
    found = []
    for place in range(len(words)):
        length = 0
        while place + length < len(words) and length < len(phrase) and words[place + length] == phrase[length]:
            length += 1
        if length >= min(_LEAST, len(phrase)) and length >= _SHARE * len(phrase) and length:
            found.append((place, length))
    return found
