"""A commune answers the directives of earlier months in its report; the office judges the answers."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, User
from documents.models import Attachment
from documents.rendering.html import TEMPLATE, render_document
from reports.actions import fill_in, issue_directives, submit
from reports.figures import answers_of, asked_of, faults_of
from reports.figures.directives import without_settled
from reports.models import AnswerEntry, Directive, DirectiveAnswer, Period, Report
from reports.views.printing import paper_of
from tests import factories
from tests.documents.test_attachments import DOCX, PDF
from tests.reports.directives import DONE, UNDER_WAY, answer, issue, judge
from tests.reports.test_fill_in import opened_form, text_of

DECEMBER = factories.NOVEMBER.next()
EDIT = "/bach-thong/reports/2015-12/cam-giang/edit/"
SUBMIT = "/bach-thong/reports/2015-12/cam-giang/submit/"
REVIEW = "/bach-thong/reports/2015-12/cam-giang/review/"


@pytest.fixture(autouse=True)
def the_day_is_18_december(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 12, 18)


@pytest.fixture
def directive(november: Period, cam_giang: Commune, vi_huong: Commune, office: User) -> Directive:
    return issue(november, office, due_on=dt.date(2015, 12, 20))


@pytest.fixture
def december(directive: Directive, office: User) -> Period:
    return factories.make_period(directive.period.body, office, DECEMBER)


@pytest.fixture
def report(december: Period, cam_giang: Commune, signer: User) -> Report:
    return factories.make_report(december, cam_giang, signer)


@pytest.fixture
def at_cam_giang(client: Client, december: Period, signer: User) -> Client:
    client.force_login(signer)
    return client


def boxes(directive: Directive, **values: object) -> dict[str, object]:
    return {f"answer:{directive.pk}:{part}": value for part, value in values.items()}


def test_a_directive_is_asked_of_whom_it_is_for_from_the_next_month_on(
    november: Period, december: Period, directive: Directive, cam_giang: Commune, vi_huong: Commune, office: User
) -> None:
    other = issue(november, office, "Sửa kênh Nà Tu.", vi_huong)
    gone = issue(november, office, "Việc thôi làm.")
    issue_directives.withdraw(directive=gone, by=office, at=factories.moment("2015-12-01"))
    issue(december, office, "Việc của tháng 12.")
    assert [line.directive for line in asked_of(november, cam_giang)] == []
    assert [line.directive for line in asked_of(december, cam_giang)] == [directive]
    assert [line.directive for line in asked_of(december, vi_huong)] == [directive, other]


def test_a_commune_that_came_later_is_not_asked_what_others_were_told(december: Period, directive: Directive) -> None:
    new = factories.make_commune(december.body, "Xã Mới", code="09999", slug="xa-moi", order=30)
    new.valid_from = dt.date(2015, 12, 1)
    new.save()
    assert asked_of(december, new) == []


def test_a_report_without_an_answer_is_not_handed_in(
    at_cam_giang: Client, directive: Directive, report: Report, signer: User
) -> None:
    page = text_of(at_cam_giang.get(SUBMIT).content)
    assert "Nhiệm vụ chưa trả lời đủ" in page
    assert "Chưa trả lời nhiệm vụ này: hãy chọn" in page
    assert f'href="{EDIT}#viec-{directive.pk}"' in at_cam_giang.get(SUBMIT).content.decode()
    for act in (submit.submit, submit.mark_ready):
        with pytest.raises(Refusal, match="Còn 1 nhiệm vụ cần trả lời đủ trước khi"):
            act(report=report, by=signer, at=factories.moment("2015-12-12"))
    # A workbook has no answers: what is taken in from one shows the gap to the reviewer.
    submit.submit(report=report, by=signer, at=factories.moment("2015-12-12"), needs_explanations=False)
    at_cam_giang.force_login(User.objects.get(username="vanphong"))
    assert "Báo cáo chưa trả lời đủ 1 nhiệm vụ được giao." in text_of(at_cam_giang.get(REVIEW).content)


def test_the_line_in_the_form_is_answered_saved_and_read_back(at_cam_giang: Client, directive: Directive) -> None:
    page = text_of(at_cam_giang.get(EDIT).content)
    assert "Hoàn thành tiêm phòng vụ thu." in page
    assert "Hội nghị tháng 11 năm 2015, từ tháng trước · hạn 20/12/2015" in page
    typed = boxes(directive, state="under_way", evidence="Đã tiêm 60%.", new_due="05/01/2016", reason="Mưa rét.")
    answer_ = at_cam_giang.post(EDIT, opened_form(at_cam_giang, EDIT) | typed, follow=True)
    assert "Đã lưu lúc" in text_of(answer_.content)
    row = DirectiveAnswer.objects.get()
    assert (row.state, row.evidence, row.new_due, row.reason) == (
        "under_way",
        "Đã tiêm 60%.",
        dt.date(2016, 1, 5),
        "Mưa rét.",
    )
    again = opened_form(at_cam_giang, EDIT)
    assert {name: again[name].strip() for name in typed} == typed
    at_cam_giang.post(EDIT, again)
    assert DirectiveAnswer.objects.get().revision == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"state": "under_way", "new_due": "17/12/2015", "reason": "Chậm."}, "Thời hạn đề nghị 17/12/2015 đã qua"),
        ({"state": "under_way", "new_due": "19/12/2015", "reason": "Chậm."}, "phải sau thời hạn hiện nay (20/12/2015)"),
        ({"state": "under_way", "new_due": "cuối tháng", "reason": "Chậm."}, "Ngày không đọc được"),
        ({"state": "done", "evidence": "Xong.", "new_due": "05/01/2016"}, "Việc đã hoàn thành thì không đề nghị"),
    ],
)
def test_a_date_that_cannot_be_proposed_is_said_beside_it_and_nothing_is_lost(
    at_cam_giang: Client, directive: Directive, typed: dict[str, str], says: str
) -> None:
    sent = opened_form(at_cam_giang, EDIT) | boxes(directive, **typed) | {"narrative:budget": "Thu đủ."}
    page = at_cam_giang.post(EDIT, sent)
    assert says in text_of(page.content)
    assert f'href="#viec-{directive.pk}"' in page.content.decode()
    assert "Thu đủ." in page.content.decode()
    for value in typed.values():
        assert value in page.content.decode()
    assert not Report.objects.exists()


def test_a_date_that_stood_before_is_not_asked_again_when_it_has_passed(
    report: Report, directive: Directive, signer: User, settings: Settings, client: Client
) -> None:
    entry = AnswerEntry("under_way", "Đang làm.", None, dt.date(2015, 12, 21), "Mưa rét.")
    answer(report, directive, entry, signer)
    settings.PORTAL_TODAY = dt.date(2016, 1, 5)
    client.force_login(signer)
    sent = opened_form(client, EDIT) | {"narrative:budget": "Thu đủ."}
    assert "Đã lưu lúc" in text_of(client.post(EDIT, sent, follow=True).content)


def test_two_people_answer_the_same_line_and_neither_is_lost(
    at_cam_giang: Client, directive: Directive, report: Report, clerk: User
) -> None:
    mine = opened_form(at_cam_giang, EDIT) | boxes(directive, state="done", evidence="Xong cả xã.")
    answer(report, directive, UNDER_WAY, clerk)
    page = at_cam_giang.post(EDIT, mine)
    shown = text_of(page.content)
    assert "Chưa lưu: trong lúc bạn nhập" in shown
    assert "canbo-camgiang vừa lưu: Đã tiêm được một nửa." in shown
    assert DirectiveAnswer.objects.get().evidence == "Đã tiêm được một nửa."
    from benchmarks.load import fields_of

    at_cam_giang.post(EDIT, fields_of(page.content.decode()))
    assert DirectiveAnswer.objects.get().evidence == "Xong cả xã."


def test_a_file_is_kept_shown_and_taken_off_again(at_cam_giang: Client, directive: Directive) -> None:
    sent = opened_form(at_cam_giang, EDIT) | boxes(
        directive, state="done", upload=SimpleUploadedFile("biên bản.pdf", PDF)
    )
    at_cam_giang.post(EDIT, sent)
    row = DirectiveAnswer.objects.get()
    assert row.attachment is not None
    assert bytes(row.attachment.data) == PDF
    page = at_cam_giang.get(EDIT).content.decode()
    assert f"/bach-thong/attachments/{row.attachment.pk}/" in page
    assert faults_of(Report.objects.get()) == []
    at_cam_giang.post(EDIT, opened_form(at_cam_giang, EDIT) | boxes(directive, drop="on"))
    assert DirectiveAnswer.objects.get().attachment is None
    assert Attachment.objects.count() == 1


def test_a_file_that_is_not_what_its_name_says_is_refused_beside_its_box_and_the_rest_stays(
    at_cam_giang: Client, directive: Directive
) -> None:
    sent = opened_form(at_cam_giang, EDIT) | boxes(
        directive, state="done", evidence="Xong.", upload=SimpleUploadedFile("biên bản.pdf", DOCX)
    )
    page = at_cam_giang.post(EDIT, sent | {"narrative:budget": "Thu đủ."}).content
    assert "Tệp “biên bản.pdf” không đúng như tên: nội dung là DOCX. Hãy gửi đúng tệp." in text_of(page)
    assert "Thu đủ." in page.decode()
    assert "Xong." in page.decode()
    assert not Attachment.objects.exists()
    assert not Report.objects.exists()


def test_a_good_file_is_not_lost_when_something_else_is_wrong(at_cam_giang: Client, directive: Directive) -> None:
    sent = opened_form(at_cam_giang, EDIT) | boxes(
        directive, state="done", upload=SimpleUploadedFile("biên bản.pdf", PDF)
    )
    page = at_cam_giang.post(EDIT, sent | {"figure:BUD_REV_YTD:": "nhiều"}).content.decode()
    from benchmarks.load import fields_of

    at_cam_giang.post(EDIT, fields_of(page) | {"figure:BUD_REV_YTD:": "5"})
    row = DirectiveAnswer.objects.get()
    assert row.attachment is not None
    assert row.attachment.name == "biên bản.pdf"


def test_another_communes_file_is_not_taken(
    report: Report, directive: Directive, signer: User, vi_huong: Commune, neighbour: User
) -> None:
    from documents.actions import attach

    at = factories.moment("2015-12-10")
    theirs = attach.keep(body=vi_huong.body, commune=vi_huong, name="a.pdf", content=PDF, by=neighbour, at=at)
    with pytest.raises(Refusal, match="không phải của đơn vị"):
        answer(report, directive, AnswerEntry("done", "", theirs), signer)
    client = Client()
    client.force_login(signer)
    sent = opened_form(client, EDIT) | boxes(directive, state="done", evidence="Xong.", file=str(theirs.pk))
    client.post(EDIT, sent)
    assert DirectiveAnswer.objects.get().attachment is None


def test_an_answer_to_what_is_no_longer_asked_is_refused(
    report: Report, directive: Directive, signer: User, office: User
) -> None:
    issue_directives.withdraw(directive=directive, by=office, at=factories.moment("2015-12-10"))
    with pytest.raises(Refusal, match="vừa được thu hồi"):
        answer(report, directive, DONE, signer)


def test_a_submission_keeps_the_answers_and_an_old_one_still_reads(
    client: Client, report: Report, directive: Directive, signer: User, office: User
) -> None:
    answer(report, directive, UNDER_WAY, signer)
    report.refresh_from_db()
    at = factories.moment("2015-12-12")
    first = submit.submit(report=report, by=signer, at=at, needs_explanations=False)
    kept = json.loads(first.snapshot)["answers"]
    assert [(each["month"], each["number"], each["state"], each["evidence"]) for each in kept] == [
        ("2015-11", 1, "under_way", "Đã tiêm được một nửa.")
    ]
    client.force_login(signer)
    page = text_of(client.get("/bach-thong/reports/2015-12/cam-giang/submissions/1/").content)
    assert "Nhiệm vụ số 1, hội nghị tháng 11 năm 2015" in page
    assert "Đã tiêm được một nửa." in page
    old = json.loads(first.snapshot)
    del old["answers"]
    from reports.views.changes import compare

    assert [each.place for each in compare(old, json.loads(first.snapshot), {}).answers] == [
        "Nhiệm vụ số 1, hội nghị tháng 11 năm 2015"
    ]
    assert "Đang thực hiện. Đã tiêm được một nửa." in render_document(TEMPLATE, paper_of(report).context)


def test_the_office_gives_its_verdict_in_the_review_and_a_changed_answer_needs_another(
    client: Client, report: Report, directive: Directive, signer: User, office: User
) -> None:
    answer(report, directive, DONE, signer)
    report.refresh_from_db()
    submit.submit(report=report, by=signer, at=factories.moment("2015-12-12"), needs_explanations=False)
    row = DirectiveAnswer.objects.get()
    client.force_login(office)
    sent = {"expected": "1", "decision": "return", "reason": "Xem lại.", f"verdict:{row.pk}": "not_yet"}
    page = client.post(REVIEW, sent)
    assert "Nhiệm vụ số 1 (tháng 11 năm 2015): chưa công nhận thì ghi rõ vì sao." in text_of(page.content)
    assert not row.verdicts.exists()
    client.post(REVIEW, sent | {f"verdict:{row.pk}:text": "Thiếu hai thôn."})
    report.refresh_from_db()
    assert report.status == "returned"
    told = answers_of(report)[0]
    assert told.verdict is not None
    assert (told.verdict.text, str(told.verdict.by)) == ("Thiếu hai thôn.", "vanphong")
    changed = AnswerEntry("done", "Đã tiêm bổ sung hai thôn.")
    answer(report, directive, changed, signer, "14")
    assert answers_of(report)[0].verdict is None
    submit.submit(report=report, by=signer, at=factories.moment("2015-12-15"), needs_explanations=False)
    page_again = client.get(REVIEW).content.decode()
    assert "<del>" in page_again
    assert "bổ sung" in page_again
    row.refresh_from_db()
    client.post(REVIEW, {"expected": "2", "decision": "accept", f"verdict:{row.pk}": "accepted"})
    january = factories.make_period(report.commune.body, office, DECEMBER.next())
    assert asked_of(january, report.commune) == []


@pytest.mark.parametrize(
    ("entry", "verdict", "says"),
    [
        (UNDER_WAY, "accepted", "chỉ công nhận hoàn thành khi đơn vị báo đã hoàn thành"),
        (UNDER_WAY, "new_due", "đơn vị không đề nghị thời hạn mới"),
        (UNDER_WAY, "", "có ý kiến nhưng chưa chọn kết luận"),
    ],
)
def test_a_verdict_that_the_answer_does_not_bear_is_refused(
    report: Report, directive: Directive, signer: User, office: User, entry: AnswerEntry, verdict: str, says: str
) -> None:
    answer(report, directive, entry, signer)
    with pytest.raises(Refusal, match=says):
        judge(DirectiveAnswer.objects.get(), verdict, office, "Ý kiến.")


def test_a_verdict_on_an_answer_that_changed_meanwhile_is_refused(
    report: Report, directive: Directive, signer: User, office: User
) -> None:
    answer(report, directive, DONE, signer)
    seen = DirectiveAnswer.objects.get()
    report.refresh_from_db()
    answer(report, directive, AnswerEntry("done", "Khác."), signer)
    with pytest.raises(Refusal, match="trả lời vừa được sửa"):
        judge(seen, "accepted", office)


def test_an_emptied_answer_goes_unless_it_was_judged(
    report: Report, directive: Directive, signer: User, office: User
) -> None:
    answer(report, directive, DONE, signer)
    report.refresh_from_db()
    answer(report, directive, AnswerEntry(), signer)
    assert not DirectiveAnswer.objects.exists()
    report.refresh_from_db()
    answer(report, directive, DONE, signer)
    judge(DirectiveAnswer.objects.get(), "accepted", office)
    report.refresh_from_db()
    answer(report, directive, AnswerEntry(), signer)
    assert DirectiveAnswer.objects.get().state == ""


def test_the_form_asks_as_many_queries_for_ten_directives_as_for_one(
    at_cam_giang: Client, directive: Directive, november: Period, office: User, report: Report
) -> None:
    with CaptureQueriesContext(connection) as for_one:
        at_cam_giang.get(EDIT)
    for number in range(9):
        issue(november, office, f"Việc thứ {number}.")
    with CaptureQueriesContext(connection) as for_ten:
        at_cam_giang.get(EDIT)
    assert len(for_ten) == len(for_one)


def test_another_communes_answer_is_not_there(
    client: Client, report: Report, directive: Directive, signer: User, neighbour: User
) -> None:
    answer(report, directive, DONE, signer)
    client.force_login(neighbour)
    assert client.get(EDIT).status_code == 404
    assert client.get("/bach-thong/reports/2015-12/cam-giang/").status_code == 404
    page = client.get("/bach-thong/directives/2015-11/1/").content.decode()
    assert "Vi Hương" in page
    assert "Đã tiêm phòng xong." not in page


def test_entries_that_mention_no_answer_leave_it_as_it_stands(
    report: Report, directive: Directive, signer: User
) -> None:
    saved = answer(report, directive, DONE, signer)
    words = fill_in.Entries(narratives={"budget": "Thu đủ."})
    fill_in.save(
        report=saved, entries=words, expected_version=saved.version, by=signer, at=factories.moment("2015-12-12")
    )
    assert DirectiveAnswer.objects.get().evidence == "Đã tiêm phòng xong."


def test_what_is_settled_is_left_unread_and_nothing_that_is_open_is(
    november: Period, report: Report, directive: Directive, cam_giang: Commune, signer: User, office: User
) -> None:
    january = factories.make_period(november.body, office, DECEMBER.next())
    answer(report, directive, DONE, signer)
    first = DirectiveAnswer.objects.get()
    judge(first, "accepted", office)
    later = factories.make_report(january, cam_giang, signer)
    february = factories.make_period(november.body, office, DECEMBER.plus(2))
    communes = [cam_giang]

    def left() -> list[Directive]:
        return without_settled([directive], communes, february.as_month, before=february.as_month)

    assert left() == asked_of(february, cam_giang) == []
    assert without_settled([directive], communes, DECEMBER, before=DECEMBER) == [directive]
    judge(first, "not_yet", office, "Thiếu một thôn.")
    assert left() == [directive]
    second = answer(later, directive, DONE, signer).answers.get()
    judge(second, "accepted", office)
    assert left() == asked_of(february, cam_giang) == []
    judge(second, "not_yet", office, "Vẫn thiếu.")
    judge(first, "accepted", office)
    assert left() == [directive]
    assert [line.directive for line in asked_of(february, cam_giang)] == [directive]
