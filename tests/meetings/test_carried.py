"""A directive's whole way: issued in November, answered in December, judged, back in January, told in the briefing."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from communes.models import Commune, Department, User
from meetings.actions import compile_month
from meetings.figures.basis import basis_of
from meetings.models import Briefing
from reports.actions import answer_for_department, issue_directives, review, submit
from reports.figures import asked_of, briefing_facts
from reports.models import AnswerEntry, Directive, DirectiveAnswer, Period, Report
from tests import factories
from tests.reports.directives import DONE, answer, issue, judge
from tests.reports.test_fill_in import text_of

DECEMBER, JANUARY = factories.NOVEMBER.next(), factories.NOVEMBER.plus(2)
COUNTED, OVERDUE = "carried.counted", "carried.overdue.2015-11.1"


@pytest.fixture
def directive(november: Period, cam_giang: Commune, vi_huong: Commune, office: User) -> Directive:
    return issue(november, office, due_on=dt.date(2015, 12, 20))


def month_of(directive: Directive, office: User, month: object, due: str) -> Period:
    body = directive.period.body
    return factories.make_period(body, office, month, due_at=factories.moment(due))  # type: ignore[arg-type]


def hand_in(report: Report, directive: Directive, entry: AnswerEntry, by: User, office: User) -> Report:
    """Answer, submit and accept."""
    answer(report, directive, entry, by)
    report.refresh_from_db()
    month = report.period.month
    submit.submit(report=report, by=by, at=factories.moment(f"{month}-12"), needs_explanations=False)
    review.accept(report=report, by=office, at=factories.moment(f"{month}-15"))
    report.refresh_from_db()
    return report


def told(period: Period, office: User) -> dict[str, str]:
    briefing = compile_month.compile(period=period, by=office, at=factories.moment(f"{period.month}-21"))
    return {row.key: row.text for row in briefing.sentences.filter(section="carried")}


def test_a_directive_comes_back_until_the_office_takes_it_as_done(
    client: Client,
    directive: Directive,
    cam_giang: Commune,
    vi_huong: Commune,
    signer: User,
    neighbour: User,
    office: User,
    settings: Settings,
) -> None:
    # December: both must answer; Cẩm Giàng is done, Vi Hương proposes a later date.
    december = month_of(directive, office, DECEMBER, "2015-12-20")
    mine = factories.make_report(december, cam_giang, signer)
    theirs = factories.make_report(december, vi_huong, neighbour)
    assert [line.directive for line in asked_of(december, cam_giang)] == [directive]
    hand_in(mine, directive, DONE, signer, office)
    late = AnswerEntry("under_way", "Còn một thôn.", None, dt.date(2015, 12, 31), "Mưa rét.")
    hand_in(theirs, directive, late, neighbour, office)
    assert told(december, office) == {
        COUNTED: "Tính đến ngày 20/12/2015, 1 nhiệm vụ các tháng trước chuyển sang chưa hoàn thành, đang thực hiện."
    }
    judge(DirectiveAnswer.objects.get(report=mine), "accepted", office)
    judge(DirectiveAnswer.objects.get(report=theirs), "new_due", office)
    # January: it is back for Vi Hương alone, with the date that was agreed to.
    january = month_of(directive, office, JANUARY, "2016-01-20")
    assert asked_of(january, cam_giang) == []
    (line,) = asked_of(january, vi_huong)
    assert line.due == dt.date(2015, 12, 31)
    settings.PORTAL_TODAY = dt.date(2016, 1, 12)
    client.force_login(neighbour)
    page = text_of(client.get("/bach-thong/reports/2016-01/vi-huong/edit/").content)
    assert "chuyển sang tháng thứ 2 · hạn 31/12/2015 Quá hạn" in page
    assert "Chưa hoàn thành, đồng ý thời hạn mới" in page
    # January's briefing tells that it is overdue, and names nobody where the body doesn't name in criticism.
    assert told(january, office) == {
        COUNTED: "Tính đến ngày 20/01/2016, 1 nhiệm vụ các tháng trước chuyển sang chưa hoàn thành, quá hạn.",
        OVERDUE: "Nhiệm vụ số 1 giao tháng 11 năm 2015 “Hoàn thành tiêm phòng vụ thu” quá hạn (hạn ngày 31/12/2015): "
        "1/2 xã, thị trấn đã hoàn thành; 1 xã, thị trấn quá hạn.",
    }
    # Vi Hương answers in January; the briefing knows that it is out of date, and tells that it is done.
    before = basis_of(january)
    last = hand_in(factories.make_report(january, vi_huong, neighbour), directive, DONE, neighbour, office)
    judge(DirectiveAnswer.objects.get(report=last), "accepted", office, day="2016-01-18")
    assert basis_of(january)["carried"] != before["carried"]
    assert told(january, office) == {
        COUNTED: "Tính đến ngày 20/01/2016, 1 nhiệm vụ các tháng trước chuyển sang đã hoàn thành."
    }
    # Over: February neither asks nor tells; December's briefing still says what was so in December.
    february = month_of(directive, office, JANUARY.next(), "2016-02-20")
    assert asked_of(february, vi_huong) == []
    assert told(february, office) == {}
    assert "chưa hoàn thành" in told(december, office)[COUNTED]


@pytest.fixture
def overdue(directive: Directive, cam_giang: Commune, signer: User, office: User) -> Briefing:
    """January's briefing with a directive that Cẩm Giàng has begun and Vi Hương never answered."""
    directive.text = "Làm đường."
    directive.save()
    december = month_of(directive, office, DECEMBER, "2015-12-20")
    begun = AnswerEntry("under_way", "Đã làm nền.")
    hand_in(factories.make_report(december, cam_giang, signer), directive, begun, signer, office)
    january = month_of(directive, office, JANUARY, "2016-01-20")
    return compile_month.compile(period=january, by=office, at=factories.moment("2016-01-21"))


def exported(client: Client, office: User, edition: str) -> tuple[str, list[dict[str, object]]]:
    client.force_login(office)
    answer_ = client.get(f"/bach-thong/meetings/2016-01/briefing.json?edition={edition}")
    sections = json.loads(answer_.content)["sections"]
    said = next(s for part in sections for s in part["sentences"] if s["id"] == OVERDUE)
    return said["text"], said["words"]


def test_its_sources_are_the_answers_and_the_published_edition_names_nobody(
    client: Client, overdue: Briefing, office: User
) -> None:
    text, words = exported(client, office, "internal")
    assert "0/2 xã, thị trấn đã hoàn thành; 2 xã, thị trấn quá hạn." in text
    assert [(each["commune"], each["about"], each.get("month"), each.get("submission")) for each in words] == [
        ("01975", "2015-11/1", None, None),
        ("02008", "2015-11/1", "2015-12", 1),
    ]
    assert words[1]["text"] == "quá hạn; trả lời: đang thực hiện – Đã làm nền."
    assert exported(client, office, "published") == (text, [])
    page = text_of(client.get("/bach-thong/meetings/2016-01/briefing/").content)
    assert "Nhiệm vụ số 1 giao tháng 11 năm 2015 “Làm đường” quá hạn" in page


def test_a_body_that_names_in_criticism_names_who_is_late(
    client: Client, overdue: Briefing, office: User, finance: Department, directive: Directive
) -> None:
    body = overdue.period.body
    body.names_in_criticism = True
    body.save()
    directive.departments.add(finance)
    compile_month.compile(period=overdue.period, by=office, at=factories.moment("2016-01-22"))
    text, words = exported(client, office, "published")
    assert "3 đơn vị quá hạn (Vi Hương, Cẩm Giàng, Phòng Tài chính – Kế hoạch)." in text
    assert words[2]["department"] == "Phòng Tài chính – Kế hoạch"
    client.get(f"/bach-thong/meetings/2016-01/briefing/?sentence={overdue.sentences.get(key=OVERDUE).pk}")


@pytest.fixture
def finance(november: Period) -> Department:
    return factories.make_department(november.body, "Phòng Tài chính – Kế hoạch", "tai-chinh")


def test_a_department_is_answered_for_by_the_office(
    november: Period, cam_giang: Commune, finance: Department, office: User
) -> None:
    directive = issue(november, office, "Cân đối vốn.", finance, due_on=dt.date(2015, 12, 1))
    december = month_of(directive, office, DECEMBER, "2015-12-20")
    assert asked_of(december, cam_giang) == []
    assert "chưa hoàn thành, quá hạn" in told(december, office)[COUNTED]
    row = answer_for_department.answer(
        directive=directive,
        department=finance,
        period=december,
        entry=DONE,
        by=office,
        at=factories.moment("2015-12-16"),
    )
    assert "đã báo hoàn thành, chờ công nhận" in told(december, office)[COUNTED]
    judge(row, "accepted", office)
    assert "chuyển sang đã hoàn thành" in told(december, office)[COUNTED]


def test_withdrawn_directives_and_answers_that_are_not_accepted_are_not_told(
    directive: Directive, cam_giang: Commune, signer: User, office: User
) -> None:
    december = month_of(directive, office, DECEMBER, "2015-12-20")
    report = factories.make_report(december, cam_giang, signer)
    answer(report, directive, DONE, signer)
    (carried,) = briefing_facts(december, meeting=None).carried
    assert {each.state for each in carried.addressees} == {None}
    issue_directives.withdraw(directive=directive, by=office, at=factories.moment("2015-12-16"))
    assert briefing_facts(december, meeting=None).carried == ()


def test_the_facts_take_as_many_queries_for_ten_directives_as_for_one(
    directive: Directive, november: Period, office: User
) -> None:
    december = month_of(directive, office, DECEMBER, "2015-12-20")
    with CaptureQueriesContext(connection) as for_one:
        briefing_facts(december, meeting=None)
    for number in range(9):
        issue(november, office, f"Việc thứ {number}.")
    with CaptureQueriesContext(connection) as for_ten:
        briefing_facts(december, meeting=None)
    assert len(for_ten) == len(for_one)
