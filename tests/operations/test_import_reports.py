"""A workbook is taken in whole, or not at all."""

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, User
from reports.actions import keep_periods
from reports.figures import figures_of
from reports.models import Period, Report, ReportEvent, Submission, Target, Value
from reports.workflow import ReportStatus
from tests import factories
from tests.factories import moment
from tests.reports.workbooks import EXPLANATIONS, FIGURES, ISSUES, NARRATIVES, PROPOSALS, TARGETS, Book

pytestmark = pytest.mark.once

CAM_GIANG, VI_HUONG = "02008", "01975"
REVENUE = "BUD_REV_YTD"


@pytest.fixture
def book(november: Period, cam_giang: Commune, vi_huong: Commune) -> Book:
    return Book(november)


def run(file: Path, *flags: str, month: str = "2015-11") -> str:
    out = StringIO()
    call_command("import_reports", str(file), "--body", "bach-thong", "--month", month, *flags, stdout=out)
    return out.getvalue()


def refusal(file: Path, *flags: str, month: str = "2015-11") -> str:
    with pytest.raises(CommandError) as raised:
        run(file, *flags, month=month)
    return str(raised.value)


def test_what_stands_in_the_workbook_stands_in_the_report(book: Book, tmp_path: Path) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, 1357.2)
    book.put(FIGURES, CAM_GIANG, "AGR_SOWN", "142,5")
    book.put(TARGETS, CAM_GIANG, "BUD_REV_PLAN", 1200)
    book.add(NARRATIVES, CAM_GIANG, "party", "Sinh hoạt chi bộ đúng kỳ.")
    book.add(EXPLANATIONS, CAM_GIANG, REVENUE, "Thu nợ đọng.")
    book.add(ISSUES, CAM_GIANG, "budget", "Thu chậm", "Ít nguồn", "Rà soát")
    book.add(PROPOSALS, CAM_GIANG, "Hỗ trợ giống", "Phòng Nông nghiệp")
    assert "Đã nhập 1 báo cáo, 1 chỉ tiêu giao." in run(book.save(tmp_path))
    report = Report.objects.get()
    assert report.commune.name == "Cẩm Giàng"
    assert figures_of(report) == {(REVENUE, ""): Decimal("1357.2"), ("AGR_SOWN", "mua-2015"): Decimal("142.5")}
    assert report.narratives.get().text == "Sinh hoạt chi bộ đúng kỳ."
    assert report.explanations.get().text == "Thu nợ đọng."
    assert report.issues.get().remedy == "Rà soát"
    assert report.proposals.get().addressee == "Phòng Nông nghiệp"
    assert Target.objects.get().value == 1200


def test_an_imported_report_is_a_draft_by_the_file_account_which_nobody_can_log_in_with(
    book: Book, tmp_path: Path
) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, 5)
    run(book.save(tmp_path))
    report = Report.objects.get()
    assert report.state is ReportStatus.DRAFT
    assert str(report.started_by) == "nhập từ tệp"
    assert not report.started_by.is_active
    assert not report.started_by.has_usable_password()


def test_an_import_can_stand_in_a_persons_name(book: Book, signer: User, tmp_path: Path) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, 5)
    run(book.save(tmp_path), "--submit", "--by", "camgiang")
    submission = Submission.objects.get()
    assert submission.submitted_by == signer
    assert not submission.on_behalf


def test_an_unknown_person_is_refused(book: Book, tmp_path: Path) -> None:
    assert "Không có tài khoản “ai-do”" in refusal(book.save(tmp_path), "--by", "ai-do")


@pytest.mark.parametrize("person", ["clerk", "signer", "secretary", "stranger"])
def test_nobody_imports_in_a_name_what_that_person_may_not_enter(
    book: Book, tmp_path: Path, request: pytest.FixtureRequest, person: str
) -> None:
    name = request.getfixturevalue(person).username
    address = book.put(FIGURES, VI_HUONG, REVENUE, 5)
    plan = book.put(TARGETS, VI_HUONG, "BUD_REV_PLAN", 5)
    message = refusal(book.save(tmp_path), "--accept", "--by", name)
    assert f"Tài khoản “{name}” không tiếp nhận được báo cáo" in message
    assert f"cột {plan[:-1]}, giá trị “5”: Tài khoản “{name}” không ghi được chỉ tiêu giao" in message
    assert f"dòng {address[-1]}, cột A, giá trị “01975”: Vi Hương: tài khoản “{name}” không nhập được" in message
    assert not Report.objects.exists()
    assert not Target.objects.exists()


def test_a_clerk_imports_her_own_report_and_leaves_the_submission_to_the_signer(
    book: Book, clerk: User, tmp_path: Path
) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, 5)
    file = book.save(tmp_path)
    assert "người ký mới nộp" in refusal(file, "--submit", "--by", clerk.username)
    assert "Đã nhập 1 báo cáo" in run(file, "--by", clerk.username)
    assert Report.objects.get().state is ReportStatus.DRAFT


def test_the_office_imports_and_accepts_in_its_name(book: Book, office: User, tmp_path: Path) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, 5)
    book.put(TARGETS, CAM_GIANG, "BUD_REV_PLAN", 5)
    run(book.save(tmp_path), "--accept", "--by", office.username)
    assert Report.objects.get().state is ReportStatus.ACCEPTED
    submission = Submission.objects.get()
    assert submission.on_behalf
    assert submission.submitted_by == office


def test_a_month_that_nobody_opened_is_opened_without_a_due_time(book: Book, tmp_path: Path) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, 5)
    run(book.save(tmp_path), month="2015-10")
    october = Period.objects.get(month="2015-10")
    assert (october.due_at, october.lock_at) == (None, None)
    assert Report.objects.get().period == october


def test_the_template_command_opens_the_month_and_writes_a_file_that_imports_as_nothing(
    bach_thong: ConveningBody, cam_giang: Commune, tmp_path: Path
) -> None:
    file = tmp_path / "mau" / "thang-10.xlsx"
    call_command(
        "workbook_template", "--body", "bach-thong", "--month", "2015-10", "--out", str(file), stdout=StringIO()
    )
    assert Period.objects.get().month == "2015-10"
    assert "Đã nhập 0 báo cáo, 0 chỉ tiêu giao." in run(file, month="2015-10")


def test_one_bad_cell_and_nothing_is_written_not_even_the_month(book: Book, tmp_path: Path) -> None:
    book.put(FIGURES, VI_HUONG, REVENUE, 774)
    book.put(TARGETS, VI_HUONG, "BUD_REV_PLAN", 750)
    address = book.put(FIGURES, CAM_GIANG, REVENUE, "1,234.5")
    book.period.delete()
    message = refusal(book.save(tmp_path), "--accept")
    assert "1 lỗi, không có gì được ghi" in message
    assert f"Sheet “Số liệu”, dòng {address[-1]}, cột {address[:-1]}, giá trị “1,234.5”" in message
    for model in (Period, Report, Value, Target, Submission, ReportEvent):
        assert not model._default_manager.exists()


def test_more_harvested_than_sown_is_refused_at_its_cell(book: Book, tmp_path: Path) -> None:
    book.put(FIGURES, CAM_GIANG, "AGR_SOWN", 100)
    address = book.put(FIGURES, CAM_GIANG, "AGR_HARVESTED", 120)
    message = refusal(book.save(tmp_path))
    assert f"cột {address[:-1]}, giá trị “120”: Diện tích đã thu hoạch trong vụ: 120 ha lớn hơn" in message
    assert "lớn hơn “Diện tích đã gieo trồng trong vụ” (100 ha)" in message
    assert not Report.objects.exists()


def test_a_part_that_no_longer_fits_the_draft_is_refused_by_name(book: Book, office: User, tmp_path: Path) -> None:
    commune = Commune.objects.get(code=CAM_GIANG)
    factories.make_report(book.period, commune, office, {"AGR_SOWN": "150", "AGR_HARVESTED": "120"})
    book.put(FIGURES, CAM_GIANG, "AGR_SOWN", 100)
    message = refusal(book.save(tmp_path))
    assert "ô trống: Diện tích đã thu hoạch trong vụ: 120 ha lớn hơn" in message
    assert Value.objects.get(indicator__code="AGR_SOWN").value == 150


def test_errors_of_the_sheet_and_of_the_rules_are_told_together(book: Book, tmp_path: Path) -> None:
    book.put(FIGURES, CAM_GIANG, "AGR_SOWN", 100)
    book.put(FIGURES, CAM_GIANG, "AGR_HARVESTED", 120)
    book.put(FIGURES, VI_HUONG, REVENUE, "x")
    assert "2 lỗi" in refusal(book.save(tmp_path))


def test_an_empty_cell_leaves_the_drafts_figure_and_the_word_clears_it(
    book: Book, office: User, cam_giang: Commune, tmp_path: Path
) -> None:
    report = factories.make_report(book.period, cam_giang, office, {REVENUE: "5", "LIV_SICK": "7", "SEC_CRIME": "1"})
    book.put(FIGURES, CAM_GIANG, "LIV_SICK", "xóa")
    book.put(FIGURES, CAM_GIANG, "SEC_CRIME", 0)
    run(book.save(tmp_path))
    assert figures_of(report) == {(REVENUE, ""): 5, ("SEC_CRIME", ""): 0}


def test_warnings_do_not_block_and_are_printed_and_kept_as_not_explained(
    book: Book, office: User, cam_giang: Commune, tmp_path: Path
) -> None:
    october = factories.make_period(book.period.body, office, Month(2015, 10))
    factories.make_accepted(october, cam_giang, office, office, {REVENUE: "1200"})
    address = book.put(FIGURES, CAM_GIANG, REVENUE, 1100)
    out = run(book.save(tmp_path), "--accept")
    assert f"cột {address[:-1]}, giá trị “1100”: Thu ngân sách nhà nước trên địa bàn (lũy kế): Số lũy kế giảm" in out
    assert "(chưa giải trình)" in out
    assert "ô trống: Diện tích đã gieo trồng trong vụ: Chưa có số liệu." in out
    report = Report.objects.get(period=book.period)
    assert report.state is ReportStatus.ACCEPTED
    assert '"rule":"falls"' in report.submissions.get().snapshot
    assert not report.explanations.exists()


def test_an_explained_warning_says_so(book: Book, office: User, cam_giang: Commune, tmp_path: Path) -> None:
    october = factories.make_period(book.period.body, office, Month(2015, 10))
    factories.make_accepted(october, cam_giang, office, office, {REVENUE: "1200"})
    book.put(FIGURES, CAM_GIANG, REVENUE, 1100)
    book.add(EXPLANATIONS, CAM_GIANG, REVENUE, "Hoàn trả tiền thu nhầm.")
    assert "Vì sao? (đã giải trình)" in run(book.save(tmp_path), "--submit")


@pytest.mark.parametrize(
    ("flags", "state"),
    [((), "draft"), (("--submit",), "submitted"), (("--accept",), "accepted"), (("--submit", "--accept"), "accepted")],
)
def test_a_workbook_goes_as_far_as_it_is_told(book: Book, tmp_path: Path, flags: tuple[str, ...], state: str) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, 5)
    run(book.save(tmp_path), *flags)
    assert Report.objects.get().status == state
    assert all(submission.on_behalf for submission in Submission.objects.all())


def test_a_report_already_submitted_refuses_the_whole_file_by_name(book: Book, tmp_path: Path) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, 5)
    run(book.save(tmp_path), "--submit")
    book.put(FIGURES, VI_HUONG, REVENUE, 7)
    message = refusal(book.save(tmp_path))
    assert "Cẩm Giàng: Báo cáo đang ở trạng thái “Đã nộp” nên không sửa được." in message
    assert Report.objects.get().commune.name == "Cẩm Giàng"


def test_a_locked_month_refuses_in_one_sentence(book: Book, office: User, cam_giang: Commune, tmp_path: Path) -> None:
    keep_periods.lock(period=book.period, by=office, at=moment("2015-11-20"))
    for code in (CAM_GIANG, VI_HUONG):
        book.put(FIGURES, code, REVENUE, 5)
    assert refusal(book.save(tmp_path)).count("đã khóa") == 1
    assert not Report.objects.exists()


def test_an_overdue_month_is_no_hindrance(book: Book, tmp_path: Path) -> None:
    Period.objects.update(due_at=moment("2015-11-18"))
    book.put(FIGURES, CAM_GIANG, REVENUE, 5)
    run(book.save(tmp_path), "--submit")
    assert Report.objects.get().is_late


def test_a_second_import_of_the_same_plans_changes_nothing(book: Book, tmp_path: Path) -> None:
    book.put(TARGETS, CAM_GIANG, "BUD_REV_PLAN", 1200)
    file = book.save(tmp_path)
    run(file)
    assert "0 chỉ tiêu giao" in run(file)
    assert Target.objects.get().revision == 1


def test_a_plan_that_a_later_document_has_changed_is_named_not_written_without_effect(
    book: Book, office: User, cam_giang: Commune, tmp_path: Path
) -> None:
    book.put(TARGETS, CAM_GIANG, "BUD_REV_PLAN", 1200)
    book.put(TARGETS, CAM_GIANG, "from", "05/01/2015")
    run(book.save(tmp_path))
    address = book.put(TARGETS, CAM_GIANG, "BUD_REV_PLAN", 1300)
    book.sheet(TARGETS).cell(int(address[-1]), book.column(TARGETS, "from")).value = None
    message = refusal(book.save(tmp_path))
    assert f"cột {address[:-1]}, giá trị “1300”: Đã có chỉ tiêu giao ngày 05/01/2015" in message
    assert Target.objects.get().value == 1200
    book.put(TARGETS, CAM_GIANG, "BUD_REV_PLAN", 1200)
    assert "0 chỉ tiêu giao" in run(book.save(tmp_path))


def test_a_plan_of_the_workbook_is_in_force_in_its_month(book: Book, tmp_path: Path) -> None:
    book.put(TARGETS, CAM_GIANG, "BUD_REV_PLAN", 100)
    book.put(FIGURES, CAM_GIANG, REVENUE, 557)
    assert "Đạt 557% chỉ tiêu giao" in run(book.save(tmp_path))


@pytest.mark.parametrize(
    ("body", "month", "sentence"),
    [("khong-co", "2015-11", "Không có cơ quan"), ("bach-thong", "11/2015", "Tháng viết dạng 2015-11")],
)
def test_a_wrong_body_or_month_is_said(book: Book, tmp_path: Path, body: str, month: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("import_reports", str(book.save(tmp_path)), "--body", body, "--month", month)


def test_a_file_that_is_no_workbook_is_said(bach_thong: ConveningBody, settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.xlsx"
    file.write_text("code;name")
    assert "không phải là tệp Excel" in refusal(file)
