"""Who is told what: a report that came back or was taken, what is due, who is quoted, what was published."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from communes.models import Commune, ConveningBody, User
from meetings.actions import ask_communes, publish
from meetings.models import Briefing
from notices import tasks
from notices.models import Kind, Notice
from reports.actions import issue_directives, remind, review, submit
from reports.models import Period
from tests import factories
from tests.meetings.november import FRIDAY, SATURDAY
from tests.notices.conftest import with_mail
from tests.reports.directives import issue

DUE = factories.moment("2015-11-15", "17:00")
FIVE_BEFORE, TWO_BEFORE = factories.moment("2015-11-10", "06:30"), factories.moment("2015-11-13", "06:30")


def told(user: User, *kinds: Kind) -> list[str]:
    """Return the titles of what somebody was told, the first first."""
    found = Notice.objects.filter(recipient=user).order_by("at", "pk")
    return [each.title for each in (found.filter(kind__in=kinds) if kinds else found)]


def unread(user: User) -> int:
    return Notice.objects.visible_to(user).unread().count()


@pytest.fixture
def due_november(november: Period) -> Period:
    Period.objects.filter(pk=november.pk).update(due_at=DUE)
    november.refresh_from_db()
    return november


def test_a_report_that_comes_back_is_told_to_its_people_until_it_is_handed_in_again(
    november: Period, cam_giang: Commune, clerk: User, signer: User, neighbour: User, office: User
) -> None:
    report = factories.make_submitted(november, cam_giang, signer)
    review.return_to_commune(
        report=report, reason="Thiếu số thu.", comments=[], by=office, at=factories.moment("2015-11-13")
    )
    title = "Văn phòng trả lại báo cáo tháng 11 năm 2015 của xã Cẩm Giàng"
    assert [told(person) for person in (clerk, signer, neighbour, office)] == [[title], [title], [], []]
    (notice,) = Notice.objects.filter(recipient=clerk)
    assert notice.address == "/bach-thong/reports/2015-11/cam-giang/"
    assert "Thiếu số thu" not in notice.text  # the office's words stay on the portal
    report.refresh_from_db()
    submit.submit(report=report, by=signer, at=factories.moment("2015-11-14"), needs_explanations=False)
    assert (unread(clerk), unread(signer)) == (0, 0)
    report.refresh_from_db()
    review.accept(report=report, by=office, at=factories.moment("2015-11-15"))
    assert told(clerk)[1:] == ["Báo cáo tháng 11 năm 2015 của xã Cẩm Giàng đã được tiếp nhận"]
    review.reopen(report=report, reason="Sửa số.", by=office, at=factories.moment("2015-11-16"))
    assert told(clerk)[2:] == ["Văn phòng mở lại báo cáo tháng 11 năm 2015 của xã Cẩm Giàng"]


def test_who_has_not_handed_in_is_told_five_and_two_days_before_and_once_each(
    due_november: Period, cam_giang: Commune, vi_huong: Commune, clerk: User, neighbour: User, office: User
) -> None:
    body = due_november.body
    factories.make_submitted(due_november, vi_huong, neighbour)
    days = [factories.moment(f"2015-11-{day:02}", "06:30") for day in (9, 10, 10, 11, 12, 13, 14, 15)]
    counts = [remind.remind(body=body, at=day) for day in days]
    assert counts == [0, 2, 0, 0, 0, 2, 0, 0]  # the clerk and the office, each time
    assert told(neighbour) == []
    assert told(clerk) == [
        "Báo cáo tháng 11 năm 2015 đến hạn nộp sau 5 ngày",
        "Báo cáo tháng 11 năm 2015 đến hạn nộp sau 2 ngày",
    ]
    first = Notice.objects.filter(recipient=clerk).order_by("pk")[0]
    assert first.text == "Xã Cẩm Giàng chưa nộp. Hạn nộp: 17:00 ngày 15/11/2015."
    assert first.address == "/bach-thong/reports/2015-11/cam-giang/edit/"
    to_office = Notice.objects.filter(recipient=office).order_by("pk")[0]
    assert "Còn 1/2 xã, thị trấn chưa nộp hoặc phải nộp lại: Cẩm Giàng." in to_office.text


def test_a_timer_that_missed_the_day_tells_later_and_another_due_day_is_told_anew(
    due_november: Period, cam_giang: Commune, clerk: User
) -> None:
    body = due_november.body
    remind.remind(body=body, at=factories.moment("2015-11-14", "06:30"))
    assert told(clerk) == ["Báo cáo tháng 11 năm 2015 đến hạn nộp ngày mai"]
    Period.objects.filter(pk=due_november.pk).update(due_at=DUE + dt.timedelta(days=3))
    remind.remind(body=body, at=factories.moment("2015-11-16", "06:30"))
    assert told(clerk)[1:] == ["Báo cáo tháng 11 năm 2015 đến hạn nộp sau 2 ngày"]


def test_nobody_is_told_of_a_month_into_which_nobody_may_write(
    due_november: Period, cam_giang: Commune, clerk: User, office: User
) -> None:
    Period.objects.filter(pk=due_november.pk).update(locked_at=FIVE_BEFORE, locked_by=office)
    assert remind.remind(body=due_november.body, at=TWO_BEFORE) == 0


def test_handing_in_lets_the_reminder_count_as_read(
    due_november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    remind.remind(body=due_november.body, at=FIVE_BEFORE)
    assert unread(signer) == 1
    factories.make_submitted(due_november, cam_giang, signer)
    assert unread(signer) == 0
    assert unread(office) == 1


def test_a_directive_is_told_to_its_commune_and_the_office_before_its_day_and_to_the_leader_when_it_has_passed(
    november: Period, cam_giang: Commune, clerk: User, neighbour: User, office: User, secretary: User
) -> None:
    directive = issue(november, office, "Sửa kênh Nà Tu.", cam_giang, due_on=dt.date(2015, 12, 20))
    people = (clerk, office, secretary, neighbour)
    body = november.body
    assert remind.remind(body=body, at=factories.moment("2015-12-14", "06:30")) == 0
    remind.remind(body=body, at=factories.moment("2015-12-15", "06:30"))
    soon = "Nhiệm vụ số 1 (tháng 11 năm 2015) đến hạn ngày 20/12/2015"
    assert [told(person) for person in people] == [[soon], [soon], [], []]
    remind.remind(body=body, at=factories.moment("2015-12-21", "06:30"))
    late = "Nhiệm vụ số 1 (tháng 11 năm 2015) đã quá hạn ngày 20/12/2015"
    assert [told(person) for person in people] == [[soon, late], [soon, late], [late], []]
    issue_directives.withdraw(directive=directive, by=office, at=factories.moment("2015-12-21"))
    assert unread(clerk) == unread(secretary) == 0
    assert remind.remind(body=body, at=factories.moment("2015-12-22", "06:30")) == 0


def test_a_commune_is_asked_before_and_told_after_publication_in_how_many_sentences_it_stands(
    briefing: Briefing, signer: User, neighbour: User, office: User, secretary: User
) -> None:
    ask_communes.open_window(briefing=briefing, until=SATURDAY, by=office, at=FRIDAY)
    assert told(signer, Kind.QUOTED) == ["Lấy ý kiến về báo cáo tổng hợp tháng 11 năm 2015"]
    asked = Notice.objects.get(recipient=signer, kind=Kind.QUOTED)
    assert asked.address == "/bach-thong/quoted/2015-11/cam-giang/"
    assert "Xã Cẩm Giàng được nêu tên trong " in asked.text
    assert "1131" not in asked.text
    fresh = Briefing.objects.select_related("period__body").get()
    publish.publish(briefing=fresh, expected_version=fresh.version, by=office, at=SATURDAY + dt.timedelta(seconds=1))
    name = "báo cáo tổng hợp tháng 11 năm 2015"
    for person in (signer, neighbour, secretary):
        assert told(person, Kind.PUBLISHED) == [f"Đã phát hành {name}"]
    assert told(office, Kind.PUBLISHED) == []  # she did it herself
    assert told(signer, Kind.QUOTED)[1:] == [f"Xã Cẩm Giàng được nêu trong {name}"]


def test_the_morning_command_tells_once_and_sends_what_was_told(
    due_november: Period, cam_giang: Commune, clerk: User, capsys: pytest.CaptureFixture[str]
) -> None:
    with_mail(clerk)
    for _ in range(2):
        call_command("send_notices", at="2015-11-10T06:30")
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["Đã viết 2 thông báo mới, 0 thư gộp.", "Đã viết 0 thông báo mới, 0 thư gộp."]
    tasks.send_letters.call()
    (message,) = mail.outbox
    assert message.subject == "[Huyện ủy Bạch Thông] Báo cáo tháng 11 năm 2015 đến hạn nộp sau 5 ngày"
    with pytest.raises(CommandError, match="không phải “sáng mai”"):
        call_command("send_notices", at="sáng mai")


def test_two_bodies_do_not_tell_each_others_people(
    due_november: Period, bach_thong: ConveningBody, cam_giang: Commune, clerk: User, stranger: User
) -> None:
    for body in ConveningBody.objects.all():
        remind.remind(body=body, at=FIVE_BEFORE)
    assert told(stranger) == []
    assert len(told(clerk)) == 1
