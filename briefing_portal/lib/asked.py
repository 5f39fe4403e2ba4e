"""What an address or a form asks for by number."""

DIGITS = 9  # as many as a number of ours may have
KEY_DIGITS = 15  # as many as a row's key may have
NONE_SEEN = -1


def number_in(text: str, digits: int = DIGITS) -> int | None:
    """Return the number that a text is; None for anything else, also for more digits than such a number has."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None


def version_in(text: str) -> int:
    """Return the version that a person saw; one that nothing ever has where the text is none."""
    seen = number_in(text)
    return NONE_SEEN if seen is None else seen
