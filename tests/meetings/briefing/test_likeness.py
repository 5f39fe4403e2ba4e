"""Which texts say the same, and that putting them together doesn't depend on who stands first."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese.likeness import alike
from meetings.briefing.measures import shortcomings
from reports.facts import IssueFact
from tests.meetings.briefing.month import CODES, SEVENTEEN, facts_of

LATE = "Thi công công trình chậm tiến độ"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thu ngân sách đạt thấp", "Thu ngân sách còn đạt thấp so với dự toán"),
        (LATE, "thi cong cong trinh cham tien do"),
        (LATE, "Thi công công trrình chậm tiến độ"),
        ("Kĩ năng xử lí hồ sơ chưa hoà hợp", "Kỹ năng xử lý hồ sơ chưa hòa hợp"),
        ("Thu ngân sách trên địa bàn xã đạt thấp", "thu ngan sach dat thap"),
    ],
)
def test_near_identical_texts_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chậm giải ngân", "chậm thi công"),
        (LATE, "Thi công công trình không chậm tiến độ"),
        ("Giải quyết hồ sơ tồn đọng của 13 hộ dân", "Giải quyết hồ sơ tồn đọng của 15 hộ dân"),
        ("Thi công đường liên thôn chậm tiến độ đề ra", "Thi công đường liên xã chậm tiến độ đề ra"),
        ("Thu tiền thuê đất của các hộ kinh doanh còn chậm", "Thu tiền thuế đất của các hộ kinh doanh còn chậm"),
        ("Đàn bê chết rét nhiều ở các thôn vùng cao", "Đàn dê chết rét nhiều ở các thôn vùng cao"),
        ("Đường đi các thôn bị sạt lở", "Đường điện đi các thôn bị sạt lở"),
        ("Thu ngân sách đạt thấp", "Chi ngân sách đạt thấp"),
    ],
)
def test_what_says_something_else_is_not_alike(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


TEXTS = (
    LATE,
    f"- {LATE.lower()};",
    "Thi công công trrình chậm tiến độ",
    "thi cong cong trinh cham tien do",
    "Việc thi công các công trình còn chậm tiến độ",
    "Giải ngân chậm",
    "giai ngan cham",
    "Công trình chưa chậm tiến độ",
)
ISSUES = st.lists(
    st.builds(
        lambda name, text: IssueFact(CODES[name], "construction", text, "", "", 3),
        st.sampled_from(SEVENTEEN),
        st.sampled_from(TEXTS),
    ),
    max_size=20,
)


@settings(max_examples=80, derandomize=True)
@given(ISSUES, st.integers(0, 2**32))
def test_the_groups_are_the_same_in_whatever_order_the_reports_come(issues: list[IssueFact], seed: int) -> None:
    shuffled = Random(seed).sample(issues, len(issues))  # noqa: S311 - an order, no secret
    facts = facts_of({})
    one, other = (shortcomings(replace(facts, issues=tuple(each))) for each in (issues, shuffled))
    assert one == other


@settings(max_examples=80, derandomize=True)
@given(ISSUES)
def test_a_group_is_told_in_the_words_of_one_of_its_communes_and_each_is_like_them(issues: list[IssueFact]) -> None:
    for group in shortcomings(replace(facts_of({}), issues=tuple(issues))):
        for wording in group.wordings:
            assert any(wording.text in issue.text for issue in issues)
            assert all(alike(issue.text, wording.text) for issue in wording.issues)
            assert len({issue.commune for issue in wording.issues}) == len(wording.issues)
        for place, wording in enumerate(group.wordings):
            assert len(wording.issues) <= len(group.wordings[max(0, place - 1)].issues)


def test_the_marked_text_speaks_for_those_who_left_the_marks_out() -> None:
    issues = tuple(
        IssueFact(CODES[name], "construction", text, "", "", 3)
        for name, text in (("Vi Hương", TEXTS[3]), ("Hà Vị", TEXTS[3]), ("Cao Sơn", LATE))
    )
    (group,) = shortcomings(replace(facts_of({}), issues=issues))
    assert [(wording.text, len(wording.issues)) for wording in group.wordings] == [(LATE, 3)]
