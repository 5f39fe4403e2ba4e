"""What changed between two submissions: pure comparison, and the page that shows it."""

from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest
from django.test import Client

from briefing_portal.lib.differences import ADDED, REMOVED, SAME, mark_words
from communes.models import Commune, User
from reports.actions import fill_in, review, submit
from reports.models import Period, Report
from reports.views.changes import compare
from tests import factories

CHANGES = "/bach-thong/reports/2015-11/cam-giang/submissions/2/changes/"


def snapshot(**said: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"values": [], "narratives": {}, "explanations": {}, "issues": [], "proposals": []}
    return empty | said


def figure(indicator: str, value: str, season: str = "") -> dict[str, str]:
    return {"indicator": indicator, "season": season, "value": value, "as_of": ""}


def issue(text: str, cause: str = "") -> dict[str, str]:
    return {"category": "budget", "text": text, "cause": cause, "remedy": ""}


def test_equal_submissions_differ_in_nothing() -> None:
    same = snapshot(values=[figure("BUD_REV_YTD", "1131")], narratives={"crops": "Tốt."})
    assert compare(same, same, {}).are_none


def test_a_figure_that_is_only_written_otherwise_has_not_changed() -> None:
    old, new = snapshot(values=[figure("A", "10")]), snapshot(values=[figure("A", "10.00")])
    assert compare(old, new, {}).are_none


def test_figures_are_changed_added_and_removed() -> None:
    old = snapshot(values=[figure("A", "1131"), figure("B", "0"), figure("S", "3", "mua-2015")])
    new = snapshot(values=[figure("A", "1132.5"), figure("C", "5"), figure("S", "3", "dong-2015")])
    found = {(c.indicator, c.season): (c.old, c.new, c.difference) for c in compare(old, new, {}).figures}
    assert found == {
        ("A", ""): (Decimal(1131), Decimal("1132.5"), Decimal("1.5")),
        ("B", ""): (Decimal(0), None, None),
        ("C", ""): (None, Decimal(5), None),
        ("S", "mua-2015"): (Decimal(3), None, None),
        ("S", "dong-2015"): (None, Decimal(3), None),
    }


def test_changed_words_are_marked_in_their_text() -> None:
    pieces = mark_words("Thu hoạch cơ bản xong, chưa trồng.", "Thu hoạch xong 100%, chưa trồng.")
    assert [(piece.kind, piece.text.strip()) for piece in pieces] == [
        (SAME, "Thu hoạch"),
        (REMOVED, "cơ bản xong,"),
        (ADDED, "xong 100%,"),
        (SAME, "chưa trồng."),
    ]


def test_the_marked_text_still_holds_both_texts() -> None:
    old, new = "một hai ba\nbốn năm", "một ba\nbốn sáu năm bảy"
    pieces = mark_words(old, new)
    assert "".join(p.text for p in pieces if p.kind != REMOVED).split() == new.split()
    assert "".join(p.text for p in pieces if p.kind != ADDED).split() == old.split()


def test_texts_that_appear_and_disappear_are_found() -> None:
    old, new = snapshot(narratives={"crops": "Tốt."}), snapshot(narratives={"health": "Ổn định."})
    found = {change.place: [(p.kind, p.text) for p in change.pieces] for change in compare(old, new, {}).narratives}
    assert found == {"crops": [(REMOVED, "Tốt.")], "health": [(ADDED, "Ổn định.")]}


def test_an_issue_put_first_does_not_make_the_others_look_changed() -> None:
    old = snapshot(issues=[issue("Thu thấp."), issue("Chậm tiến độ.")])
    new = snapshot(issues=[issue("Thiếu nước."), issue("Thu thấp."), issue("Chậm tiến độ.", cause="Mưa lũ.")])
    found = compare(old, new, {"budget": "Thu, chi ngân sách"}).issues
    assert [[(p.kind, p.text) for p in change.pieces] for change in found] == [
        [(ADDED, "Thu, chi ngân sách: Thiếu nước.")],
        [(SAME, "Thu, chi ngân sách: Chậm tiến độ.\n"), (ADDED, "Nguyên nhân: Mưa lũ.")],
    ]


def test_a_proposal_with_another_addressee_has_changed() -> None:
    old = snapshot(proposals=[{"text": "Sửa kênh.", "addressee": ""}])
    new = snapshot(proposals=[{"text": "Sửa kênh.", "addressee": "UBND huyện"}])
    assert len(compare(old, new, {}).proposals) == 1


@pytest.mark.parametrize("word", ["xã ", "a b c d e f g h "])
def test_a_text_as_long_as_allowed_is_compared_at_once(word: str) -> None:
    old = (word * fill_in.TEXT_LIMIT)[: fill_in.TEXT_LIMIT]
    begun = perf_counter()
    mark_words(old, old[::-1])
    mark_words(old[:3000], old[1:3001])
    assert perf_counter() - begun < 2


@pytest.fixture
def handed_in_twice(november: Period, cam_giang: Commune, signer: User, office: User) -> Report:
    """Cẩm Giàng's report in its second version."""
    report = factories.make_submitted(november, cam_giang, signer, {"BUD_REV_YTD": "1131", "BUD_DEBT": "5"})
    review.return_to_commune(report=report, reason="Xem lại.", by=office, at=factories.moment("2015-11-13"))
    report.refresh_from_db()
    entries = fill_in.Entries(
        figures={("BUD_REV_YTD", ""): Decimal(1132), ("BUD_DEBT", ""): None, ("LIV_SICK", ""): Decimal(0)},
        narratives={"crops": "Thu hoạch xong."},
        issues=(fill_in.IssueEntry("budget", "Thu thấp."),),
    )
    report = fill_in.save(
        report=report, entries=entries, expected_version=report.version, by=signer, at=factories.moment("2015-11-14")
    )
    submit.submit(report=report, by=signer, at=factories.moment("2015-11-14"), needs_explanations=False)
    return report


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("office", 200),
        ("secretary", 200),
        ("clerk", 200),
        ("signer", 200),
        ("neighbour", 404),
        ("stranger", 404),
        (None, 302),
    ],
)
def test_the_office_the_leader_and_the_commune_itself_see_what_changed(
    client: Client, handed_in_twice: Report, request: pytest.FixtureRequest, person: str | None, status: int
) -> None:
    if person:
        client.force_login(request.getfixturevalue(person))
    assert client.get(CHANGES).status_code == status


def test_the_page_shows_old_and_new_figures_and_marked_words(
    client: Client, handed_in_twice: Report, office: User
) -> None:
    client.force_login(office)
    page = client.get(CHANGES).content.decode()
    assert "Thay đổi từ lần 1 sang lần 2" in page
    assert "+1" in page
    assert "bỏ đi" in page
    assert "thêm mới" in page
    assert "<ins>Thu hoạch xong.</ins>" in page
    assert "Thu thấp." in page
    assert "Số vụ cháy rừng" not in page


def test_the_first_submission_and_one_that_never_was_have_no_changes(
    client: Client, handed_in_twice: Report, office: User
) -> None:
    client.force_login(office)
    for number in (0, 1, 3):
        assert client.get(CHANGES.replace("/2/", f"/{number}/")).status_code == 404
