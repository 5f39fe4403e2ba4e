"""A number as it is written in a sentence, and whether a figure rounds to it."""

import re
from decimal import Decimal
from fractions import Fraction

from briefing_portal.lib.vietnamese.rounding import rounded
from briefing_portal.lib.vietnamese.words import number_in_words

NUMBER = r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\d])"
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_FULL = 100
_IN_WORDS = {number_in_words(Decimal(number)): number for number in range(2, _FULL)}
_COUNTED = (
    r"(?:vụ(?! (?:mùa|xuân|đông|lúa|ngô|hè|chiêm|sản xuất))|trường hợp|ca|công trình|dự án|đơn|hồ sơ|cuộc|"
    r"con|hộ|người|đảng viên|tiêu chí|xã|thị trấn|phường|đơn vị|địa phương|thôn|ha|tấn|km|triệu|tỷ)"
)
# "năm" alone is a year more often than five.
SPELLED = rf"(?<!\w)(?:{'|'.join(sorted(_IN_WORDS.keys() - {'năm'}, key=len, reverse=True))})(?= {_COUNTED}\b)"


def read_written(digits: str) -> tuple[Decimal, int]:
    """Return the value of written digits and how many decimals they show: "1.234,50" is 1234.50 with two.

    A dot groups thousands where three digits follow it, else it is the decimal sign, as in `read_number`. Of numbers
    in words ("mười hai") those below a hundred are read.
    """
    if digits in _IN_WORDS:
        return Decimal(_IN_WORDS[digits]), 0
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(".", "")
    elif _ENGLISH.fullmatch(digits) and digits.count(",") > 1:
        digits = digits.replace(",", "")
    whole, _, fraction = digits.replace(",", ".").rpartition(".") if re.search(r"[.,]", digits) else (digits, "", "")
    value = Decimal(f"{whole.replace('.', '')}.{fraction}" if fraction else whole)
    return value, len(fraction)


def rounds_to(value: Fraction, number: Decimal, decimals: int, *, is_percent: bool = False) -> bool:
    """Say whether an exact value, rounded half-up to the decimals as written, is the number as written.

    Half-up: 0,05 is 0,1 at one decimal, 99,95 is 100. Of percentages two things are never lent by rounding: 100 to
    what is less (99,96 is not 100), and 0 to what is more.
    """
    if is_percent and ((number == _FULL and value < _FULL) or (not number and value)):
        return False
    return rounded(value, decimals) == number
