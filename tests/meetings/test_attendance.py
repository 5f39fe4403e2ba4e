"""Who is invited, by group; who came; and what the briefing's opening says of it."""

import pytest
from django.test import Client

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody, User
from meetings.actions import hold, invite
from meetings.actions.hold import MeetingEntry
from meetings.actions.invite import InvitedEntry, Mark, StaleMark
from meetings.figures.basis import meeting_fact
from meetings.figures.invitation import count, count_in_words
from meetings.models import Attendance, Group, Meeting, Presence
from reports.models import Period
from tests import factories

AT = factories.moment("2015-11-23", "08:00")
NOON = factories.moment("2015-11-23", "11:30")
ATTENDANCE = "/bach-thong/meetings/2015-11/1/attendance/"
STANDARD = (
    "các đồng chí Ủy viên Ban Thường vụ Huyện ủy",
    "Thường trực HĐND huyện",
    "đại diện lãnh đạo một số phòng, ban, ngành, đoàn thể huyện",
    "Bí thư Đảng ủy, Chủ tịch UBND các xã, thị trấn",
)


@pytest.fixture
def meeting(
    november: Period, bach_thong: ConveningBody, cam_giang: Commune, vi_huong: Commune, office: User
) -> Meeting:
    bach_thong.standard_attendance = "\n".join(STANDARD)
    bach_thong.save()
    factories.make_department(bach_thong, "Phòng Nội vụ", "noi-vu")
    called = hold.call(period=november, entry=MeetingEntry(AT), by=office, at=AT)
    invite.invite_usual(meeting=called, by=office, at=AT)
    return called


def mark(meeting: Meeting, by: User, name: str, presence: Presence, detail: str = "") -> None:
    row = next(row for row in meeting.attendances.all() if row.name == name)
    replaced = presence == Presence.REPLACED
    told = Mark(presence, reason="" if replaced else detail, replaced_by=detail if replaced else "")
    invite.mark(meeting=meeting, marks={row.pk: told}, by=by, at=AT)


def opening(meeting: Meeting) -> tuple[str, ...]:
    fact = meeting_fact(Period.objects.get(pk=meeting.period_id))
    assert fact is not None
    return fact.attendance


def in_words(meeting: Meeting) -> str:
    return count_in_words(count(list(meeting.attendances.all())))


def test_the_usual_people_are_invited_once_and_said_by_group(meeting: Meeting, office: User) -> None:
    assert meeting.attendances.count() == 2 + 1 + 2 * 2
    assert opening(meeting) == STANDARD
    with pytest.raises(Refusal, match="mời đủ"):
        invite.invite_usual(meeting=meeting, by=office, at=AT)


def test_all_are_present_but_for_the_exceptions(meeting: Meeting, office: User) -> None:
    assert in_words(meeting) == "Mời 7 đại biểu; chưa điểm danh"
    mark(meeting, office, "Chủ tịch UBND xã Vi Hương", Presence.ABSENT, "Đi công tác")
    mark(meeting, office, "Bí thư Đảng ủy xã Vi Hương", Presence.ABSENT)
    mark(meeting, office, "Bí thư Đảng ủy xã Cẩm Giàng", Presence.REPLACED, "Phó Bí thư")
    invite.mark_all_present(meeting=meeting, by=office, at=AT)
    assert in_words(meeting) == "5/7 đại biểu (dự thay 1); vắng 2, có lý do 1"


def test_the_opening_names_a_group_that_came_in_part_as_some(meeting: Meeting, office: User) -> None:
    mark(meeting, office, "Chủ tịch UBND xã Vi Hương", Presence.ABSENT)
    mark(meeting, office, "Lãnh đạo Phòng Nội vụ", Presence.ABSENT)
    invite.mark_all_present(meeting=meeting, by=office, at=AT)
    hold.conclude(meeting=meeting, by=office, at=NOON)
    whole = (STANDARD[0], STANDARD[1], STANDARD[3])
    assert opening(meeting) == whole  # Vi Hương's secretary was there
    Attendance.objects.filter(commune__name="Vi Hương").update(presence=Presence.ABSENT)
    assert opening(meeting)[2] == "Bí thư Đảng ủy, Chủ tịch UBND một số xã, thị trấn"


def test_lines_written_as_words_print_as_they_were(november: Period, office: User) -> None:
    called = hold.call(period=november, entry=MeetingEntry(AT), by=office, at=AT)
    for text, presence in (("Hội Nông dân", "present"), ("Huyện đoàn", "absent"), ("các phòng, ban huyện", "present")):
        Attendance.objects.create(meeting=called, text=text, presence=presence)
    assert opening(called) == ("Hội Nông dân", "các phòng, ban huyện")
    hold.conclude(meeting=called, by=office, at=NOON)
    assert opening(called) == ("Hội Nông dân", "các phòng, ban huyện")


def test_after_the_meeting_only_those_who_were_marked_are_said_to_have_come(meeting: Meeting, office: User) -> None:
    hold.conclude(meeting=meeting, by=office, at=NOON)
    assert opening(meeting) == ()


def test_a_mark_is_not_written_over_what_another_clerk_ticked(meeting: Meeting, office: User) -> None:
    row = meeting.attendances.order_by("order")[0]
    seen = Mark(Presence.PRESENT, seen=Presence.UNMARKED)
    invite.mark(meeting=meeting, marks={row.pk: Mark(Presence.ABSENT)}, by=office, at=AT)
    with pytest.raises(StaleMark, match="vừa ghi “vắng”"):
        invite.mark(meeting=meeting, marks={row.pk: seen}, by=office, at=AT)


@pytest.mark.parametrize(
    ("group", "unit", "why"),
    [
        (Group.OTHER, "cho-don", "chọn đơn vị"),
        (Group.COMMUNE_SECRETARY, "", "chọn đơn vị"),
        (Group.COMMUNE_SECRETARY, "cho-don", "không thuộc"),
        (Group.COMMUNE_SECRETARY, "own", "đã có trong danh sách"),
    ],
)
def test_whom_the_meeting_cannot_have_is_refused(
    meeting: Meeting, office: User, stranger: User, cam_giang: Commune, group: Group, unit: str, why: str
) -> None:
    elsewhere = ConveningBody.objects.get(slug="cho-don")
    foreign = factories.make_commune(elsewhere, "Nam Cường", code="02077", slug="nam-cuong", order=1)
    commune = {"": None, "own": cam_giang, "cho-don": foreign if group != Group.OTHER else cam_giang}[unit]
    entry = InvitedEntry(group, "Khách mời", "Bí thư Đảng ủy", commune)
    with pytest.raises(Refusal, match=why):
        invite.invite(meeting=meeting, entry=entry, by=office, at=AT)


def test_the_list_is_ticked_on_its_page(client: Client, meeting: Meeting, office: User) -> None:
    client.force_login(office)
    row = meeting.attendances.get(commune__name="Vi Hương", group=Group.COMMUNE_CHAIRMAN)
    ticked = {f"presence-{row.pk}": "absent", f"detail-{row.pk}": "Ốm", f"seen-{row.pk}": "unmarked", "step": "all"}
    page = client.post(f"{ATTENDANCE}mark/", ticked, follow=True).content.decode()
    assert "6/7 đại biểu; vắng 1, có lý do 1" in page
    refused = client.post(f"{ATTENDANCE}mark/", {f"presence-{row.pk}": "replaced", f"seen-{row.pk}": "absent"})
    assert "ghi họ tên, chức danh người dự thay" in refused.content.decode()
    client.post(f"{ATTENDANCE}add/", {"group": "other", "position": "Đại diện Hội Nông dân huyện"})
    added = meeting.attendances.get(group=Group.OTHER)
    client.post(f"{ATTENDANCE}{added.pk}/remove/")
    assert meeting.attendances.count() == 7
