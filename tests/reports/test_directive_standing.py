"""How a directive stands follows from what was answered and what the office said, whatever that was."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from reports.checks.directives import (
    Answer,
    Typed,
    Verdict,
    carried_words,
    closed_in,
    due_in_force,
    fault_of,
    fault_of_new_due,
    standing_of,
    standing_of_all,
)
from reports.facts import AnswerState, Standing

NOVEMBER = Month(2015, 11)
DAYS = st.dates(dt.date(2015, 10, 1), dt.date(2016, 6, 30))
ANSWERED = st.tuples(st.sampled_from(AnswerState), st.none() | DAYS, st.none() | st.sampled_from(Verdict))
ANSWERS = st.lists(ANSWERED, max_size=6).map(
    lambda rows: [Answer(NOVEMBER.plus(1 + place), *row) for place, row in enumerate(rows)]
)


@given(due=st.none() | DAYS, answers=ANSWERS, today=DAYS, is_withdrawn=st.booleans())
def test_exactly_the_offices_last_word_makes_it_done(
    *, due: dt.date | None, answers: list[Answer], today: dt.date, is_withdrawn: bool
) -> None:
    standing = standing_of(due, answers, today, is_withdrawn=is_withdrawn)
    said = [answer.verdict for answer in answers if answer.verdict]
    assert (standing is Standing.WITHDRAWN) is is_withdrawn
    if not is_withdrawn:
        assert (standing is Standing.DONE) is bool(said and said[-1] is Verdict.ACCEPTED)
        assert (closed_in(answers) is not None) is (standing is Standing.DONE)


@given(st.none() | DAYS, ANSWERS, DAYS)
def test_nothing_is_overdue_before_its_date_and_time_makes_nothing_better(
    due: dt.date | None, answers: list[Answer], today: dt.date
) -> None:
    standing, later = (standing_of(due, answers, day) for day in (today, today + dt.timedelta(days=40)))
    until = due_in_force(due, answers)
    if standing is Standing.OVERDUE:
        assert until is not None
        assert until < today
        assert later is Standing.OVERDUE
    else:
        assert later in {standing, Standing.OVERDUE}
        assert later is standing or standing is Standing.OPEN


@given(st.none() | DAYS, ANSWERS, DAYS)
def test_a_proposed_date_is_only_a_proposal_until_the_office_agrees(
    due: dt.date | None, answers: list[Answer], proposed: dt.date
) -> None:
    asked = Answer(NOVEMBER.plus(9), AnswerState.UNDER_WAY, proposed, None)
    agreed = Answer(NOVEMBER.plus(9), AnswerState.UNDER_WAY, proposed, Verdict.NEW_DUE)
    assert due_in_force(due, [*answers, asked]) == due_in_force(due, answers)
    assert due_in_force(due, [*answers, agreed]) == proposed


@given(st.lists(st.sampled_from(Standing), max_size=20))
def test_a_directive_is_done_with_all_and_overdue_with_one(standings: list[Standing]) -> None:
    whole = standing_of_all(standings)
    if Standing.WITHDRAWN in standings:
        assert whole is Standing.WITHDRAWN
        return
    assert (whole is Standing.DONE) is (bool(standings) and set(standings) == {Standing.DONE})
    assert (whole is Standing.OVERDUE) is (Standing.OVERDUE in standings)
    assert whole is not Standing.REPORTED or Standing.OPEN not in standings
    assert whole in standings or not standings


def test_who_reports_it_done_waits_for_the_office_and_is_late_again_after_its_no() -> None:
    due, today = dt.date(2015, 12, 1), dt.date(2015, 12, 18)
    done = Answer(NOVEMBER.next(), AnswerState.DONE)
    assert standing_of(due, [], today) is Standing.OVERDUE
    assert standing_of(due, [done], today) is Standing.REPORTED
    refused = Answer(NOVEMBER.next(), AnswerState.DONE, None, Verdict.NOT_YET)
    assert standing_of(due, [refused], today) is Standing.OVERDUE


def test_an_open_directive_counts_its_months() -> None:
    months = [carried_words(NOVEMBER, NOVEMBER.plus(n)) for n in range(4)]
    assert months == ["", "từ tháng trước", "chuyển sang tháng thứ 2", "chuyển sang tháng thứ 3"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (Typed(), "Chưa trả lời nhiệm vụ này"),
        (Typed(evidence="Đang làm."), "Chưa trả lời nhiệm vụ này"),
        (Typed("done"), "Ghi kết quả hoặc gửi tệp minh chứng"),
        (Typed("done", has_file=True), ""),
        (Typed("done", "Đã tiêm xong."), ""),
        (Typed("not_done"), "Chưa thực hiện thì ghi rõ lý do."),
        (Typed("not_done", "Đã họp."), "Chưa thực hiện thì ghi rõ lý do."),
        (Typed("not_done", reason="Chưa có vắc xin."), ""),
        (Typed("under_way"), "Ghi việc đã làm được đến nay"),
        (Typed("under_way", "Đã làm một nửa."), ""),
        (Typed("under_way", "Đã làm.", new_due=dt.date(2016, 1, 5)), "Đề nghị lùi thời hạn thì ghi rõ lý do."),
    ],
)
def test_an_answer_that_says_too_little_is_told_what_it_lacks(typed: Typed, says: str) -> None:
    assert fault_of(typed).startswith(says)
    assert bool(fault_of(typed)) is bool(says)


@pytest.mark.parametrize(
    ("new_due", "state", "says"),
    [
        (None, "under_way", ""),
        (dt.date(2015, 12, 17), "under_way", "Thời hạn đề nghị 17/12/2015 đã qua; hãy ghi từ ngày 18/12/2015 trở đi."),
        (dt.date(2015, 12, 19), "under_way", "Thời hạn đề nghị phải sau thời hạn hiện nay (20/12/2015)."),
        (dt.date(2015, 12, 21), "under_way", ""),
        (dt.date(2015, 12, 21), "done", "Việc đã hoàn thành thì không đề nghị thời hạn mới; hãy xóa ngày này."),
    ],
)
def test_a_date_that_cannot_be_proposed_is_told_why(new_due: dt.date | None, state: str, says: str) -> None:
    assert fault_of_new_due(new_due, state, dt.date(2015, 12, 20), dt.date(2015, 12, 18)) == says
