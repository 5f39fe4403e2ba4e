"""A person types the printed code as she reads it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.models.codes import printed_code, read_code

HASH = "3f2a9c0177b40e5da1c8" + "0" * 44


@pytest.mark.parametrize(
    "typed",
    [
        "3F2A-9C01-77B4-0E5D-A1C8",
        "3f2a 9c01 77b4 0e5d a1c8",
        "3f2a9c0177b40e5da1c8",
        " 3F2A–9C01–77B4–0E5D–A1C8. ",
        "3F2A-9COl-77B4-OE5D-AlC8",  # O for 0, l for 1
        "\uff13F2A 9C01 77B4 0E5D A1C8",  # a full-width digit
    ],
)
def test_case_spaces_dashes_and_look_alikes_are_forgiven(typed: str) -> None:
    assert read_code(typed) == HASH[:20]


@pytest.mark.parametrize(
    "typed", ["", "3F2A", "3F2A-9C01-77B4-0E5D-A1C", "3F2A-9C01-77B4-0E5D-A1CG", "%" * 20, "0" * 65]
)
def test_a_short_or_strange_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@given(st.binary())
def test_what_is_printed_can_be_typed(data: bytes) -> None:
    digest = hashlib.sha256(data).hexdigest()
    code = printed_code(digest)
    assert len(code.replace("-", "")) * 4 >= 80
    assert read_code(code) == digest[:20]
    assert read_code(digest) == digest
