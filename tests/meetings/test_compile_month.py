"""The month is compiled, and compiled again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import district
from communes.models import Commune, ConveningBody, User
from meetings.actions import compile_month, consult, hold, invite
from meetings.actions.hold import MeetingEntry
from meetings.actions.invite import InvitedEntry, Mark
from meetings.models import Briefing, Group, Presence
from reports.actions import review
from reports.models import Period, Report
from tests import factories
from tests.meetings.november import FRIDAY, LOW, RANKED, SATURDAY, SICK, compile_again, correct, sentence, state, texts


def test_the_ranked_list_names_who_reached_the_target_and_the_low_group_stays_unnamed(briefing: Briefing) -> None:
    said = texts(briefing)
    assert said[RANKED].endswith("thu ngân sách vượt chỉ tiêu giao: Cẩm Giàng 113,1%.")
    assert "Vi Hương" not in said[LOW]


def test_every_sentence_with_a_figure_keeps_its_sources(briefing: Briefing) -> None:
    assert sentence(briefing).sources == [
        {"commune": "02008", "indicator": "BUD_REV_YTD", "month": "2015-11", "value": "1131", "submission": 1},
        {"commune": "02008", "indicator": "BUD_REV_PLAN", "month": "2015-11", "value": "1000", "target": 1},
    ]


def test_compiling_twice_changes_nothing(briefing: Briefing, office: User) -> None:
    before = state(briefing)
    again = compile_again(briefing, office)
    assert state(again) == before
    assert (again.draft_number, again.version, again.compiled_at) == (1, 1, FRIDAY)


@pytest.mark.usefixtures("vi_huong")
def test_a_submitted_report_that_nobody_accepted_is_not_compiled(
    november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    factories.make_submitted(november, cam_giang, signer, {"BUD_REV_YTD": "1131"})
    briefing = compile_month.compile(period=november, by=office, at=FRIDAY)
    assert briefing.data["coverage"]["accepted"] == 0
    assert briefing.data["totals"]["BUD_REV_YTD"] == {"reported": 0, "missing": 2}
    assert texts(briefing)["coverage"].startswith("Đến thời điểm tổng hợp, chưa có báo cáo")


def test_a_corrected_report_changes_the_sentences_of_its_figures_alone(
    briefing: Briefing, signer: User, office: User, cam_giang: Commune
) -> None:
    before = texts(briefing)
    correct(Report.objects.get(commune=cam_giang), {"BUD_REV_YTD": "1200"}, signer, office)
    again = compile_again(briefing, office)
    after = texts(again)
    assert {key for key in after if after[key] != before[key]} == {RANKED, "budget.collected"}
    assert "Cẩm Giàng 120%" in after[RANKED]
    assert again.draft_number == 2
    assert [change["key"] for change in again.data["changes"]] == ["budget.collected", RANKED]


def test_a_reopened_report_takes_its_sentences_with_it(briefing: Briefing, office: User, cam_giang: Commune) -> None:
    report = Report.objects.get(commune=cam_giang)
    review.reopen(report=report, reason="Sửa số liệu.", by=office, at=SATURDAY)
    again = compile_again(briefing, office)
    assert RANKED not in texts(again) or "Cẩm Giàng" not in texts(again)[RANKED]
    assert [each["name"] for each in again.data["coverage"]["missing"]] == ["Cẩm Giàng"]


def test_before_the_meeting_the_opening_speaks_of_plans_and_after_it_of_what_was(
    briefing: Briefing, office: User
) -> None:
    assert "dự kiến tổ chức" in texts(briefing)["opening.meeting"]
    entry = MeetingEntry(held_at=factories.moment("2015-11-23", "08:00"), chair="Hoàng Thu Trang")
    meeting = hold.call(period=briefing.period, entry=entry, by=office, at=FRIDAY)
    for text, presence in (("Thường trực HĐND huyện", Presence.PRESENT), ("Hội Nông dân", Presence.ABSENT)):
        row = invite.invite(meeting=meeting, entry=InvitedEntry(Group.OTHER, text), by=office, at=FRIDAY)
        invite.mark(meeting=meeting, marks={row.pk: Mark(presence)}, by=office, at=FRIDAY)
    hold.conclude(meeting=meeting, by=office, at=factories.moment("2015-11-23", "11:30"))
    said = texts(compile_again(briefing, office))
    assert said["opening.meeting"].startswith("Sáng ngày 23 tháng 11 năm 2015, Thường trực Huyện ủy tổ chức")
    assert said["opening.attendance"] == "Dự Hội nghị có Thường trực HĐND huyện."
    assert said["opening.chair"] == "Đồng chí Hoàng Thu Trang – Bí thư Huyện ủy chủ trì hội nghị."


def test_what_changes_takes_the_leaders_approval_away(
    briefing: Briefing, bach_thong: ConveningBody, office: User, secretary: User, signer: User, cam_giang: Commune
) -> None:
    bach_thong.leader_approval = True
    bach_thong.save()
    consult.approve(briefing=briefing, expected_version=briefing.version, by=secretary, at=FRIDAY)
    assert compile_again(briefing, office).approved_by == secretary
    correct(Report.objects.get(commune=cam_giang), {"BUD_REV_YTD": "1200"}, signer, office)
    assert compile_again(briefing, office).approved_at is None


def test_a_figure_that_nobody_reported_is_in_no_sentence_and_no_total(briefing: Briefing) -> None:
    assert briefing.data["totals"]["SEC_CRIME"] == {"reported": 0, "missing": 2}
    assert "security.incidents" not in texts(briefing)
    assert texts(briefing)[SICK] == "Không xảy ra dịch bệnh trên đàn vật nuôi."


def _queries_of(count: int) -> tuple[int, int]:
    period = district.make(count)
    user = User.objects.get(username=f"do-{count}")
    compile_month.compile(period=period, by=user, at=FRIDAY)
    with CaptureQueriesContext(connection) as again:
        compile_month.compile(period=period, by=user, at=SATURDAY)
    with CaptureQueriesContext(connection) as first:
        Briefing.objects.get(period=period).sentences.all().delete()
        compile_month.compile(period=period, by=user, at=SATURDAY)
    return len(first), len(again)


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_communes() -> None:
    assert _queries_of(3) == _queries_of(17)
