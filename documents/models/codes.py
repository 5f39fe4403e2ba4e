"""The code that a document prints: the start of the hash of its data, short enough to be typed."""

import re
import unicodedata

DIGITS = 20  # hexadecimal: 80 bits, too many to guess one
CODE_PATTERN = r"\b[0-9A-F]{4}(?:-[0-9A-F]{4}){4}\b"  # as papers print it
_GROUP = 4
_MISTAKEN = str.maketrans("OIL", "011")  # a person's reading of 0 and 1; no hexadecimal digit looks like these


def printed_code(data_sha256: str) -> str:
    """Return the code of a document by its data's hash, in groups of four: "3F2A-9C01-77B4-0E5D-A1C8"."""
    short = data_sha256[:DIGITS].upper()
    return "-".join(short[start : start + _GROUP] for start in range(0, len(short), _GROUP))


def read_code(typed: str) -> str | None:
    """Return the digits of a code as the hash has them, whatever its case, spaces and dashes; None for no code."""
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", typed)).upper().translate(_MISTAKEN)
    return plain.lower() if re.fullmatch(rf"[0-9A-F]{{{DIGITS},64}}", plain) else None
