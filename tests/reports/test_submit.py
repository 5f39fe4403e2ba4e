"""The commune hands its report on; who may, and what is refused."""

import pytest
from django.test import Client

from communes.models import Commune, User
from documents.rendering.html import TEMPLATE, render_document
from documents.rendering.pdf import RenderingFailed
from reports.actions import fill_in, keep_periods, review, submit
from reports.models import Period, Report, Submission
from reports.views import printing
from reports.views.printing import paper_of
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


def test_a_report_is_offered_for_word_before_and_after_it_is_handed_in(
    client: Client, complete: Report, signer: User
) -> None:
    client.force_login(signer)
    for page in (SUBMIT, READ):
        assert f'href="{READ}report.docx"' in client.get(page).content.decode()


def test_the_page_of_a_report_that_nobody_has_begun_says_what_to_do(
    client: Client, november: Period, signer: User
) -> None:
    client.force_login(signer)
    assert "Bắt đầu lập báo cáo" in text_of(client.get(READ).content)


def test_a_second_click_after_explaining_is_answered_kindly(
    client: Client, november: Period, cam_giang: Commune, signer: User
) -> None:
    report = factories.make_report(november, cam_giang, signer, {k: v for k, v in COMPLETE.items() if k != "SEC_CRIME"})
    client.force_login(signer)
    sent = {"version": report.version, "explanation:SEC_CRIME": "Công an xã chưa gửi số liệu."}
    client.post(SUBMIT, sent)
    page = text_of(client.post(SUBMIT, sent, follow=True).content)
    assert "Báo cáo đang ở trạng thái “Đã nộp”. Lần nộp 1 lúc" in page
    assert "đã thay đổi" not in page
    assert Submission.objects.count() == 1


def test_wrong_figures_are_not_handed_on_for_signature(
    client: Client, november: Period, cam_giang: Commune, clerk: User
) -> None:
    report = factories.make_report(november, cam_giang, clerk, COMPLETE | {"AGR_HARVESTED": "11"})
    client.force_login(clerk)
    page = client.get(SUBMIT)
    assert f'href="{EDIT}#id_figure:AGR_HARVESTED:mua-2015"' in page.content.decode()
    assert "Trình ký</button>" not in page.content.decode()
    answer = client.post(READ + "move/mark_ready/", follow=True)
    assert "Còn 1 số liệu sai cần sửa trước khi trình ký." in text_of(answer.content)
    report.refresh_from_db()
    assert report.state is ReportStatus.DRAFT


def test_a_warning_is_explained_before_the_report_is_handed_on_for_signature(
    client: Client, november: Period, cam_giang: Commune, clerk: User
) -> None:
    report = factories.make_report(november, cam_giang, clerk, {k: v for k, v in COMPLETE.items() if k != "SEC_CRIME"})
    client.force_login(clerk)
    refused = client.post(READ + "move/mark_ready/", {"version": report.version}, follow=True)
    assert "Còn 1 cảnh báo cần giải trình trước khi trình ký." in text_of(refused.content)
    assert 'name="explanation:SEC_CRIME"' in refused.content.decode()
    report.refresh_from_db()
    assert report.state is ReportStatus.DRAFT
    client.post(
        READ + "move/mark_ready/",
        {"version": report.version, "explanation:SEC_CRIME": "Công an xã chưa gửi số liệu."},
    )
    report.refresh_from_db()
    assert report.state is ReportStatus.READY


def test_the_clerk_sees_why_she_cannot_submit_and_what_she_can_do(
    client: Client, complete: Report, clerk: User
) -> None:
    client.force_login(clerk)
    page = text_of(client.get(READ).content)
    assert "Sửa báo cáo Kiểm tra và trình ký Nộp báo cáo Chỉ người ký của xã được nộp" in page
    client.post(READ + "move/mark_ready/")
    page = text_of(client.get(READ).content)
    assert "Kiểm tra và nộp Chỉ người ký của xã được nộp" in page
    assert "Rút về để sửa" in page


def test_the_signer_submits_what_the_clerk_handed_on_or_takes_it_back(
    client: Client, complete: Report, clerk: User, signer: User
) -> None:
    client.force_login(clerk)
    client.post(READ + "move/mark_ready/")
    client.force_login(signer)
    page = text_of(client.get(SUBMIT).content)
    assert "Báo cáo đang chờ ký: muốn sửa hoặc giải trình thì rút về." in page
    assert "đang ở trạng thái “Đã trình ký” nên không sửa được" in text_of(client.get(EDIT).content)
    client.post(READ + "move/take_back/")
    complete.refresh_from_db()
    assert complete.state is ReportStatus.DRAFT
    client.post(READ + "move/mark_ready/")
    client.post(SUBMIT, {"version": complete.version})
    complete.refresh_from_db()
    assert complete.state is ReportStatus.SUBMITTED


def test_a_locked_month_is_said_beside_the_dead_buttons(
    client: Client, complete: Report, november: Period, signer: User, office: User
) -> None:
    keep_periods.lock(period=november, by=office, at=factories.moment("2015-11-20"))
    client.force_login(signer)
    page = text_of(client.get(READ).content)
    assert "Sửa báo cáo Kỳ báo cáo tháng 11 năm 2015 đã khóa; đề nghị liên hệ Văn phòng nếu cần sửa." in page
    assert f'href="{EDIT}"' not in client.get(READ).content.decode()
    assert "đã khóa" in text_of(client.post(SUBMIT, {"version": complete.version}).content)
    assert not Submission.objects.exists()


def test_an_accepted_report_says_how_it_can_still_be_corrected(
    client: Client, november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    factories.make_accepted(november, cam_giang, signer, office, COMPLETE)
    client.force_login(signer)
    assert "đề nghị Văn phòng mở lại" in text_of(client.get(READ).content)


def test_a_month_that_the_office_has_not_opened_is_said(client: Client, cam_giang: Commune, signer: User) -> None:
    client.force_login(signer)
    page = client.get("/bach-thong/reports/2015-12/cam-giang/")
    assert "Văn phòng chưa mở kỳ báo cáo tháng 12 năm 2015." in text_of(page.content)
    assert client.get("/bach-thong/reports/2015-12/cam-giang/edit/").status_code == 404


def test_a_submission_keeps_the_sentence_on_a_figure_that_was_not_there(
    client: Client, november: Period, cam_giang: Commune, signer: User
) -> None:
    report = factories.make_report(november, cam_giang, signer, {k: v for k, v in COMPLETE.items() if k != "SEC_CRIME"})
    client.force_login(signer)
    client.post(SUBMIT, {"version": report.version, "explanation:SEC_CRIME": "Công an xã chưa gửi số liệu."})
    page = text_of(client.get(READ + "submissions/1/").content)
    assert "Số vụ phạm pháp hình sự trong tháng (vụ) Giải trình: Công an xã chưa gửi số liệu. —" in page


def test_the_paper_says_in_which_state_it_was_printed(complete: Report, signer: User, office: User) -> None:
    marks = [paper_of(complete).document.draft_mark]
    submit.mark_ready(report=complete, by=signer, at=factories.moment("2015-11-12"))
    complete.refresh_from_db()
    marks.append(paper_of(complete).document.draft_mark)
    submit.submit(report=complete, by=signer, at=factories.moment("2015-11-13"))
    complete.refresh_from_db()
    marks.append(paper_of(complete).document.draft_mark)
    review.accept(report=complete, by=office, at=factories.moment("2015-11-14"))
    complete.refresh_from_db()
    marks.append(paper_of(complete).document.draft_mark)
    assert marks == ["BẢN NHÁP – chưa nộp", "Bản trình ký, chưa nộp", "Bản nộp lần 1, chưa được tiếp nhận", ""]


def test_the_paper_has_the_chapters_of_a_communes_report(complete: Report, office: User, signer: User) -> None:
    factories.set_plan(complete.commune, "BUD_REV_PLAN", "4", office)
    issue = fill_in.IssueEntry("budget", "Thu còn chậm", cause="Hộ kinh doanh nghỉ", remedy="Rà soát nguồn thu")
    fill_in.save(
        report=complete,
        entries=fill_in.Entries(narratives={"budget": "Thu đúng tiến độ."}, issues=(issue,)),
        expected_version=complete.version,
        by=signer,
        at=factories.moment("2015-11-11"),
    )
    html = render_document(TEMPLATE, paper_of(complete).context)
    page = text_of(html.encode())
    parts = (
        "UBND XÃ CẨM GIÀNG".title(), "I. Tình hình thực hiện nhiệm vụ", "1. Kinh tế",
        "Thu, chi ngân sách: Thu đúng tiến độ. Thu ngân sách nhà nước trên địa bàn (lũy kế): 5 triệu đồng,"
        " đạt 125% kế hoạch.", "II. Tồn tại, hạn chế, nguyên nhân",
        "1. Thu còn chậm. Nguyên nhân: Hộ kinh doanh nghỉ.", "III. Biện pháp khắc phục, nhiệm vụ tháng 12",
        "1. Rà soát nguồn thu", "IV. Kiến nghị, đề xuất", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
        "Phụ lục Số liệu báo cáo",
    )  # fmt: skip
    places = [page.casefold().find(part.casefold()) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_a_paper_that_cannot_be_drawn_is_said_in_a_sentence(
    client: Client, complete: Report, signer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise RenderingFailed("Chưa tạo được bản in.")

    monkeypatch.setattr(printing, "render_pdf", fail)
    client.force_login(signer)
    assert "Chưa tạo được bản in." in text_of(client.get(READ + "report.pdf", follow=True).content)
