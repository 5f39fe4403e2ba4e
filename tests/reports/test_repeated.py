"""A commune that hands in last month's text again is told so, and its reviewer too."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, User
from reports.actions import fill_in, review, submit
from reports.checks import Repeat, repeats
from reports.models import Period, Report
from tests import factories

LONG = "Thi công, giải ngân các công trình xây dựng cơ bản chưa đạt tiến độ đề ra"
PARTY = "Đảng ủy chỉ đạo các chi bộ sinh hoạt đúng kỳ, kết nạp 3 đảng viên mới"
EDIT = "/bach-thong/reports/2015-11/cam-giang/edit/"
AGAIN = "Nội dung giống tháng trước"


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (LONG, LONG),
        (LONG.upper() + ".", LONG),
        (LONG, LONG.replace("công trình", "công  trình")),
    ],
)
def test_last_months_words_are_known_again(now: str, then: str) -> None:
    assert repeats({"issues": [now]}, {"issues": ["Khác hẳn.", then]}) == [Repeat("issues", now)]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (PARTY, PARTY.replace("3 đảng viên", "5 đảng viên")),
        (LONG, LONG.replace("chưa đạt", "đã đạt")),
        ("Không phát sinh.", "Không phát sinh."),
    ],
)
def test_new_numbers_other_words_and_short_texts_are_no_repetition(now: str, then: str) -> None:
    assert repeats({"party": [now]}, {"party": [then]}) == []


def test_the_same_words_in_another_place_are_no_repetition() -> None:
    assert repeats({"party": [LONG]}, {"budget": [LONG]}) == []


@given(st.integers(0, 999), st.integers(0, 999))
def test_a_text_with_another_number_was_brought_up_to_date(now: int, then: int) -> None:
    told = [f"Trong tháng đã kết nạp {count} đảng viên mới vào Đảng bộ xã" for count in (now, then)]
    assert bool(repeats({"party": told[:1]}, {"party": told[1:]})) == (now == then)


@pytest.fixture
def october(bach_thong: ConveningBody, cam_giang: Commune, signer: User, office: User) -> Period:
    period = factories.make_period(bach_thong, office, Month(2015, 10))
    write(factories.make_report(period, cam_giang, signer), signer)
    return period


def write(report: Report, by: User, party: str = PARTY) -> Report:
    entries = fill_in.Entries(
        narratives={"party": party},
        issues=(fill_in.IssueEntry("construction", LONG),),
        proposals=(fill_in.ProposalEntry("Đề nghị huyện hỗ trợ kinh phí sửa chữa đường liên thôn", "UBND huyện"),),
    )
    at = factories.moment(report.period.month + "-11")
    return fill_in.save(report=report, entries=entries, expected_version=report.version, by=by, at=at)


def test_the_commune_sees_what_it_repeats_on_the_form_and_before_it_submits(
    client: Client, october: Period, november: Period, cam_giang: Commune, signer: User
) -> None:
    client.force_login(signer)
    assert AGAIN not in client.get(EDIT).content.decode()
    report = write(factories.make_report(november, cam_giang, signer), signer)
    for address in (EDIT, EDIT.replace("edit", "submit")):
        page = client.get(address).content.decode()
        assert AGAIN in page
        assert all(f"<b>{title}:</b>" in page for title in ("Xây dựng Đảng", "Tồn tại, hạn chế", "Kiến nghị, đề xuất"))
    write(report, signer, party="Chi bộ Nà Tu tổ chức sinh hoạt chuyên đề về xây dựng nông thôn mới")
    assert "<b>Xây dựng Đảng:</b>" not in client.get(EDIT).content.decode()


def test_the_reviewer_sees_it_and_may_accept_all_the_same(
    client: Client, october: Period, november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    report = write(factories.make_report(november, cam_giang, signer), signer)
    submit.submit(report=report, by=signer, at=factories.moment("2015-11-12"), needs_explanations=False)
    client.force_login(office)
    assert AGAIN in client.get(EDIT.replace("edit", "review")).content.decode()
    report.refresh_from_db()
    review.accept(report=report, by=office, at=factories.moment("2015-11-13"))


def test_another_communes_words_of_last_month_are_no_repetition(
    client: Client, october: Period, november: Period, vi_huong: Commune, neighbour: User
) -> None:
    write(factories.make_report(november, vi_huong, neighbour), neighbour)
    client.force_login(neighbour)
    assert AGAIN not in client.get(EDIT.replace("cam-giang", "vi-huong")).content.decode()
