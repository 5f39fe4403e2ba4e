"""What an address or a form asks for by number."""

import pytest

from briefing_portal.lib.asked import number_in


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("999999999", 999999999)])
def test_plain_digits_are_a_number(text: str, number: int) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text", ["", " 7", "-1", "+1", "1.0", "1_0", "x", "1000000000", "9" * 5000, "\N{ARABIC-INDIC DIGIT ONE}", "²"]
)
def test_anything_else_is_none(text: str) -> None:
    assert number_in(text) is None
