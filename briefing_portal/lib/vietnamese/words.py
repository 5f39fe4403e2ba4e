"""Figures in words, for the echo beside a field: a slipped digit is heard before it is seen."""

from decimal import Decimal

from briefing_portal.lib.vietnamese.printing import format_number, split_number

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_BILLION = 10**9
_SCALES = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))


def echo_number(value: Decimal, unit: str = "") -> str:
    """Print what was read beside its field: "1.234 ha – một nghìn hai trăm ba mươi tư"."""
    figure = format_number(value)
    if unit:
        figure += unit if unit == "%" else f" {unit}"
    return f"{figure} – {number_in_words(value)}"


def number_in_words(value: Decimal) -> str:
    """Write a figure out; decimals digit by digit ("một phẩy hai ba bốn"), a minus as "âm".

    An empty group of thousands or millions between others is spoken ("một triệu không nghìn hai trăm"),
    as in school: "một triệu hai trăm" would be heard as 1.200.000. Raise ValueError for NaN and infinity.
    """
    sign, whole, fraction = split_number(value)
    words = ["âm"] if sign else []
    words += _integer(int(whole))
    if fraction:
        words += ["phẩy", *(_DIGITS[int(digit)] for digit in fraction)]
    return " ".join(words)


def _integer(number: int) -> list[str]:
    if number < _BILLION:
        return _below_billion(number, after_higher=False)
    billions, rest = divmod(number, _BILLION)
    return [*_integer(billions), "tỷ", *(_below_billion(rest, after_higher=True) if rest else [])]


def _below_billion(number: int, *, after_higher: bool) -> list[str]:
    """Name the groups of three; after a higher group each is read in full until only zeros remain."""
    if number == 0:
        return ["không"]
    words: list[str] = []
    for scale, name in _SCALES:
        group, number = divmod(number, scale)
        if group or after_higher:
            words += [*_group(group, in_full=after_higher and group > 0), *([name] if name else [])]
            after_higher = True
        if number == 0:
            break
    return words


def _group(number: int, *, in_full: bool) -> list[str]:
    """Read 0 to 999; in full: with "không trăm" where there are no hundreds."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and not in_full:
        return _below_hundred(rest)
    words = [_DIGITS[hundreds], "trăm"]
    if not rest:
        return words
    return [*words, *(["linh"] if rest < 10 else []), *_below_hundred(rest)]


def _below_hundred(number: int) -> list[str]:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return [_DIGITS[ones]]
    if tens == 1:
        return ["mười", *_ones_after_ten(ones)]
    return [_DIGITS[tens], "mươi", *([_AFTER_TENS.get(ones, _DIGITS[ones])] if ones else [])]


def _ones_after_ten(ones: int) -> list[str]:
    if ones == 0:
        return []
    return ["lăm" if ones == 5 else _DIGITS[ones]]
