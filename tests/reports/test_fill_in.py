"""The commune fills in its report in the browser's form, here without a browser."""

import datetime as dt
import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from benchmarks.load import fields_of
from communes.models import Commune, User
from reports.actions import keep_periods, review, set_targets
from reports.models import Indicator, Narrative, Period, Report, Submission, Value
from tests import factories

EDIT = "/bach-thong/reports/2015-11/cam-giang/edit/"
SUBMIT = "/bach-thong/reports/2015-11/cam-giang/submit/"
REVENUE, SICK, SOWN, HARVESTED = (
    "figure:BUD_REV_YTD:",
    "figure:LIV_SICK:",
    "figure:AGR_SOWN:mua-2015",
    "figure:AGR_HARVESTED:mua-2015",
)


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.decode())))


def opened_form(client: Client, address: str = EDIT) -> dict[str, str]:
    return fields_of(client.get(address).content.decode())


@pytest.fixture
def at_cam_giang(client: Client, november: Period, signer: User) -> Client:
    client.force_login(signer)
    return client


@pytest.fixture
def second_person(clerk: User) -> Client:
    other = Client()
    other.force_login(clerk)
    return other


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1.234,5", "1234.5"), ("1234,5", "1234.5"), ("1 234,5", "1234.5"), ("1.131", "1131"), ("0", "0")],
)
def test_a_figure_is_read_the_vietnamese_way_and_read_back_in_words(
    at_cam_giang: Client, typed: str, kept: str
) -> None:
    form = opened_form(at_cam_giang)
    answer = at_cam_giang.post(EDIT, form | {REVENUE: typed}, follow=True)
    assert str(Value.objects.get().value) == kept
    assert "Đã lưu lúc" in text_of(answer.content)
    if typed == "1.131":
        assert "1.131 triệu đồng – một nghìn một trăm ba mươi mốt" in text_of(answer.content)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("nhiều", "không ghi chữ"),
        ("1,234.5", "hãy ghi 1.234,5"),
        ("1,234", "có thể hiểu hai cách"),
        ("1e400", "lũy thừa"),
        ("NaN", "không ghi chữ"),
        ("\uff19\uff19", "chữ số thường"),
        ("1_000", "gạch dưới"),
        ("123456789012", "Số quá lớn"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field_and_nothing_is_lost(
    at_cam_giang: Client, typed: str, says: str
) -> None:
    form = opened_form(at_cam_giang)
    form |= {
        REVENUE: typed,
        SICK: "3",
        "narrative:budget": "Thu đúng tiến độ.",
        "proposals-0-text": "Xin hỗ trợ giống.",
    }
    answer = at_cam_giang.post(EDIT, form)
    page = text_of(answer.content)
    assert answer.status_code == 200
    assert says in page
    assert "Chưa lưu" in page
    again = fields_of(answer.content.decode())
    for name in (REVENUE, SICK, "narrative:budget", "proposals-0-text"):
        assert again[name].strip() == form[name]
    assert not Value.objects.exists()
    assert not Report.objects.exists()


def test_a_negative_figure_is_kept_in_the_draft_and_refused_when_it_is_submitted(at_cam_giang: Client) -> None:
    answer = at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {REVENUE: "-5"}, follow=True)
    assert "Số liệu không được nhỏ hơn 0." in text_of(answer.content)
    at_cam_giang.post(SUBMIT, {})
    assert not Submission.objects.exists()


def test_more_harvested_than_sown_blocks_the_submission_with_its_sentence(at_cam_giang: Client) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {SOWN: "10", HARVESTED: "12"})
    answer = at_cam_giang.post(SUBMIT, {}, follow=True)
    page = text_of(answer.content)
    assert "Còn 1 số liệu sai cần sửa trước khi nộp." in page
    assert "12 ha lớn hơn “Diện tích đã gieo trồng trong vụ” (10 ha)." in page


def test_the_plan_last_month_and_the_share_stand_beside_the_figure(
    at_cam_giang: Client, cam_giang: Commune, office: User, signer: User
) -> None:
    october = factories.make_period(cam_giang.body, office, factories.NOVEMBER.previous())
    factories.make_report(october, cam_giang, signer, {"BUD_REV_YTD": "900"})
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office)
    answer = at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {REVENUE: "999,6"}, follow=True)
    page = text_of(answer.content)
    assert "Tháng trước 900 Kế hoạch năm 1.000" in page
    assert "Thu ngân sách so với dự toán: 99,96%" in page or "So với kế hoạch: 99,96%" in page


def test_winter_crops_are_asked_for_the_winter_season_alone(at_cam_giang: Client) -> None:
    names = opened_form(at_cam_giang)
    assert "figure:AGR_WINTER:dong-2015" in names
    assert SOWN in names
    assert "figure:AGR_SOWN:dong-2015" not in names


def test_a_cleared_box_clears_the_figure_and_zero_stays_zero(at_cam_giang: Client) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {REVENUE: "5", SICK: "0"})
    form = opened_form(at_cam_giang)
    assert form[SICK] == "0"
    at_cam_giang.post(EDIT, form | {REVENUE: ""})
    assert [str(value.value) for value in Value.objects.all()] == ["0"]


def test_a_box_that_was_not_sent_is_left_as_it_stands(at_cam_giang: Client) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {REVENUE: "5"})
    form = opened_form(at_cam_giang)
    del form[REVENUE]
    at_cam_giang.post(EDIT, form | {SICK: "1"})
    assert Value.objects.count() == 2


def test_the_second_writer_is_told_what_changed_and_loses_nothing(
    at_cam_giang: Client, cam_giang: Commune, november: Period, clerk: User
) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {REVENUE: "100", SICK: "1", SOWN: "10"})
    mine = opened_form(at_cam_giang)
    other = Client()
    other.force_login(clerk)
    other.post(EDIT, opened_form(other) | {REVENUE: "200", SICK: "2"})

    answer = at_cam_giang.post(EDIT, mine | {REVENUE: "300", SOWN: "11"})
    page, again = text_of(answer.content), fields_of(answer.content.decode())
    assert "đã được người khác sửa" in page
    assert "canbo-camgiang vừa lưu: 200" in page  # both changed the revenue: hers stays in the box
    assert again[REVENUE] == "300"
    assert "Vừa được canbo-camgiang sửa thành: 2" in page  # she had not touched it: the other's figure is taken
    assert (again[SICK], again[SOWN]) == ("2", "11")
    standing = {value.indicator.code: value.value for value in Value.objects.select_related("indicator")}
    assert standing["BUD_REV_YTD"] == 200

    at_cam_giang.post(EDIT, again)
    standing = {value.indicator.code: value.value for value in Value.objects.select_related("indicator")}
    assert (standing["BUD_REV_YTD"], standing["LIV_SICK"], standing["AGR_SOWN"]) == (300, 2, 11)


def test_a_text_that_both_changed_stands_beside_hers_and_can_be_chosen(
    at_cam_giang: Client, second_person: Client
) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {"narrative:budget": "Cũ.", "narrative:crops": "Cũ."})
    mine = opened_form(at_cam_giang)
    theirs = {"narrative:budget": "Của người kia.", "narrative:crops": "Mới."}
    second_person.post(EDIT, opened_form(second_person) | theirs)

    answer = at_cam_giang.post(EDIT, mine | {"narrative:budget": "Của tôi."})
    page, again = text_of(answer.content), fields_of(answer.content.decode())
    assert "canbo-camgiang vừa lưu: Của người kia." in page
    assert "Vừa được canbo-camgiang sửa thành: Mới." in page
    assert again["narrative:budget"].strip() == "Của tôi."
    assert again["narrative:crops"].strip() == "Mới."

    at_cam_giang.post(EDIT, again | {"chosen": "narrative:budget"})
    assert dict(Narrative.objects.values_list("section__code", "text")) == {
        "budget": "Của người kia.",
        "crops": "Mới.",
    }


def test_a_text_of_several_lines_that_she_left_alone_is_not_taken_for_her_change(
    at_cam_giang: Client, second_person: Client
) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {"narrative:budget": "Một.\r\nHai."})
    mine = opened_form(at_cam_giang)
    second_person.post(EDIT, opened_form(second_person) | {"narrative:budget": "Ba."})
    sent_by_a_browser = {"narrative:budget": "Một.\r\nHai.", SICK: "1"}
    answer = at_cam_giang.post(EDIT, mine | sent_by_a_browser)
    assert fields_of(answer.content.decode())["narrative:budget"].strip() == "Ba."


def test_lists_that_both_wrote_into_keep_the_rows_of_both(at_cam_giang: Client, second_person: Client) -> None:
    first = {"issues-0-category": "budget", "issues-0-text": "A"}
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | first)
    mine, other = opened_form(at_cam_giang), opened_form(second_person)
    second_person.post(EDIT, other | first | {"issues-1-category": "security", "issues-1-text": "B"})
    answer = at_cam_giang.post(EDIT, mine | first | {"issues-1-category": "other", "issues-1-text": "C"})
    page, again = text_of(answer.content), fields_of(answer.content.decode())
    assert "canbo-camgiang vừa sửa mục này: thêm 1 dòng" in page
    assert [again[f"issues-{row}-text"].strip() for row in range(4)] == ["A", "C", "B", ""]
    categories = {"issues-0-category": "budget", "issues-1-category": "other", "issues-2-category": "security"}
    at_cam_giang.post(EDIT, again | categories)
    assert [issue.text for issue in Report.objects.get().issues.all()] == ["A", "C", "B"]


def test_the_same_form_saved_twice_is_saved_once_and_nobody_is_blamed(at_cam_giang: Client) -> None:
    form = opened_form(at_cam_giang) | {REVENUE: "5", "narrative:budget": "Thu đủ."}
    at_cam_giang.post(EDIT, form)
    answer = at_cam_giang.post(EDIT, form, follow=True)
    assert "Đã lưu lúc" in text_of(answer.content)
    assert "người khác" not in text_of(answer.content)
    assert Report.objects.get().version == 1


def test_a_form_whose_seal_is_broken_overwrites_nothing_unseen(at_cam_giang: Client, second_person: Client) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {REVENUE: "1"})
    mine = opened_form(at_cam_giang)
    second_person.post(EDIT, opened_form(second_person) | {REVENUE: "2"})
    answer = at_cam_giang.post(EDIT, mine | {"base": "x" + mine["base"]})
    assert "canbo-camgiang vừa lưu: 2" in text_of(answer.content)
    assert Value.objects.get().value == 2


def test_two_people_who_begin_at_the_same_time_do_not_overwrite_one_another(at_cam_giang: Client, clerk: User) -> None:
    mine = opened_form(at_cam_giang)
    other = Client()
    other.force_login(clerk)
    other.post(EDIT, opened_form(other) | {SICK: "7"})
    answer = at_cam_giang.post(EDIT, mine | {REVENUE: "5"})
    assert fields_of(answer.content.decode())[SICK] == "7"
    assert Report.objects.count() == 1


def test_ten_megabytes_of_text_are_answered_with_a_sentence(at_cam_giang: Client) -> None:
    form = opened_form(at_cam_giang)
    answer = at_cam_giang.post(EDIT, form | {"narrative:budget": "a" * 10_000_000})
    assert answer.status_code in {200, 413}
    assert "quá" in text_of(answer.content)
    assert not Report.objects.exists()


def test_a_long_text_is_refused_beside_its_field_and_kept(at_cam_giang: Client) -> None:
    form = opened_form(at_cam_giang)
    answer = at_cam_giang.post(EDIT, form | {"narrative:budget": "ă" * 20_001})
    assert "tối đa 20000 ký tự" in text_of(answer.content)
    assert len(fields_of(answer.content.decode())["narrative:budget"].strip()) == 20_001


def test_shortcomings_and_proposals_are_kept_in_order_and_an_emptied_row_goes(at_cam_giang: Client) -> None:
    form = opened_form(at_cam_giang) | {"issues-0-category": "budget", "issues-0-text": "Thu còn chậm"}
    at_cam_giang.post(EDIT, form)
    form = opened_form(at_cam_giang) | {
        "issues-0-category": "budget",
        "issues-1-category": "security",
        "issues-1-text": "B",
    }
    at_cam_giang.post(EDIT, form)
    report = Report.objects.get()
    assert [issue.text for issue in report.issues.all()] == ["Thu còn chậm", "B"]
    form = opened_form(at_cam_giang) | {
        "issues-0-category": "budget",
        "issues-0-text": "",
        "issues-1-category": "security",
    }
    at_cam_giang.post(EDIT, form)
    assert [issue.text for issue in report.issues.all()] == ["B"]


def test_a_shortcoming_without_its_theme_is_asked_for_it(at_cam_giang: Client) -> None:
    answer = at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {"issues-0-text": "Thu còn chậm"})
    assert "Chọn nhóm của tồn tại này." in text_of(answer.content)


def test_the_form_is_closed_with_a_sentence_when_the_month_is_locked(
    at_cam_giang: Client, november: Period, office: User
) -> None:
    form = opened_form(at_cam_giang)
    keep_periods.lock(period=november, by=office, at=factories.moment("2015-11-20"))
    assert "đã khóa" in text_of(at_cam_giang.get(EDIT).content)
    answer = at_cam_giang.post(EDIT, form | {REVENUE: "5"})
    assert "Chưa lưu được. Kỳ báo cáo tháng 11 năm 2015 đã khóa" in text_of(answer.content)
    assert fields_of(answer.content.decode())[REVENUE] == "5"  # what she typed stays on the page
    assert not Value.objects.exists()


def test_the_office_enters_on_behalf_and_the_submission_says_so(
    client: Client, november: Period, office: User, cam_giang: Commune
) -> None:
    client.force_login(office)
    assert "nhập thay" in text_of(client.get(EDIT).content)
    client.post(EDIT, opened_form(client) | {REVENUE: "5"})
    warnings = opened_form(client, SUBMIT)
    client.post(
        SUBMIT, {name: "Chưa có" if name.startswith("explanation") else text for name, text in warnings.items()}
    )
    assert Submission.objects.get().on_behalf
    assert Submission.objects.get().awaits_commune


def test_opening_and_saving_the_form_take_a_fixed_number_of_queries(
    at_cam_giang: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {REVENUE: "5", SICK: "1"})
    with django_assert_max_num_queries(31):
        form = opened_form(at_cam_giang)
    with django_assert_max_num_queries(30):  # PostgreSQL's lock of the month is one of them
        at_cam_giang.post(EDIT, form | {REVENUE: "6"})


def test_a_typed_figure_is_read_back_while_the_form_is_open(at_cam_giang: Client) -> None:
    answer = at_cam_giang.get("/bach-thong/reports/2015-11/cam-giang/reading/", {REVENUE: "1.234,5"})
    assert "một nghìn hai trăm ba mươi tư phẩy năm" in text_of(answer.content)
    answer = at_cam_giang.get("/bach-thong/reports/2015-11/cam-giang/reading/", {REVENUE: "1,234.5"})
    assert "hãy ghi 1.234,5" in text_of(answer.content)
    assert at_cam_giang.get("/bach-thong/reports/2015-11/cam-giang/reading/", {"figure:NONE:": "1"}).status_code == 404


def test_the_reading_counts_figures_that_are_typed_and_not_saved_yet(at_cam_giang: Client) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {SOWN: "10"})
    address = "/bach-thong/reports/2015-11/cam-giang/reading/"
    assert "lớn hơn" in text_of(at_cam_giang.get(address, {HARVESTED: "15"}).content)
    page = text_of(at_cam_giang.get(address, {HARVESTED: "15", SOWN: "20"}).content)
    assert "lớn hơn" not in page
    assert "Tiến độ thu hoạch: 75%" in page


def test_a_warning_that_comes_up_while_typing_can_be_explained_at_once(
    at_cam_giang: Client, cam_giang: Commune, office: User, signer: User
) -> None:
    october = factories.make_period(cam_giang.body, office, factories.NOVEMBER.previous())
    factories.make_report(october, cam_giang, signer, {"BUD_REV_YTD": "900"})
    answer = at_cam_giang.get("/bach-thong/reports/2015-11/cam-giang/reading/", {REVENUE: "800"})
    [box] = re.findall(r"<textarea[^>]*>", answer.content.decode())
    assert 'name="explanation:BUD_REV_YTD"' in box
    assert "disabled" not in box


def test_both_plans_stand_beside_a_figure_that_has_two(at_cam_giang: Client, cam_giang: Commune, office: User) -> None:
    for assigner, value in (("tỉnh", "1000"), ("HĐND huyện", "1250")):
        indicator = Indicator.objects.get(code="BUD_REV_PLAN")
        set_targets.set_targets(
            entries=[set_targets.TargetEntry(cam_giang, indicator, Decimal(value), year=2015)],
            document=f"Quyết định của {assigner}",
            decided_on=dt.date(2015, 1, 5),
            by=office,
            at=factories.moment("2015-01-06"),
            assigned_by=assigner,
        )
    page = text_of(at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {REVENUE: "1000"}, follow=True).content)
    assert "So với kế hoạch tỉnh giao: 100%" in page
    assert "So với kế hoạch HĐND huyện giao: 80%" in page
    assert "Kế hoạch theo: Quyết định của tỉnh." in page


def test_the_list_of_sections_says_how_far_each_is(at_cam_giang: Client) -> None:
    filled = {SOWN: "10", HARVESTED: "12"}
    page = text_of(at_cam_giang.post(EDIT, opened_form(at_cam_giang) | filled, follow=True).content)
    assert "Trồng trọt 2/8 1 lỗi Chăn nuôi, thú y 0/6" in page


def test_required_figures_are_marked(at_cam_giang: Client) -> None:
    page = text_of(at_cam_giang.get(EDIT).content)
    assert "Số gia súc mắc bệnh trong tháng * (bắt buộc) (con)" in page
    assert page.count("(bắt buộc)") == 9


def test_the_office_says_why_it_returned_the_report_and_what_is_wrong_with_a_text(
    at_cam_giang: Client, november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    report = factories.make_submitted(november, cam_giang, signer, {"BUD_REV_YTD": "5"})
    comment = review.FieldComment(section="budget", text="Nêu rõ nguyên nhân.")
    review.return_to_commune(
        report=report, reason="Cần bổ sung.", comments=[comment], by=office, at=factories.moment("2015-11-13")
    )
    page = text_of(at_cam_giang.get(EDIT).content)
    assert "Văn phòng trả lại báo cáo (vanphong, 09:00 ngày 13/11/2015) Cần bổ sung." in page
    assert "Ý kiến của Văn phòng: Nêu rõ nguyên nhân." in page


def test_saving_goes_back_to_the_part_she_was_at(at_cam_giang: Client) -> None:
    answer = at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {"part": "phan-budget"})
    assert answer["Location"] == f"{EDIT}#phan-budget"
    answer = at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {"part": "//evil.example/"})
    assert answer["Location"] == EDIT


DAY = "asof:BUD_REV_YTD:"


def test_a_figure_of_an_earlier_day_keeps_its_day_to_the_submission_and_the_page(
    at_cam_giang: Client, november: Period
) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {REVENUE: "12,5", DAY: "05/11/2015"})
    assert Value.objects.get().as_of == dt.date(2015, 11, 5)
    assert opened_form(at_cam_giang)[DAY] == "05/11/2015"
    assert "đến 05/11/2015" in text_of(at_cam_giang.get(EDIT.replace("edit/", "")).content)
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {DAY: ""})
    assert Value.objects.get().as_of is None
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {DAY: november.data_to.strftime("%d/%m/%Y")})
    assert Value.objects.get().as_of is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({REVENUE: "5", DAY: "hôm qua"}, "Ngày không đọc được"),
        ({REVENUE: "5", DAY: "31/12/2015"}, "không ghi ngày sau đó"),
        ({REVENUE: "", DAY: "05/11/2015"}, "chưa có số liệu"),
    ],
)
def test_a_day_that_cannot_be_is_asked_back_and_nothing_is_saved(
    at_cam_giang: Client, typed: dict[str, str], says: str
) -> None:
    answer = at_cam_giang.post(EDIT, opened_form(at_cam_giang) | typed)
    assert says in text_of(answer.content)
    assert fields_of(answer.content.decode())[DAY] == typed[DAY]
    assert not Value.objects.exists()


def test_two_people_at_the_days_of_one_report_lose_neither(at_cam_giang: Client, second_person: Client) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {REVENUE: "5", SICK: "0"})
    mine, theirs = opened_form(at_cam_giang), opened_form(second_person)
    second_person.post(EDIT, theirs | {DAY: "05/11/2015"})
    merged = at_cam_giang.post(EDIT, mine | {"asof:LIV_SICK:": "06/11/2015"})
    found = fields_of(merged.content.decode())
    assert (found[DAY], found["asof:LIV_SICK:"]) == ("05/11/2015", "06/11/2015")
    at_cam_giang.post(EDIT, found)
    assert {str(value.as_of) for value in Value.objects.all()} == {"2015-11-05", "2015-11-06"}
