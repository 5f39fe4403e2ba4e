"""Two people at the same report: what each changed, box by box and row by row."""

from hypothesis import given
from hypothesis import strategies as st

from reports.forms.merging import merge, merge_rows

BOXES = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "1", "2"]))
LISTS = st.lists(st.sampled_from("abcd").map(lambda text: {"text": text}), max_size=4)


def test_a_row_that_both_changed_stands_once_as_each_wrote_it() -> None:
    merged = merge_rows([{"text": "A1"}, {"text": "B"}], [{"text": "A"}, {"text": "B"}], [{"text": "A2"}])
    assert merged.rows == [{"text": "A1"}, {"text": "A2"}]
    assert (merged.added, merged.gone) == (1, 1)


@given(BOXES, BOXES, BOXES)
def test_what_was_typed_in_a_box_stays_and_the_others_text_is_shown(
    mine: dict[str, str], base: dict[str, str], theirs: dict[str, str]
) -> None:
    merged = merge(mine, base, theirs)
    for name in mine:
        own, before, other = mine[name], base.get(name, ""), theirs.get(name, "")
        if own != before:
            assert merged.texts[name] == own
            assert other in {before, own} or merged.clashes[name] == other
        elif other != before:
            assert merged.texts[name] == other
            assert name in merged.taken


@given(LISTS, LISTS, LISTS)
def test_no_row_that_somebody_wrote_is_lost(
    mine: list[dict[str, str]], base: list[dict[str, str]], theirs: list[dict[str, str]]
) -> None:
    merged = merge_rows(mine, base, theirs)
    assert all(row in merged.rows for row in mine if row not in base)
    assert all(row in merged.rows for row in theirs if row not in base)
    assert all(row not in merged.rows for row in base if row not in theirs)
