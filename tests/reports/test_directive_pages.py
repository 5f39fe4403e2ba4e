"""The page of all directives and proposals, and each one's page: filters, history, verdicts, departments."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from communes.models import Commune, Department, User
from reports.actions import fill_in, submit
from reports.models import Directive, DirectiveAnswer, Period, Proposal, ProposalAnswer, Report
from reports.views.directive_rows import Row
from reports.views.flow import picture_of
from tests import factories
from tests.documents.test_attachments import DOCX, PDF
from tests.reports.directives import DONE, answer, issue, judge
from tests.reports.test_fill_in import text_of

pytestmark = pytest.mark.once

LIST = "/bach-thong/directives/"
ONE = "/bach-thong/directives/2015-11/1/"
DECEMBER = factories.NOVEMBER.next()


@pytest.fixture(autouse=True)
def the_day_is_18_december(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 12, 18)


@pytest.fixture
def finance(november: Period) -> Department:
    return factories.make_department(november.body, "Phòng Tài chính – Kế hoạch", "tai-chinh")


@pytest.fixture
def vaccination(november: Period, cam_giang: Commune, vi_huong: Commune, office: User) -> Directive:
    return issue(november, office, due_on=dt.date(2015, 12, 1))


@pytest.fixture
def december(vaccination: Directive, office: User) -> Period:
    return factories.make_period(vaccination.period.body, office, DECEMBER)


@pytest.fixture
def answered(december: Period, vaccination: Directive, cam_giang: Commune, signer: User) -> DirectiveAnswer:
    """Cẩm Giàng has handed in that it is done."""
    report = answer(factories.make_report(december, cam_giang, signer), vaccination, DONE, signer)
    submit.submit(report=report, by=signer, at=factories.moment("2015-12-12"), needs_explanations=False)
    return DirectiveAnswer.objects.get()


@pytest.fixture
def proposal(november: Period, cam_giang: Commune, signer: User, finance: Department) -> Proposal:
    report = factories.make_report(november, cam_giang, signer)
    entries = fill_in.Entries(proposals=(fill_in.ProposalEntry("Cấp vốn sửa kênh.", "phòng Tài chính – Kế hoạch"),))
    at = factories.moment("2015-11-11")
    report = fill_in.save(report=report, entries=entries, expected_version=report.version, by=signer, at=at)
    submit.submit(report=report, by=signer, at=factories.moment("2015-11-12"), needs_explanations=False)
    return Proposal.objects.get()


@pytest.fixture
def desk(client: Client, office: User) -> Client:
    client.force_login(office)
    return client


def listed(client: Client, query: str = "") -> list[str]:
    page = client.get(LIST + query).content.decode()
    return re.findall(r'<p class="words"><a href="[^"]*">([^<]*)</a>', page)


def test_the_list_is_narrowed_by_what_the_address_says(
    desk: Client, answered: DirectiveAnswer, proposal: Proposal, finance: Department, november: Period, office: User
) -> None:
    issue(november, office, "Cân đối vốn.", finance)
    everything = {"Hoàn thành tiêm phòng vụ thu.", "Cân đối vốn.", "Cấp vốn sửa kênh."}
    assert set(listed(desk)) == everything
    assert set(listed(desk, "?kind=proposal")) == {"Cấp vốn sửa kênh."}
    assert set(listed(desk, "?unit=tai-chinh")) == {"Cân đối vốn.", "Cấp vốn sửa kênh."}
    assert set(listed(desk, "?unit=vi-huong")) == {"Hoàn thành tiêm phòng vụ thu."}
    assert set(listed(desk, "?state=reported")) == {"Hoàn thành tiêm phòng vụ thu."}
    assert set(listed(desk, "?state=overdue")) == {"Hoàn thành tiêm phòng vụ thu."}
    assert set(listed(desk, "?state=left&kind=directive")) == {"Hoàn thành tiêm phòng vụ thu.", "Cân đối vốn."}
    assert listed(desk, "?age=3") == []
    assert "Không có dòng nào đúng điều kiện lọc." in text_of(desk.get(f"{LIST}?age=3").content)
    assert set(listed(desk, "?state=no-such-state&age=%00&unit='")) == everything


def test_a_commune_finds_its_own_lines_alone(
    client: Client, answered: DirectiveAnswer, proposal: Proposal, neighbour: User, signer: User
) -> None:
    client.force_login(neighbour)
    assert listed(client) == ["Hoàn thành tiêm phòng vụ thu."]
    page = text_of(client.get(LIST).content)
    assert "Vi Hương 01/12/2015" in page.replace("Đơn vị ", "")
    assert "Cẩm Giàng" not in page
    assert client.get(f"/bach-thong/proposals/{proposal.pk}/").status_code == 404
    client.force_login(signer)
    assert "Báo đã hoàn thành, chờ công nhận" in text_of(client.get(LIST).content)
    assert client.get(f"/bach-thong/proposals/{proposal.pk}/").status_code == 200


def test_the_office_judges_on_the_directives_page_and_the_history_stays(
    desk: Client, answered: DirectiveAnswer, clerk: User
) -> None:
    home = desk.get("/bach-thong/").content.decode()
    assert '?state=reported">1 trả lời đã hoàn thành nhiệm vụ' in home
    page = text_of(desk.get(ONE).content)
    assert "0/2 xã, thị trấn hoàn thành, 1 chờ công nhận" in page
    assert "Cẩm Giàng Báo đã hoàn thành, chờ công nhận" in page
    assert "Vi Hương Quá hạn" in page
    name = f"verdict:{answered.pk}"
    wrong = desk.post(f"{ONE}judge/", {name: "not_yet"})
    assert "chưa công nhận thì ghi rõ vì sao." in text_of(wrong.content)
    desk.post(f"{ONE}judge/", {name: "not_yet", f"{name}:text": "Thiếu thôn Nà Tu."})
    desk.post(f"{ONE}judge/", {name: "accepted"})
    page = text_of(desk.get(ONE).content)
    assert "Cẩm Giàng Đã hoàn thành" in page
    assert "Thiếu thôn Nà Tu." in page
    assert "1/2 xã, thị trấn hoàn thành" in page
    desk.force_login(clerk)
    assert desk.post(f"{ONE}judge/", {name: "not_yet"}).status_code == 403
    assert "Vi Hương" not in text_of(desk.get(ONE).content)


def test_the_office_answers_for_a_department_and_what_lacks_is_said(
    desk: Client, december: Period, finance: Department, office: User, november: Period
) -> None:
    directive = issue(november, office, "Cân đối vốn.", finance)
    address = f"/bach-thong/directives/2015-11/{directive.number}/tai-chinh/answer/"
    typed = {"tai-chinh-period": december.pk, "tai-chinh-state": "not_done", "tai-chinh-evidence": "Đã họp."}
    assert "Chưa thực hiện thì ghi rõ lý do." in text_of(desk.post(address, typed).content)
    bad = desk.post(
        address, {**typed, "tai-chinh-reason": "Chờ tỉnh.", "tai-chinh-upload": SimpleUploadedFile("a.pdf", DOCX)}
    )
    assert "không đúng như tên: nội dung là DOCX" in text_of(bad.content)
    assert "Chờ tỉnh." in bad.content.decode()
    assert not DirectiveAnswer.objects.exists()
    good = {**typed, "tai-chinh-reason": "Chờ tỉnh.", "tai-chinh-upload": SimpleUploadedFile("a.pdf", PDF)}
    assert desk.post(address, good).status_code == 302
    row = DirectiveAnswer.objects.get()
    assert (row.department, row.period, row.report, str(row.answered_by)) == (finance, december, None, "vanphong")
    assert row.attachment is not None
    assert row.attachment.commune is None
    assert "Chờ tỉnh." in text_of(desk.get(f"/bach-thong/directives/2015-11/{directive.number}/").content)
    assert desk.post(address.replace("tai-chinh", "khong-co"), typed).status_code == 404


@pytest.mark.parametrize(
    ("person", "read", "judged"),
    [("office", 200, 200), ("secretary", 200, 403), ("clerk", 404, 403), ("stranger", 404, 404)],
)
def test_a_directive_to_others_is_not_there(
    client: Client,
    november: Period,
    cam_giang: Commune,
    vi_huong: Commune,
    office: User,
    request: pytest.FixtureRequest,
    person: str,
    read: int,
    judged: int,
) -> None:
    issue(november, office, "Sửa kênh Nà Tu.", vi_huong)
    client.force_login(request.getfixturevalue(person))
    assert client.get(ONE).status_code == read
    assert client.post(f"{ONE}judge/", {}, follow=True).status_code == judged


def test_a_proposal_is_answered_forwarded_and_settled_and_the_commune_reads_it(
    desk: Client, proposal: Proposal, december: Period, signer: User, vi_huong: Commune
) -> None:
    address = f"/bach-thong/proposals/{proposal.pk}/"
    assert proposal.department is not None
    said = text_of(desk.post(address, {"expected": 0, "state": "forwarded", "text": " "}).content)
    assert "Ghi nội dung trả lời" in said
    assert "Chọn kiến nghị đã được" in text_of(desk.post(address, {"expected": 0, "text": "Đã xem."}).content)
    sent = {"expected": 0, "state": "forwarded", "text": "Đã chuyển Phòng Tài chính."}
    desk.post(address, sent)
    assert "Người khác vừa trả lời kiến nghị này" in text_of(desk.post(address, sent).content)
    assert "từ tháng trước" in text_of(desk.get(address).content)
    client = Client()
    client.force_login(signer)
    form = "/bach-thong/reports/2015-12/cam-giang/edit/"
    page = text_of(client.get(form).content)
    assert "Kiến nghị các tháng trước Cấp vốn sửa kênh." in page
    assert "Đã chuyển cơ quan giải quyết: Đã chuyển Phòng Tài chính." in page
    desk.post(address, {"expected": 1, "state": "resolved", "text": "Đã cấp vốn."})
    assert [each.text for each in ProposalAnswer.objects.order_by("number")] == [
        "Đã chuyển Phòng Tài chính.",
        "Đã cấp vốn.",
    ]
    assert "Đã cấp vốn." in text_of(client.get(form).content)
    assert set(listed(desk, "?state=done")) == {"Cấp vốn sửa kênh."}
    # Once the commune has handed in again, what is settled is not shown any more.
    report = factories.make_report(december, proposal.report.commune, signer)
    submit.submit(report=report, by=signer, at=factories.moment("2015-12-19"), needs_explanations=False)
    factories.make_period(december.body, User.objects.get(username="vanphong"), DECEMBER.next())
    page = text_of(client.get("/bach-thong/reports/2016-01/cam-giang/edit/").content)
    assert "Đã cấp vốn." not in page
    assert client.post(address, {"expected": 2, "state": "resolved", "text": "x"}).status_code == 403


def test_a_proposal_of_a_draft_is_not_the_offices_yet(
    desk: Client, november: Period, cam_giang: Commune, signer: User
) -> None:
    report = factories.make_report(november, cam_giang, signer)
    entries = fill_in.Entries(proposals=(fill_in.ProposalEntry("Chưa nộp."),))
    at = factories.moment("2015-11-11")
    fill_in.save(report=report, entries=entries, expected_version=report.version, by=signer, at=at)
    assert listed(desk) == []
    assert desk.get(f"/bach-thong/proposals/{Proposal.objects.get().pk}/").status_code == 404


def test_an_answered_proposal_keeps_its_answer_when_its_report_is_written_again(
    desk: Client, proposal: Proposal, office: User, signer: User
) -> None:
    desk.post(f"/bach-thong/proposals/{proposal.pk}/", {"expected": 0, "state": "answered", "text": "Đã rõ."})
    report = Report.objects.get()
    submit.withdraw(report=report, by=signer, at=factories.moment("2015-11-13"))
    report.refresh_from_db()
    entries = fill_in.Entries(proposals=(fill_in.ProposalEntry("Cấp thêm giống."),))
    at = factories.moment("2015-11-14")
    fill_in.save(report=report, entries=entries, expected_version=report.version, by=signer, at=at)
    assert {each.text: each.answers.count() for each in Proposal.objects.all()} == {
        "Cấp vốn sửa kênh.": 1,
        "Cấp thêm giống.": 0,
    }


def test_the_flow_counts_what_was_opened_closed_and_overdue(
    desk: Client, answered: DirectiveAnswer, vaccination: Directive, november: Period, office: User, cam_giang: Commune
) -> None:
    alone = issue(november, office, "Việc riêng.", cam_giang)
    page = desk.get(LIST).content.decode()
    assert "<svg" in page
    numbers = re.findall(r'<th scope="row">(\d+/\d+)</th>\s*' + r'<td class="num">(\d+)</td>\s*' * 3, page)
    assert numbers == [("11/2015", "2", "0", "0"), ("12/2015", "0", "0", "1")]
    judge(answered, "accepted", office)
    page = desk.get(f"{LIST}?unit=cam-giang").content.decode()
    assert "Việc riêng." in page
    assert alone.answers.count() == 0


def test_the_flow_shows_the_last_twelve_months_at_most() -> None:
    def row(months_ago: int) -> Row:
        from reports.facts import Standing

        month = DECEMBER.plus(-months_ago)
        return Row(
            "directive", month, "1", "x", "", "", "", frozenset(), Standing.OPEN, "", "", None, None, "", DECEMBER
        )

    picture = picture_of([row(30), row(2), row(0)], dt.date(2015, 12, 18))
    assert picture is not None
    months = [DECEMBER.plus(back) for back in range(-11, 1)]
    assert [row[0] for row in picture.rows] == [f"{month.month}/{month.year}" for month in months]
    assert sum(int(row[1]) for row in picture.rows) == 2
    assert picture_of([], dt.date(2015, 12, 18)) is None


def test_the_pages_ask_as_many_queries_for_many_answers_as_for_one(
    desk: Client, answered: DirectiveAnswer, november: Period, december: Period, vi_huong: Commune, office: User
) -> None:
    counts = []
    for is_first in (True, False):
        with CaptureQueriesContext(connection) as asked:
            desk.get(LIST)
            desk.get(ONE)
        counts.append(len(asked))
        if not is_first:
            break
        for number in range(5):
            issue(november, office, f"Việc thứ {number}.")
        report = factories.make_report(december, vi_huong, office)
        answer(report, answered.directive, DONE, office)
        submit.submit(report=report, by=office, at=factories.moment("2015-12-12"), needs_explanations=False)
    assert counts[0] == counts[1] <= 42
