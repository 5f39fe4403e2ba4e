"""A text made fit for being read: one form, one case, every sign with its place in the text as written."""

import re
import unicodedata
from typing import NamedTuple

_LETTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.DOTALL)
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACE = re.compile(r"[^\S\n]")
HIDDEN = "#"  # stands for a digit that is no figure

# Numbers that are no figures of a report: dates, years, hours, numbers of documents, articles, villages and the like.
_DOCUMENT = (
    r"(?:nghị quyết|quyết định|chỉ thị|thông báo|công văn|nghị định|thông tư|hướng dẫn|báo cáo|kết luận|kế hoạch|"
    r"chương trình|đề án|luật|tờ trình)"
)
_COUNTED = (
    r"(?:lần(?: thứ)?|thứ|khóa|khoá|đợt|kỳ|quý|tuần|điều|khoản|điểm|mục|phụ lục|thôn|tổ|đội|khu|bản|km|quốc lộ|ql|"
    r"đường tỉnh|đường|đt|chương trình|nghị quyết|giai đoạn|nhiệm kỳ|lớp|hạng|cấp)"
)
_YEAR = r"(?:19|20)\d\d"
_NO_FIGURES = re.compile(
    "|".join(
        (
            r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}\b",
            r"\b(?:ngày|hạn|sáng|chiều|tối|mùng)\s+\d{1,2}(?:\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?)?\b",
            r"\b(?:tháng|năm)\s+\d{1,4}(?:\s*[/–-]\s*\d{1,4})*(?![\d%])",
            rf"\b{_YEAR}\s*[–-]\s*{_YEAR}\b",
            rf"\b{_DOCUMENT}\s+số:?\s*\d+\S*",
            r"\bsố:?\s*\d+\s*[-/]\s*\w\S*",
            r"\b\d+\s*[-/]\s*(?:\d{4}/)?[a-zđ]{2,}\S*",
            rf"\b{_COUNTED}\s+\d{{1,4}}[a-zđ]?\b(?![.,]\d|\s*%)",
            r"\b\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2}(?:\s*phút)?)?\b",
            r"\b\d{1,2}:\d{2}\b",
            r"\b(?:từ\s+)?(?:\d+\s*(?:-|–|đến)\s*)?\d+\s+(?:tuổi|ngày|tháng|năm)\b",
            r"(?:\A|\n)\s*\d{1,2}[.)](?=\s)",
            r"\b(?:dt|ql|đt)\s?\d+\b",
        )
    )
)
_BARE_YEAR = re.compile(rf"(?<![\w.,/]){_YEAR}(?![\d.,/]*\d)(?!\s*(?:%|[a-zđ]))")


class Plain(NamedTuple):
    """A text in lower case and NFC; `places[n]` is where its n-th sign begins in the text as written."""

    text: str
    places: tuple[int, ...]

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text stands in the text as written."""
        return self.places[start], self.places[end]


def plain_of(text: str) -> Plain:
    """Return a text in lower case and NFC, without what nobody sees, with the digits hidden that are no figures."""
    signs: list[str] = []
    places: list[int] = []
    for letter in _LETTER.finditer(text):
        shown = _SPACE.sub(" ", _UNSEEN.sub("", letter[0]))
        for sign in unicodedata.normalize("NFC", shown).lower():
            signs.append(sign)
            places.append(letter.start())
    return Plain(_hide("".join(signs)), (*places, len(text)))


def _hide(text: str) -> str:
    for pattern in (_NO_FIGURES, _BARE_YEAR):
        text = pattern.sub(lambda match: re.sub(r"\d", HIDDEN, match[0]), text)
    return text
