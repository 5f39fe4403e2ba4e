"""What an address or a form asks for by number."""

_DIGITS = 9  # as many as a number of ours may have


def number_in(text: str) -> int | None:
    """Return the number that a text is; None for anything else, also for more digits than a number of ours has."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None
