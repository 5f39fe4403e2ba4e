"""What a commune's words claim, beside its own figures: warned where they contradict, silent where it isn't clear."""

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.checks import Finding, Severity, Sheet, check, notes_of
from tests.meetings.briefing.month import INDICATORS

DEMO = Path(__file__).parents[2] / "operations" / "demo"
LAST = {"SEC_CRIME": "4", "BUD_REV_YTD": "500", "SEC_TRAFFIC": "1"}
FIGURES = {
    "BUD_REV_YTD": "620", "BUD_EXP_YTD": "2000", "BUD_REV_LAND": "50", "FOR_PLANT": "59.98", "FOR_FIRE": "2",
    "FOR_VIOLATION": "0", "SEC_CRIME": "3", "SEC_TRAFFIC": "1", "PAR_ADMIT": "6",
}  # fmt: skip
PLANS = {"BUD_REV_PLAN": "1000", "BUD_EXP_PLAN": "2000", "FOR_PLANT_PLAN": "60", "PAR_ADMIT_PLAN": "6"}


def sheet(section: str, text: str, figures: Mapping[str, str] = FIGURES) -> Sheet:
    def keyed(texts: Mapping[str, str]) -> dict[tuple[str, str], Decimal]:
        return {(code, ""): Decimal(value) for code, value in texts.items()}

    return Sheet(INDICATORS, {}, keyed(figures), keyed(LAST), keyed(PLANS), narratives={section: text})


def warned(section: str, text: str) -> list[Finding]:
    return [finding for finding in check(sheet(section, text)) if finding.section]


@pytest.mark.parametrize(
    ("section", "text", "indicator", "sentence"),
    [
        (
            "budget",
            "Thu ngân sách trên địa bàn đạt kế hoạch.",
            "BUD_REV_YTD",
            "Thuyết minh ghi “đạt kế hoạch”, nhưng “Thu ngân sách nhà nước trên địa bàn” mới đạt 62% kế hoạch "
            "(chỉ tiêu: 1.000 triệu đồng).",
        ),
        (
            "budget",
            "Thu ngân sách được tập trung chỉ đạo, vượt dự toán giao.",
            "BUD_REV_YTD",
            "Thuyết minh ghi “vượt dự toán”, nhưng “Thu ngân sách nhà nước trên địa bàn” mới đạt 62% dự toán "
            "(chỉ tiêu: 1.000 triệu đồng).",
        ),
        (
            "budget",
            "THU NGÂN SÁCH đạt trên 70% dự toán",
            "BUD_REV_YTD",
            "Thuyết minh ghi “trên 70%”, nhưng “Thu ngân sách nhà nước trên địa bàn” là 62%.",
        ),
        (
            "forestry",
            "Trên địa bàn không xảy ra cháy rừng.",
            "FOR_FIRE",
            "Thuyết minh ghi “không xảy ra cháy rừng”, nhưng “Số vụ cháy rừng trong tháng” là 2 vụ.",
        ),
        (
            "forestry",
            "Đã hoàn thành kế hoạch năm 2015.",
            "FOR_PLANT",
            "Thuyết minh ghi “hoàn thành kế hoạch”, nhưng “Trồng rừng mới” mới đạt 99,97% kế hoạch (chỉ tiêu: 60 ha).",
        ),
        (
            "security",
            "Số vụ phạm pháp hình sự tăng so với tháng trước.",
            "SEC_CRIME",
            "Thuyết minh ghi “tăng so với tháng trước”, nhưng “Số vụ phạm pháp hình sự trong tháng” là 3 vụ, "
            "tháng trước 4 vụ.",
        ),
        (
            "party",
            "Kết nạp đảng viên chưa đạt chỉ tiêu.",
            "PAR_ADMIT",
            "Thuyết minh ghi “chưa đạt chỉ tiêu”, nhưng “Kết nạp đảng viên mới” đã đạt 100% chỉ tiêu "
            "(chỉ tiêu: 6 đảng viên).",
        ),
    ],
)
def test_words_against_the_own_figures_are_warned_of(section: str, text: str, indicator: str, sentence: str) -> None:
    [finding] = warned(section, text)
    assert (finding.severity, finding.indicator, finding.section) == (Severity.WARNING, indicator, section)
    assert finding.sentence == sentence


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("budget", "Chi ngân sách đạt dự toán."),
        ("budget", "Thu ngân sách chưa đạt kế hoạch."),
        ("budget", "Phấn đấu thu ngân sách đạt kế hoạch năm."),
        ("budget", "Thu ngân sách khá, tiền sử dụng đất đạt kế hoạch."),
        ("budget", "Ngân sách đạt kế hoạch."),
        ("budget", "Thu ngân sách tăng so với cùng kỳ năm trước."),
        ("forestry", "Hoàn thành kế hoạch tuần tra bảo vệ rừng."),
        ("forestry", "Đảm bảo không xảy ra cháy rừng."),
        ("forestry", "Không xảy ra cháy rừng nghiêm trọng."),
        ("forestry", "Tháng 10 không xảy ra cháy rừng."),
        ("forestry", "Không xảy ra vi phạm lâm luật."),
        ("security", "Không để xảy ra điểm nóng, tai nạn giao thông giảm."),
        ("security", "Số vụ phạm pháp hình sự giảm so với tháng trước."),
        ("security", "Tai nạn giao thông bằng tháng trước."),
        ("party", "Kết nạp đảng viên đạt và vượt chỉ tiêu."),
    ],
)
def test_true_words_and_words_about_something_else_are_left_alone(section: str, text: str) -> None:
    assert warned(section, text) == []


def test_a_number_that_is_no_figure_of_the_section_is_a_note_and_no_warning() -> None:
    text = "Thu được 700 triệu đồng, đạt 62% dự toán, tăng 120 triệu đồng; có 15 hộ nộp."
    assert warned("budget", text) == []
    assert [note.sentence for note in notes_of(sheet("budget", text))] == [
        "“700 triệu đồng” không trùng số liệu nào của phần này."
    ]


def demo_narratives() -> list[tuple[str, str]]:
    rows = []
    for file in sorted(DEMO.glob("narratives-*.csv")):
        with file.open(encoding="utf-8") as lines:
            rows += [(section, text) for _, section, text in list(csv.reader(lines))[2:]]
    return rows


def test_none_of_the_demos_narratives_is_warned_of_whatever_the_figures() -> None:
    rows = demo_narratives()
    assert len(rows) > 200
    assert [text for section, text in rows if warned(section, text)] == []


@given(st.integers(0, 2000), st.sampled_from(["đạt", "vượt", "chưa đạt"]))
def test_reaching_the_plan_is_judged_by_the_exact_share(collected: int, word: str) -> None:
    text = f"Thu ngân sách {word} kế hoạch."
    found = [f for f in check(sheet("budget", text, FIGURES | {"BUD_REV_YTD": str(collected)})) if f.section]
    is_true = {"đạt": collected >= 1000, "vượt": collected > 1000, "chưa đạt": collected < 1000}[word]
    assert bool(found) != is_true
