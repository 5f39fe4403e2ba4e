"""The moves of a report (design.md, part 3)."""

import pytest

from briefing_portal.lib.refusal import Refusal
from reports.workflow import Move, ReportStatus, as_mermaid, check_move

S = ReportStatus
ALLOWED = {
    (Move.MARK_READY, S.DRAFT): S.READY,
    (Move.MARK_READY, S.RETURNED): S.READY,
    (Move.MARK_READY, S.REOPENED): S.READY,
    (Move.TAKE_BACK, S.READY): S.DRAFT,
    (Move.SUBMIT, S.DRAFT): S.SUBMITTED,
    (Move.SUBMIT, S.READY): S.SUBMITTED,
    (Move.SUBMIT, S.RETURNED): S.SUBMITTED,
    (Move.SUBMIT, S.REOPENED): S.SUBMITTED,
    (Move.WITHDRAW, S.SUBMITTED): S.DRAFT,
    (Move.ACCEPT, S.SUBMITTED): S.ACCEPTED,
    (Move.RETURN, S.SUBMITTED): S.RETURNED,
    (Move.REOPEN, S.ACCEPTED): S.REOPENED,
}


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("status", ReportStatus)
def test_only_the_moves_of_the_design_are_possible(move: Move, status: ReportStatus) -> None:
    if (move, status) in ALLOWED:
        assert check_move(move, status, reason="Có lý do") is ALLOWED[move, status]
    else:
        with pytest.raises(Refusal, match=status.label):
            check_move(move, status, reason="Có lý do")


def test_a_report_cannot_be_withdrawn_once_its_review_has_begun() -> None:
    assert check_move(Move.WITHDRAW, S.SUBMITTED) is S.DRAFT
    with pytest.raises(Refusal, match="đã bắt đầu xem xét"):
        check_move(Move.WITHDRAW, S.SUBMITTED, review_begun=True)


@pytest.mark.parametrize(("move", "status"), [(Move.RETURN, S.SUBMITTED), (Move.REOPEN, S.ACCEPTED)])
def test_returning_and_reopening_need_a_reason(move: Move, status: ReportStatus) -> None:
    with pytest.raises(Refusal, match="lý do"):
        check_move(move, status, reason="  ")


def test_the_picture_in_the_docs_shows_the_moves_of_the_table() -> None:
    from django.conf import settings

    assert as_mermaid() in (settings.BASE_DIR / "docs" / "architecture.md").read_text()
