"""Block 1, and the line on whose reports the page rests."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from briefing_portal.lib.months import Month
from meetings.briefing.content import write_briefing
from tests.meetings.briefing.month import (
    BODY,
    MEETING,
    SEVENTEEN,
    THIS_MONTH,
    facts_of,
    november,
    sentence,
    text_of,
    without,
)


def test_december_names_both_years() -> None:
    december = facts_of({}, month=Month(2015, 12))
    assert "công tác tháng 12 năm 2015 và triển khai nhiệm vụ trọng tâm tháng 01 năm 2016." in text_of(
        december, "opening.meeting"
    )
    assert write_briefing(facts_of({}, month=Month(2016, 1))).title.endswith("tháng 01 năm 2016")


def test_what_is_not_known_stands_as_dots() -> None:
    unknown = november(meeting=None)
    assert text_of(unknown, "opening.meeting").startswith("Ngày …, Thường trực Huyện ủy dự kiến tổ chức")
    assert text_of(unknown, "opening.attendance") == "Thành phần mời dự gồm …"
    assert text_of(unknown, "opening.chair") == "Đồng chí … – Bí thư Huyện ủy dự kiến chủ trì hội nghị."


def test_a_time_in_another_zone_is_told_in_vietnams() -> None:
    meeting = replace(MEETING, held_at=datetime(2015, 11, 22, 23, 30, tzinfo=UTC))
    assert text_of(november(meeting=meeting), "opening.meeting").startswith("Sáng ngày 23 tháng 11 năm 2015,")


@pytest.mark.parametrize(
    ("chair", "words"),
    [
        ("Bí thư Huyện ủy", "Đồng chí Bí thư Huyện ủy chủ trì"),
        ("đồng chí Hoàng Thu Trang", "Đồng chí Hoàng Thu Trang – Bí thư Huyện ủy chủ trì"),
        ("Hoàng Thu Trang – Bí thư Huyện ủy", "Đồng chí Hoàng Thu Trang – Bí thư Huyện ủy chủ trì"),
        ("Nông Văn A – Phó Bí thư Huyện ủy", "Đồng chí Nông Văn A – Phó Bí thư Huyện ủy chủ trì"),
    ],
)
def test_the_chairs_office_stands_once(chair: str, words: str) -> None:
    assert text_of(november(meeting=replace(MEETING, chair=chair)), "opening.chair").startswith(words)


def test_a_missing_report_is_named_to_the_office_and_not_to_the_public() -> None:
    covered = sentence(write_briefing(without(november(), "Vũ Muộn")), "coverage")
    assert covered.text == "Qua tổng hợp báo cáo của 16/17 xã, thị trấn (chưa có báo cáo: Vũ Muộn) cho thấy:"
    assert covered.public_text == "Qua tổng hợp báo cáo của 16/17 xã, thị trấn cho thấy:"
    assert (covered.tone, covered.names) == ("criticism", ("01981",))


def test_without_any_report_nothing_is_claimed() -> None:
    content = write_briefing(without(november(), *SEVENTEEN))
    results = [s.text for s in content.sentences if s.block == 2]
    assert results == ["Đến thời điểm tổng hợp, chưa có báo cáo của xã, thị trấn nào được duyệt."]


def test_dozens_of_missing_reports_are_counted_not_listed() -> None:
    units = tuple((f"{n:05d}", f"Xã {n}") for n in range(40))
    some = facts_of({}, units=units, reported=frozenset(f"Xã {n}" for n in range(19)))
    assert text_of(some, "coverage") == (
        "Đến thời điểm tổng hợp, mới có báo cáo của 19/40 xã, thị trấn; chưa đủ số liệu để đánh giá kết quả chung."
    )
    lower = replace(some, body=replace(BODY, minimum_coverage=Decimal(40)))
    assert text_of(lower, "coverage") == "Qua tổng hợp báo cáo của 19/40 xã, thị trấn cho thấy:"


def test_too_few_reports_promise_no_results() -> None:
    covered = sentence(write_briefing(without(november(), *SEVENTEEN[2:])), "coverage")
    assert covered.text.startswith("Đến thời điểm tổng hợp, mới có báo cáo của 2/17 xã, thị trấn (chưa có báo cáo: Vi")
    assert covered.public_text == (
        "Đến thời điểm tổng hợp, mới có báo cáo của 2/17 xã, thị trấn; chưa đủ số liệu để đánh giá kết quả chung."
    )


def test_one_page_with_every_report_has_no_remark_on_coverage() -> None:
    everywhere = {code: by_name for code, by_name in THIS_MONTH.items() if not code.startswith("NTM_CRITERIA")}
    assert "tính trên" not in "".join(s.text for s in write_briefing(facts_of(everywhere)).sentences)
