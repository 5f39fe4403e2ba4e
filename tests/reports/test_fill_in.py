"""The commune fills in its report in the browser's form, here without a browser."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from benchmarks.load import fields_of
from communes.models import Commune, User
from reports.models import Period, Report, Submission, Value
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
    assert "Người khác vừa lưu 200" in page  # both changed the revenue: hers stays in the box
    assert again[REVENUE] == "300"
    assert "Vừa được người khác sửa thành 2" in page  # she had not touched it: the other's figure is taken
    assert (again[SICK], again[SOWN]) == ("2", "11")
    standing = {value.indicator.code: value.value for value in Value.objects.select_related("indicator")}
    assert standing["BUD_REV_YTD"] == 200

    at_cam_giang.post(EDIT, again)
    standing = {value.indicator.code: value.value for value in Value.objects.select_related("indicator")}
    assert (standing["BUD_REV_YTD"], standing["LIV_SICK"], standing["AGR_SOWN"]) == (300, 2, 11)


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
    from reports.actions import keep_periods

    form = opened_form(at_cam_giang)
    keep_periods.lock(period=november, by=office, at=factories.moment("2015-11-20"))
    assert "đã khóa" in text_of(at_cam_giang.get(EDIT).content)
    assert "đã khóa" in text_of(at_cam_giang.post(EDIT, form | {REVENUE: "5"}).content)
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


def test_opening_and_saving_the_form_take_a_fixed_number_of_queries(
    at_cam_giang: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    at_cam_giang.post(EDIT, opened_form(at_cam_giang) | {REVENUE: "5", SICK: "1"})
    with django_assert_max_num_queries(40):
        form = opened_form(at_cam_giang)
    with django_assert_max_num_queries(70):
        at_cam_giang.post(EDIT, form | {REVENUE: "6"})


def test_a_typed_figure_is_read_back_while_the_form_is_open(at_cam_giang: Client) -> None:
    answer = at_cam_giang.get("/bach-thong/reports/2015-11/cam-giang/reading/", {REVENUE: "1.234,5"})
    assert "một nghìn hai trăm ba mươi tư phẩy năm" in text_of(answer.content)
    answer = at_cam_giang.get("/bach-thong/reports/2015-11/cam-giang/reading/", {REVENUE: "1,234.5"})
    assert "hãy ghi 1.234,5" in text_of(answer.content)
    assert at_cam_giang.get("/bach-thong/reports/2015-11/cam-giang/reading/", {"figure:NONE:": "1"}).status_code == 404
