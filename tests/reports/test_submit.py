"""The commune hands its report on; who may, and what is refused."""

import pytest
from django.test import Client

from communes.models import Commune, User
from reports.actions import review
from reports.models import Period, Report, Submission
from reports.workflow import ReportStatus
from tests import factories
from tests.reports.test_fill_in import EDIT, REVENUE, SUBMIT, opened_form, text_of

READ = "/bach-thong/reports/2015-11/cam-giang/"
COMPLETE = {
    "AGR_SOWN": "10", "AGR_HARVESTED": "7", "LIV_SICK": "0", "FOR_FIRE": "0", "BUD_REV_YTD": "5", "INV_DISBURSED": "1",
    "NTM_CRITERIA": "9", "SEC_CRIME": "0", "SEC_TRAFFIC": "0",
}  # fmt: skip


@pytest.fixture
def complete(november: Period, cam_giang: Commune, signer: User) -> Report:
    return factories.make_report(november, cam_giang, signer, COMPLETE)


def test_a_complete_report_without_warnings_is_submitted(client: Client, complete: Report, signer: User) -> None:
    client.force_login(signer)
    answer = client.post(SUBMIT, {"version": complete.version}, follow=True)
    assert "Đã nộp báo cáo." in text_of(answer.content)
    complete.refresh_from_db()
    assert complete.state is ReportStatus.SUBMITTED


def test_the_same_form_sent_twice_makes_one_submission(client: Client, complete: Report, signer: User) -> None:
    client.force_login(signer)
    for _ in range(2):
        answer = client.post(SUBMIT, {"version": complete.version}, follow=True)
    assert answer.status_code == 200
    assert "đang ở trạng thái “Đã nộp”" in text_of(answer.content)
    assert Submission.objects.count() == 1


def test_a_clerk_without_signer_cannot_submit_but_hands_on_for_signature(
    client: Client, complete: Report, clerk: User
) -> None:
    client.force_login(clerk)
    assert "Chỉ người ký của xã được nộp" in text_of(client.get(SUBMIT).content)
    assert client.post(SUBMIT, {"version": complete.version}).status_code == 403
    assert not Submission.objects.exists()
    client.post(READ + "move/mark_ready/")
    complete.refresh_from_db()
    assert complete.state is ReportStatus.READY


def test_a_warning_must_be_explained_in_a_sentence(
    client: Client, november: Period, cam_giang: Commune, signer: User
) -> None:
    report = factories.make_report(november, cam_giang, signer, {k: v for k, v in COMPLETE.items() if k != "SEC_CRIME"})
    client.force_login(signer)
    answer = client.post(SUBMIT, {"version": report.version, "explanation:SEC_CRIME": " "})
    assert "Còn 1 cảnh báo cần giải trình trước khi nộp." in text_of(answer.content)
    client.post(SUBMIT, {"version": report.version, "explanation:SEC_CRIME": "Công an xã chưa gửi số liệu."})
    assert "Công an xã chưa gửi số liệu." in Submission.objects.get().snapshot


def test_a_report_that_changed_since_it_was_looked_over_is_not_submitted(
    client: Client, complete: Report, signer: User
) -> None:
    seen = complete.version
    factories.fill(complete, {"BUD_REV_YTD": "6"}, signer)
    client.force_login(signer)
    answer = client.post(SUBMIT, {"version": seen})
    assert "đã thay đổi" in text_of(answer.content)
    assert not Submission.objects.exists()


def test_a_submitted_report_is_withdrawn_until_its_review_begins(
    client: Client, complete: Report, signer: User, office: User
) -> None:
    client.force_login(signer)
    client.post(SUBMIT, {"version": complete.version})
    assert "Rút lại báo cáo đã nộp" in text_of(client.get(READ).content)
    review.begin(report=complete, by=office, at=factories.moment("2015-11-13"))
    page = text_of(client.get(READ).content)
    assert "Văn phòng đã bắt đầu xem xét báo cáo nên không rút lại được" in page
    client.post(READ + "move/withdraw/")
    complete.refresh_from_db()
    assert complete.state is ReportStatus.SUBMITTED


def test_a_returned_report_shows_the_offices_comment_beside_its_field(
    client: Client, complete: Report, signer: User, office: User
) -> None:
    client.force_login(signer)
    client.post(SUBMIT, {"version": complete.version})
    comment = review.FieldComment(indicator="BUD_REV_YTD", text="Đối chiếu lại với Kho bạc.")
    review.return_to_commune(
        report=complete, reason="Xem lại số thu.", comments=[comment], by=office, at=factories.moment("2015-11-13")
    )
    assert "Ý kiến của Văn phòng: Đối chiếu lại với Kho bạc." in text_of(client.get(EDIT).content)
    client.post(EDIT, opened_form(client) | {REVENUE: "6"})
    complete.refresh_from_db()
    client.post(SUBMIT, {"version": complete.version})
    assert "lần nộp 2" in text_of(client.get(READ).content)
    first = client.get(READ + "submissions/1/")
    assert "Thu ngân sách nhà nước trên địa bàn (lũy kế) (triệu đồng) 5" in text_of(first.content)


@pytest.mark.parametrize(
    "address", ["", "edit/", "submit/", "review/", "report.pdf", "submissions/1/", "submissions/1/changes/", "reading/"]
)
def test_another_communes_report_is_not_there(client: Client, complete: Report, neighbour: User, address: str) -> None:
    client.force_login(neighbour)
    assert client.get(READ + address).status_code == 404


@pytest.mark.parametrize(
    "address", ["edit/", "submit/", "move/mark_ready/", "move/withdraw/", "message/", "review/", "reopen/"]
)
@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_writes_into_another_communes_report(
    client: Client, complete: Report, request: pytest.FixtureRequest, who: str, address: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.post(READ + address, {"text": "x", "version": "1"}).status_code == 404
    complete.refresh_from_db()
    assert (complete.state, complete.version) == (ReportStatus.DRAFT, 1)


@pytest.mark.parametrize("address", ["move/mark_ready/", "move/withdraw/", "move/take_back/", "message/"])
def test_no_move_is_made_by_a_get(client: Client, complete: Report, signer: User, address: str) -> None:
    client.force_login(signer)
    assert client.get(READ + address).status_code == 405


def test_the_leader_reads_and_cannot_fill_in(client: Client, complete: Report, secretary: User) -> None:
    client.force_login(secretary)
    assert client.get(READ).status_code == 200
    assert client.get(EDIT).status_code == 403
    assert client.post(SUBMIT, {}).status_code == 403


def test_a_report_prints_on_a4_at_any_state(client: Client, complete: Report, signer: User) -> None:
    client.force_login(signer)
    answer = client.get(READ + "report.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_page_of_a_report_that_nobody_has_begun_says_what_to_do(
    client: Client, november: Period, signer: User
) -> None:
    client.force_login(signer)
    assert "Bắt đầu lập báo cáo" in text_of(client.get(READ).content)
