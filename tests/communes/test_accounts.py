"""The office keeps its communes' accounts; a one-time code is shown once."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from briefing_portal.lib import clock
from communes.actions import keep_accounts
from communes.models import AccessCode, Commune, ConveningBody, Membership, Role, User
from tests import factories

LIST = "/bach-thong/accounts/"
MAKE = f"{LIST}make/"
CODE = "/accounts/code/"
CHOSEN = "mot-mat-khau-moi-88"


@pytest.fixture
def desk(client: Client, office: User) -> Client:
    """The office, logged in."""
    client.force_login(office)
    return client


def shown_code(page: str) -> str:
    found = re.search(r'<dd class="code">([A-Z0-9]{4}-[A-Z0-9]{4})</dd>', page)
    assert found
    return found[1]


def make(desk: Client, commune: Commune, username: str = "camgiang", **changed: object) -> str:
    typed = {"commune": commune.pk, "username": username, "display_name": "Văn phòng xã", "roles": ["clerk", "signer"]}
    return desk.post(MAKE, typed | changed).content.decode()


@pytest.mark.parametrize(
    ("person", "status"),
    [("office", 200), ("secretary", 403), ("clerk", 404), ("neighbour", 404), ("stranger", 404), (None, 302)],
)
@pytest.mark.parametrize("step", ["", "make/", "{pk}/reset/", "{pk}/close/", "{pk}/roles/cam-giang/"])
def test_only_the_office_of_the_body_keeps_accounts(
    client: Client, signer: User, request: pytest.FixtureRequest, step: str, person: str | None, status: int
) -> None:
    for name in ("office", "secretary", "clerk", "neighbour", "stranger"):
        request.getfixturevalue(name)
    if person:
        client.force_login(request.getfixturevalue(person))
    assert client.get(LIST + step.format(pk=signer.pk)).status_code == status


def test_the_bodys_admin_keeps_accounts_too(client: Client, bach_thong: ConveningBody, signer: User) -> None:
    client.force_login(factories.make_person("quantri", roles=[Role.ADMIN], body=bach_thong))
    assert "camgiang" in client.get(LIST).content.decode()
    assert shown_code(client.post(f"{LIST}{signer.pk}/reset/").content.decode())


def test_the_list_shows_each_commune_with_its_accounts(desk: Client, signer: User, vi_huong: Commune) -> None:
    page = desk.get(LIST).content.decode()
    assert "Cán bộ văn phòng xã; Người ký báo cáo của xã" in page
    assert "chưa có tài khoản" in page


def test_the_list_asks_as_many_queries_for_many_accounts_as_for_one(
    desk: Client, bach_thong: ConveningBody, signer: User
) -> None:
    with CaptureQueriesContext(connection) as for_one:
        desk.get(LIST)
    for number in range(8):
        commune = factories.make_commune(
            bach_thong, f"Xã {number}", code=str(number), slug=f"xa-{number}", order=number
        )
        factories.make_person(f"xa{number}", roles=[Role.CLERK], commune=commune)
    with CaptureQueriesContext(connection) as for_many:
        desk.get(LIST)
    assert len(for_many) == len(for_one) <= 15


def test_a_new_account_gets_a_code_that_is_shown_once(desk: Client, cam_giang: Commune) -> None:
    code = shown_code(make(desk, cam_giang))
    user = User.objects.get(username="camgiang")
    assert set(user.memberships.values_list("role", flat=True)) == {"clerk", "signer"}
    assert not user.has_usable_password()
    assert code not in desk.get(LIST).content.decode()
    assert "Chờ đặt mật khẩu" in desk.get(LIST).content.decode()


def test_the_code_is_kept_nowhere_and_written_to_no_log(
    desk: Client, cam_giang: Commune, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        answer = desk.post(
            MAKE, {"commune": cam_giang.pk, "username": "camgiang", "display_name": "Xã", "roles": ["clerk"]}
        )
    code = shown_code(answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    assert code not in caplog.text
    assert code.replace("-", "") not in AccessCode.objects.get().code_hash
    assert all(code not in str(session.get_decoded()) for session in Session.objects.all())


def test_a_taken_name_and_a_missing_role_are_answered_in_words(desk: Client, cam_giang: Commune, signer: User) -> None:
    assert "đã có người dùng" in make(desk, cam_giang, username="camgiang")
    assert "Chọn ít nhất một vai trò" in make(desk, cam_giang, username="canbo", roles=[])
    assert "Chỉ dùng chữ thường không dấu" in make(desk, cam_giang, username="Cẩm Giàng")
    assert User.objects.filter(memberships__commune=cam_giang).distinct().count() == 1


def test_another_bodys_commune_gets_no_account_here(desk: Client, stranger: User) -> None:
    elsewhere = factories.make_commune(
        ConveningBody.objects.get(slug="cho-don"), "Đồng Thắng", code="02074", slug="dong-thang", order=1
    )
    make(desk, elsewhere, username="dongthang")
    assert not User.objects.filter(username="dongthang").exists()


def test_the_owner_sets_her_password_with_the_code_and_is_logged_in(desk: Client, cam_giang: Commune) -> None:
    code = shown_code(make(desk, cam_giang))
    visitor = Client()
    typed = {"username": "camgiang", "code": code.lower().replace("-", " "), "password": CHOSEN, "again": CHOSEN}
    answer = visitor.post(CODE, typed)
    assert answer["Location"] == reverse("home")
    assert visitor.session["_auth_user_id"] == str(User.objects.get(username="camgiang").pk)
    assert Client().login(username="camgiang", password=CHOSEN)
    assert "không đúng" in Client().post(CODE, typed).content.decode()


@pytest.mark.parametrize(
    ("username", "code"), [("camgiang", "AAAA-AAAA"), ("khong-co", "AAAA-AAAA"), ("camgiang", "ạ")]
)
def test_a_wrong_code_is_refused_in_one_sentence_for_all_causes(
    desk: Client, cam_giang: Commune, username: str, code: str
) -> None:
    make(desk, cam_giang)
    typed = {"username": username, "code": code, "password": CHOSEN, "again": CHOSEN}
    page = Client().post(CODE, typed).content.decode()
    assert "Tên đăng nhập hoặc mã không đúng, hoặc mã đã hết hạn." in page


def test_five_wrong_tries_close_a_code(desk: Client, cam_giang: Commune) -> None:
    code = shown_code(make(desk, cam_giang))
    typed = {"username": "camgiang", "code": "AAAA-AAAA", "password": CHOSEN, "again": CHOSEN}
    for _ in range(5):
        Client().post(CODE, typed)
    assert "không đúng" in Client().post(CODE, typed | {"code": code}).content.decode()
    assert not User.objects.get(username="camgiang").has_usable_password()


def test_a_weak_or_mistyped_password_leaves_the_code_open(desk: Client, cam_giang: Commune) -> None:
    code = shown_code(make(desk, cam_giang))
    typed = {"username": "camgiang", "code": code, "password": "12345678", "again": "12345678"}
    assert Client().post(CODE, typed).status_code == 200
    typed |= {"password": CHOSEN}
    assert "chưa giống nhau" in Client().post(CODE, typed).content.decode()
    assert Client().post(CODE, typed | {"again": CHOSEN}).status_code == 302


def test_a_code_ends_after_three_days(cam_giang: Commune, office: User) -> None:
    at = clock.now() - dt.timedelta(days=3, minutes=1)
    _, code = keep_accounts.make_account(
        commune=cam_giang, username="camgiang", display_name="", roles=[Role.CLERK], by=office, at=at
    )
    typed = {"username": "camgiang", "code": code, "password": CHOSEN, "again": CHOSEN}
    assert "hết hạn" in Client().post(CODE, typed).content.decode()


def test_a_reset_asks_first_then_ends_the_old_password_and_every_open_session(desk: Client, signer: User) -> None:
    commune_desk = Client()
    assert commune_desk.login(username="camgiang", password=factories.PASSWORD)
    address = f"{LIST}{signer.pk}/reset/"
    assert "Cấp mã mới cho" in desk.get(address).content.decode()
    assert AccessCode.objects.count() == 0
    assert shown_code(desk.post(address).content.decode())
    assert not Client().login(username="camgiang", password=factories.PASSWORD)
    assert commune_desk.get("/").status_code == 302
    assert "/accounts/login/" in commune_desk.get("/")["Location"]


def test_a_closed_account_cannot_log_in_until_it_is_opened_again(desk: Client, signer: User) -> None:
    assert desk.get(f"{LIST}{signer.pk}/close/").status_code == 200
    assert Client().login(username="camgiang", password=factories.PASSWORD)
    desk.post(f"{LIST}{signer.pk}/close/")
    assert not Client().login(username="camgiang", password=factories.PASSWORD)
    assert "Đã khóa" in desk.get(LIST).content.decode()
    desk.post(f"{LIST}{signer.pk}/open/")
    assert Client().login(username="camgiang", password=factories.PASSWORD)


def test_roles_are_changed_and_never_all_taken_away(desk: Client, signer: User) -> None:
    address = f"{LIST}{signer.pk}/roles/cam-giang/"
    desk.post(address, {"roles": ["clerk"]})
    assert list(signer.memberships.values_list("role", flat=True)) == ["clerk"]
    assert "Chọn ít nhất một vai trò" in desk.post(address, {}).content.decode()
    assert signer.memberships.count() == 1


def test_the_office_cannot_take_over_an_account_that_holds_a_role_elsewhere(
    desk: Client, cam_giang: Commune, stranger: User, secretary: User
) -> None:
    for person in (stranger, secretary):
        Membership.objects.create(user=person, role=Role.CLERK, commune=cam_giang)
        for step in ("reset/", "close/", "open/", "roles/cam-giang/"):
            assert desk.post(f"{LIST}{person.pk}/{step}").status_code == 404
        assert person.access_codes.count() == 0
    assert "do quản trị giữ" in desk.get(LIST).content.decode()


def test_the_office_cannot_take_over_an_administrators_account(desk: Client, signer: User) -> None:
    User.objects.filter(pk=signer.pk).update(is_staff=True)
    assert desk.post(f"{LIST}{signer.pk}/reset/").status_code == 404


def test_opening_an_account_is_no_link(desk: Client, signer: User) -> None:
    assert desk.get(f"{LIST}{signer.pk}/open/").status_code == 405
