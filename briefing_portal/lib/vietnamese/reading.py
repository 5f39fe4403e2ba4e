"""The portal's one reader of typed figures: exactly one reading, or a question, or an error."""

import re
from dataclasses import dataclass
from decimal import Decimal

from briefing_portal.lib.vietnamese.printing import format_number, number_for_input, split_number
from briefing_portal.lib.vietnamese.words import number_in_words

MAX_INTEGER_DIGITS = 11
MAX_DECIMALS = 4
MAX = Decimal("99999999999.9999")
_MAX_TYPED_CHARACTERS = 40

# What copying leaves around figures and nobody sees. Marks that turn the text round are refused, not dropped.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200e\u202a\u202c\u2060\ufeff]")
_NARROW_SPACE = re.compile(r"[\u00a0\u2007\u2009\u202f]")

_TOO_LONG = "Nội dung quá dài: ô này chỉ ghi một con số."
_TOO_LARGE = f"Số quá lớn: phần nguyên tối đa {MAX_INTEGER_DIGITS} chữ số; hãy xem lại đơn vị tính."
# The first that is found is said. The first of all leaves only ASCII digits to every other pattern here.
_REFUSED_SIGNS = (
    (r"(?![0-9])\d", "Chỉ dùng các chữ số thường từ 0 đến 9; hãy gõ lại số này."),
    (r"[%\u2030\u066a\uff05]", "Chỉ ghi số, không ghi dấu %."),
    (r"(?i)\d[.,]?e[-+−]?\d", "Không ghi số dạng lũy thừa; hãy ghi đủ các chữ số."),
    (r"_", "Không dùng dấu gạch dưới; hàng nghìn được nhóm bằng dấu chấm, ví dụ 1.000."),
    (r"\A[-−]?[\d., ]*\d *[^\W\d_]\D*\Z", "Chỉ ghi số, không ghi đơn vị tính phía sau."),
    (r"[^\W\d_]", "Chỉ ghi số, không ghi chữ; chưa có số liệu thì để trống."),
    (r"\A\+", "Không ghi dấu + trước số."),
    (r"\A[-−]\Z", "Chưa có số liệu thì để trống; xác nhận không có thì ghi 0."),
    (r"\A[-−] *[-−]", "Chỉ ghi một dấu trừ trước số."),
    (r"\A[-−] ", "Ghi dấu trừ liền trước số, ví dụ -5."),
    (
        r"\A(?![-−]?[\d., ]*\d[\d., ]*\Z)",
        "Chỉ dùng chữ số, dấu chấm nhóm hàng nghìn và dấu phẩy thập phân, ví dụ 1.234,5.",
    ),
    (r"\A[-−]?[.,]", "Ghi số 0 trước dấu phẩy, ví dụ 0,5."),
    (r"[.,]\Z", "Bỏ dấu chấm hoặc dấu phẩy ở cuối số."),
)

_VIETNAMESE = re.compile(r"(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(?:,(\d+))?")
_DECIMAL_DOT = re.compile(r"(\d+)\.(\d+)")
# 1,234 · 05.234 · 1234.567: thousands grouped in another way, or three decimals. Not so 0,123.
_TWO_WAYS = re.compile(r"(?!0+[.,])(?:\d{1,3},|0\d{1,7}\.|[1-9]\d{3,7}\.)\d{3}")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+|[1-9]\d{0,2}(?:,\d{3}){2,}")
_SWAP = str.maketrans(",.", ".,")
_MISPLACED_SIGNS = (
    (r" .*\.|\..* ", "Không dùng lẫn dấu cách và dấu chấm trong một số; hãy ghi như 1.234,5."),
    (r" ", "Mỗi nhóm sau dấu cách phải có đúng ba chữ số, ví dụ 1 234 567."),
    (r",.*[,.]", "Chỉ ghi một dấu phẩy, trước phần thập phân, ví dụ 1.234,5."),
    (r"\A0", "Bỏ số 0 ở đầu số có dấu chấm nhóm hàng nghìn, ví dụ 1.234.567."),
    (r"\.", "Mỗi nhóm sau dấu chấm phải có đúng ba chữ số, ví dụ 1.234.567."),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what a text was read as: one of value, question and error, or none of them for an empty text.

    A question offers its choices; typing a figure as the question says gives that choice.
    """

    value: Decimal | None = None
    question: str | None = None
    error: str | None = None
    choices: tuple[Decimal, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was typed: no figure, which is not zero."""
        return self == Reading()


def read_number(text: str, *, decimals: int | None = None) -> Reading:
    """Read a typed figure the Vietnamese way ("1.234,5"); decimals: the most its indicator takes (None: 4).

    "1.234" is 1234 (which `echo_number` shows to the person), "113.1" is 113,1, and "1,234" is asked back,
    since an English hand means 1234 by it. Trailing zeros are no decimals. Errors and questions are sentences
    in Vietnamese for the person who typed. Never raises.
    """
    typed = _NARROW_SPACE.sub(" ", _UNSEEN.sub("", text)).strip()
    if not typed:
        return Reading()
    refusal = _TOO_LONG if len(typed) > _MAX_TYPED_CHARACTERS else _first_found(_REFUSED_SIGNS, typed)
    if refusal:
        return Reading(error=refusal)
    sign = "-" if typed[0] in "-−" else ""
    return _read_unsigned(typed.lstrip("-−"), sign, MAX_DECIMALS if decimals is None else min(decimals, MAX_DECIMALS))


def _first_found(table: tuple[tuple[str, str], ...], typed: str) -> str | None:
    return next((sentence for pattern, sentence in table if re.search(pattern, typed)), None)


def _read_unsigned(digits: str, sign: str, decimals: int) -> Reading:
    match = _VIETNAMESE.fullmatch(digits) or _DECIMAL_DOT.fullmatch(digits)
    if match is None:
        return Reading(error=_explain_misplaced(digits, sign))
    whole, fraction = re.sub("[. ]", "", match[1]), match[2] or ""
    value = _figure(sign, whole, fraction)
    if _TWO_WAYS.fullmatch(digits):
        return _ask(sign + digits, _figure(sign, whole + fraction), value, decimals)
    error = _explain_unfit(value, decimals)
    return Reading(error=error) if error else Reading(value=value)


def _figure(sign: str, whole: str, fraction: str = "") -> Decimal:
    """Build a figure without trailing zeros and without a minus zero."""
    sign, whole, fraction = split_number(Decimal(f"{sign}{whole}.{fraction}"))
    return Decimal(f"{sign}{whole}.{fraction}")


def _explain_misplaced(digits: str, sign: str) -> str | None:
    if _ENGLISH.fullmatch(digits):
        swapped = sign + digits.translate(_SWAP)
        return f"Dấu phẩy là dấu thập phân, dấu chấm nhóm hàng nghìn: hãy ghi {swapped}."
    return _first_found(_MISPLACED_SIGNS, digits)


def _explain_unfit(value: Decimal, decimals: int) -> str | None:
    _, whole, fraction = split_number(value)
    if len(whole) > MAX_INTEGER_DIGITS:
        return _TOO_LARGE
    if len(fraction) <= decimals:
        return None
    limit = f"nhận tối đa {decimals} chữ số sau dấu phẩy" if decimals else "chỉ nhận số nguyên"
    return f"Ô này {limit}; số vừa ghi đang được đọc là {format_number(value)}."


def _ask(typed: str, large: Decimal, small: Decimal, decimals: int) -> Reading:
    """Ask which of two figures is meant, and say how each is typed."""
    small_fits = _explain_unfit(small, decimals) is None
    type_small = f"ghi {number_for_input(small)}" if small_fits else f"làm tròn còn {format_number(small, decimals)}"
    question = (
        f"“{typed}” có thể hiểu hai cách: nếu là {number_in_words(large)}, hãy ghi {large}; "
        f"nếu là {number_in_words(small)}, hãy {type_small}."
    )
    return Reading(question=question, choices=(large, small) if small_fits else (large,))
