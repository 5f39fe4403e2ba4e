"""A body's settings: who sees and keeps them, what they would write, when they begin to count, who changed them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefing_portal.lib.refusal import Refusal
from communes.actions import keep_settings
from communes.models import ConveningBody, SettingChange, User
from communes.models.settings import settings_of
from meetings.figures.document import Occasion, paper_of
from meetings.figures.page import rows_of
from meetings.models import Briefing
from tests.meetings.november import LOW, RANKED, SATURDAY, compile_again, texts

pytestmark = pytest.mark.once

PAGE = "/bach-thong/settings/"
PEOPLE = {"office": (200, 302), "secretary": (200, 403), "clerk": (404, 404), "stranger": (404, 404)}
TYPED = {
    "list_threshold": "40",
    "list_order": "list",
    "list_cap": "5",
    "names_in_praise": "on",
    "minimum_coverage": "50",
    "last_seen": "0",
    "step": "save",
}


@pytest.fixture
def body(briefing: Briefing) -> ConveningBody:
    return briefing.period.body


def keep(body: ConveningBody, by: User, *, may_criticize: bool = True, last_seen: int = 0, **changed: object) -> None:
    settings = replace(settings_of(body), **changed)  # type: ignore[arg-type]
    keep_settings.change(
        body=body, settings=settings, last_seen=last_seen, may_criticize=may_criticize, by=by, at=SATURDAY
    )
    body.refresh_from_db()


@pytest.mark.parametrize("name", PEOPLE)
def test_the_office_keeps_the_settings_the_leader_reads_them_nobody_else_sees_them(
    name: str, client: Client, body: ConveningBody, office: User, secretary: User, clerk: User, stranger: User
) -> None:
    people = {"office": office, "secretary": secretary, "clerk": clerk, "stranger": stranger}
    client.force_login(people[name])
    codes = client.get(PAGE).status_code, client.post(PAGE, TYPED).status_code
    body.refresh_from_db()
    assert codes == PEOPLE[name]
    assert body.list_threshold == (40 if name == "office" else 100)


def test_a_preview_shows_the_sentence_and_writes_nothing(client: Client, body: ConveningBody, office: User) -> None:
    client.force_login(office)
    page = client.post(PAGE, TYPED | {"step": "preview"}).content.decode()
    assert "Có 1 xã thu ngân sách vượt chỉ tiêu giao: Cẩm Giàng 113,1%." in page
    assert "đạt từ 40% chỉ tiêu giao trở lên: Vi Hương 40%, Cẩm Giàng 113,1%." in page
    body.refresh_from_db()
    assert body.list_threshold == 100
    assert not SettingChange.objects.exists()


def test_a_change_counts_from_the_next_compile_on(briefing: Briefing, body: ConveningBody, office: User) -> None:
    before = texts(briefing)[RANKED]
    keep(body, office, list_threshold=Decimal(40))
    assert texts(briefing)[RANKED] == before
    now = texts(compile_again(briefing, office))[RANKED]
    assert now.endswith("đạt từ 40% chỉ tiêu giao trở lên: Cẩm Giàng 113,1%, Vi Hương 40%.")


def test_each_change_leaves_who_when_from_and_to(client: Client, body: ConveningBody, office: User) -> None:
    client.force_login(office)
    client.post(PAGE, TYPED)
    page = client.get(PAGE).content.decode()
    told = {(each.setting, each.before, each.after, each.by) for each in SettingChange.objects.all()}
    assert told == {
        ("list_threshold", "100%", "40%", office),
        (
            "list_order",
            "theo kết quả, bằng nhau thì theo danh sách đơn vị",
            "theo danh sách đơn vị của cơ quan",
            office,
        ),
    }
    assert "Ngưỡng nêu tên" in page
    assert "100%" in page


def test_the_same_settings_leave_no_trace(body: ConveningBody, office: User) -> None:
    keep(body, office)
    assert not SettingChange.objects.exists()


def test_naming_the_weak_is_confirmed_before_it_is_kept(client: Client, body: ConveningBody, office: User) -> None:
    client.force_login(office)
    typed = TYPED | {"names_in_criticism": "on"}
    page = client.post(PAGE, typed).content.decode()
    body.refresh_from_db()
    assert "hãy đánh dấu xác nhận rồi lưu" in page
    assert "Tôi xác nhận" in page
    assert not body.names_in_criticism
    assert client.post(PAGE, typed | {"may_criticize": "on"}).status_code == 302
    body.refresh_from_db()
    assert body.names_in_criticism


def test_who_comes_second_is_shown_what_changed_meanwhile(client: Client, body: ConveningBody, office: User) -> None:
    keep(body, office, list_cap=3)
    client.force_login(office)
    page = client.post(PAGE, TYPED).content.decode()
    assert "vừa được người khác thay đổi" in page
    body.refresh_from_db()
    assert body.list_threshold == 100
    last = SettingChange.objects.get().pk
    assert f'value="{last}"' in page
    assert client.post(PAGE, TYPED | {"last_seen": last}).status_code == 302


@pytest.mark.parametrize(
    ("setting", "typed", "said"),
    [
        ("list_threshold", "0", "Ngưỡng phải lớn hơn 0"),
        ("list_threshold", "1000,5", "Ngưỡng phải lớn hơn 0"),
        ("list_threshold", "1,234", "có thể hiểu hai cách"),
        ("list_threshold", "90%", "không ghi dấu %"),
        ("list_cap", "-1", "Số đơn vị phải từ 0"),
        ("list_cap", "2,5", "chỉ nhận số nguyên"),
        ("minimum_coverage", "100,1", "Tỷ lệ phải từ 0 đến 100%"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_beside_its_box(
    setting: str, typed: str, said: str, client: Client, body: ConveningBody, office: User
) -> None:
    client.force_login(office)
    page = client.post(PAGE, TYPED | {setting: typed}).content.decode()
    assert said in page
    assert f'value="{typed}"' in page
    assert not SettingChange.objects.exists()


def test_commands_are_held_to_the_same_bounds(body: ConveningBody, office: User) -> None:
    for wrong in ({"list_threshold": Decimal(0)}, {"list_cap": -1}, {"minimum_coverage": Decimal(101)}):
        with pytest.raises(Refusal):
            keep(body, office, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConveningBody.objects.update(list_threshold=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConveningBody.objects.update(minimum_coverage=101)


def test_the_published_edition_hides_the_weak_until_the_body_names_them(
    briefing: Briefing, body: ConveningBody, office: User
) -> None:
    def outside() -> str:
        fresh = Briefing.objects.select_related("period__body").get(pk=briefing.pk)
        return paper_of(fresh, rows_of(fresh), "published", Occasion()).data

    assert "Vi Hương" not in outside()
    keep(body, office, names_in_criticism=True)
    compile_again(briefing, office)
    assert "Vi Hương 40%" in outside()
    assert "Vi Hương 40%" in texts(briefing)[LOW]


def test_a_cap_of_zero_counts_and_names_nobody(briefing: Briefing, body: ConveningBody, office: User) -> None:
    keep(body, office, list_cap=0)
    assert texts(compile_again(briefing, office))[RANKED] == "Có 1 xã thu ngân sách vượt chỉ tiêu giao."


def test_before_the_first_report_there_is_no_example(client: Client, bach_thong: ConveningBody, office: User) -> None:
    client.force_login(office)
    assert "chưa có câu ví dụ" in client.get(PAGE).content.decode()


def test_the_page_needs_no_more_queries_for_more_changes(client: Client, body: ConveningBody, office: User) -> None:
    client.force_login(office)
    counts = []
    for cap in (1, 2, 3):
        last = SettingChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        keep(body, office, list_cap=cap, last_seen=last)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert len(set(counts)) == 1
