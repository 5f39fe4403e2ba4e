"""The second factor: a telephone's codes, each good once, recovery codes, and who must have it."""

import datetime as dt
import re
from base64 import b32decode

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import TOTP, totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from briefing_portal.lib.refusal import Refusal
from communes.actions import keep_second_factor
from communes.models import ConveningBody, Membership, Role, User
from tests import factories
from tests.communes.test_login import ME, is_in, log_in

FACTOR = f"{ME}second-factor/"
STEP = "/accounts/login/code/"
OWN = {"current": factories.PASSWORD}


def set_up(client: Client, **more: str) -> list[str]:
    """Set up the second factor in the browser; return the recovery codes that are shown."""
    key = re.search(r'<p class="key">([A-Z2-7 ]+)</p>', client.get(FACTOR).content.decode())
    assert key
    code = f"{totp(b32decode(key[1].replace(' ', ''))):06d}"
    page = client.post(FACTOR, OWN | {"first": code} | more).content.decode()
    return re.findall(r"<li>([a-z2-9]{5}-[a-z2-9]{5})</li>", page)


def now_shown(user: User) -> str:
    """Return the next code that the person's telephone shows: no code opens twice."""
    device = TOTPDevice.objects.get(user=user)
    clock = TOTP(device.bin_key)
    clock.drift = max(device.last_t + 1 - clock.t(), 0)
    return f"{clock.token():06d}"


def at_second_step(username: str = "camgiang") -> Client:
    client = Client()
    assert log_in(client, username)["Location"] == STEP
    return client


@pytest.fixture
def guarded(client: Client, signer: User) -> list[str]:
    """The chairman of Cẩm Giàng has set up his telephone; these are his recovery codes."""
    log_in(client)
    return set_up(client)


def test_a_password_alone_opens_no_page_once_the_telephone_is_set_up(guarded: list[str], signer: User) -> None:
    assert len(set(guarded)) == 10
    visitor = at_second_step()
    assert not is_in(visitor)
    assert visitor.get("/bach-thong/").status_code == 302
    assert "Mã chưa đúng." in visitor.post(STEP, {"code": "000000"}).content.decode()
    assert visitor.post(STEP, {"code": now_shown(signer)}).status_code == 302
    assert is_in(visitor)


def test_a_code_that_was_used_opens_nothing_again(guarded: list[str], signer: User) -> None:
    code = now_shown(signer)
    assert at_second_step().post(STEP, {"code": code}).status_code == 302
    assert at_second_step().post(STEP, {"code": code}).status_code == 200


def test_the_code_of_the_setting_up_opens_nothing_again(client: Client, signer: User) -> None:
    log_in(client)
    set_up(client)
    device = TOTPDevice.objects.get(user=signer)
    shown = TOTP(device.bin_key)
    shown.drift = device.last_t - shown.t()
    assert at_second_step().post(STEP, {"code": f"{shown.token():06d}"}).status_code == 200


def test_a_recovery_code_takes_the_telephones_place_once(guarded: list[str], client: Client) -> None:
    for typed, status in ((guarded[0].upper().replace("-", " "), 302), (guarded[0], 200), (guarded[1], 302)):
        assert at_second_step().post(STEP, {"code": typed}).status_code == status
    assert "Còn 8 mã khôi phục" in client.get(ME).content.decode()


def test_wrong_codes_lock_the_account_as_wrong_passwords_do(guarded: list[str], signer: User) -> None:
    visitor = at_second_step()
    answers = [visitor.post(STEP, {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [200] * 4 + [429]
    assert visitor.post(STEP, {"code": now_shown(signer)}).status_code == 429
    assert log_in(Client()).status_code == 429


def test_the_right_password_does_not_forget_wrong_codes(guarded: list[str]) -> None:
    for _ in range(4):
        at_second_step().post(STEP, {"code": "000000"})
    assert at_second_step().post(STEP, {"code": "000000"}).status_code == 429


def test_the_second_step_waits_ten_minutes_and_for_the_same_password_only(guarded: list[str], signer: User) -> None:
    assert Client().get(STEP)["Location"] == "/accounts/login/"
    late = at_second_step()
    session = late.session
    session["waiting"] = [*session["waiting"][:2], 0, "/"]
    session.save()
    assert late.post(STEP, {"code": guarded[0]})["Location"] == "/accounts/login/"
    overtaken = at_second_step()
    signer.set_password("mot-mat-khau-moi-88")
    signer.save()
    assert overtaken.post(STEP, {"code": guarded[0]})["Location"] == "/accounts/login/"


def test_setting_up_asks_for_the_password_and_a_code_of_the_telephone(client: Client, signer: User) -> None:
    log_in(client)
    assert set_up(client, first="000000") == []
    assert set_up(client, current="sai-roi") == []
    assert TOTPDevice.objects.count() == 0
    secret = client.session["telephone"]
    assert client.get(FACTOR).content.count(b"<svg") == 1
    assert client.session["telephone"] == secret


def test_another_telephone_takes_over_with_a_code_of_the_old_one(
    guarded: list[str], client: Client, signer: User
) -> None:
    old = TOTPDevice.objects.get(user=signer).key
    assert set_up(client, code="000000") == []
    fresh = set_up(client, code=guarded[0])
    assert len(fresh) == 10
    assert TOTPDevice.objects.get(user=signer).key != old
    assert at_second_step().post(STEP, {"code": guarded[1]}).status_code == 200
    assert at_second_step().post(STEP, {"code": fresh[0]}).status_code == 302


def test_new_recovery_codes_end_the_old_ones(guarded: list[str], client: Client) -> None:
    page = client.post(f"{FACTOR}codes/", OWN | {"code": guarded[0]}).content.decode()
    assert len(re.findall(r"<li>[a-z2-9]{5}-", page)) == 10
    assert at_second_step().post(STEP, {"code": guarded[1]}).status_code == 200


def test_it_is_turned_off_with_password_and_code(guarded: list[str], client: Client) -> None:
    client.post(f"{FACTOR}off/", OWN | {"code": "000000"})
    assert log_in(Client())["Location"] == STEP
    client.post(f"{FACTOR}off/", OWN | {"code": guarded[0]})
    assert log_in(Client())["Location"] == "/"


def test_setting_up_ends_the_sessions_that_had_the_password_alone(client: Client, signer: User) -> None:
    elsewhere = Client()
    log_in(elsewhere)
    log_in(client)
    set_up(client)
    assert (is_in(client), is_in(elsewhere)) == (True, False)


@pytest.mark.parametrize("lost", [False, True])
def test_a_reset_takes_the_telephone_off_only_where_the_office_says_that_it_is_lost(
    guarded: list[str], signer: User, office: User, lost: bool
) -> None:
    desk, visitor = Client(), Client()
    desk.force_login(office)
    address = f"/bach-thong/accounts/{signer.pk}/reset/"
    assert "mất điện thoại" in desk.get(address).content.decode()
    page = desk.post(address, {"lost_telephone": "1"} if lost else {}).content.decode()
    code = page.split('<dd class="code">')[1][:9]
    typed = {"username": "camgiang", "code": code, "password": "mot-mat-khau-moi-88", "again": "mot-mat-khau-moi-88"}
    assert visitor.post("/accounts/code/", typed)["Location"] == ("/" if lost else STEP)
    assert is_in(visitor) is lost
    assert visitor.post(STEP, {"code": guarded[0]})["Location"] == ("/accounts/login/" if lost else "/")


def test_an_administrator_helps_the_office_the_same_way(guarded: list[str], office: User) -> None:
    chief = Client()
    chief.force_login(User.objects.create_superuser("quantri", password=factories.PASSWORD))
    chosen = {"action": "give_code", "_selected_action": [office.pk]}
    assert "vanphong" in chief.post("/admin/communes/user/", chosen).content.decode()
    assert log_in(Client(), "vanphong").status_code == 302
    page = chief.post("/admin/communes/user/", chosen | {"confirmed": "1"}).content.decode()
    assert re.search(r"<td>[A-Z0-9]{4}-[A-Z0-9]{4}</td>", page)
    assert log_in(Client(), "vanphong").status_code == 200


def test_the_last_administrator_is_let_back_in_by_a_command(
    guarded: list[str], signer: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("reset_account", "camgiang", "--lost-telephone")
    assert re.search(r"camgiang: [A-Z0-9]{4}-[A-Z0-9]{4}", capsys.readouterr().out)
    assert TOTPDevice.objects.count() == 0
    with pytest.raises(CommandError):
        call_command("reset_account", "khong-co-ai")


@pytest.mark.parametrize("person", ["office", "secretary"])
def test_who_sees_the_whole_body_sets_it_up_before_anything_else_where_it_is_required(
    request: pytest.FixtureRequest, settings: Settings, client: Client, person: str
) -> None:
    settings.MFA_REQUIRED = True
    user = request.getfixturevalue(person)
    log_in(client, user.username)
    for page in ("/", "/bach-thong/", ME, f"{ME}password/", "/bach-thong/reports/2015-11/", "/admin/"):
        assert client.get(page)["Location"] == FACTOR
    assert "bắt buộc" in client.get(FACTOR).content.decode()
    assert len(set_up(client)) == 10
    assert client.get(ME).status_code == 200
    assert "không tắt được" in client.get(f"{FACTOR}off/").content.decode()
    client.post(f"{FACTOR}off/", OWN | {"code": now_shown(user)})
    assert TOTPDevice.objects.count() == 1


def test_a_commune_is_not_asked_and_an_administrator_is(settings: Settings, signer: User) -> None:
    settings.MFA_REQUIRED = True
    client, chief = Client(), Client()
    log_in(client)
    assert is_in(client)
    User.objects.create_superuser("quantri", password=factories.PASSWORD)
    log_in(chief, "quantri")
    assert chief.get("/admin/communes/user/")["Location"] == FACTOR
    assert chief.post("/admin/communes/user/1/change/")["Location"] == FACTOR
    assert chief.post("/accounts/logout/")["Location"] == "/accounts/login/"


def test_a_session_from_before_the_telephone_is_no_way_around_it(
    settings: Settings, guarded: list[str], signer: User, client: Client, bach_thong: ConveningBody
) -> None:
    settings.MFA_REQUIRED = True
    Membership.objects.create(user=signer, role=Role.OFFICE, body=bach_thong)
    assert is_in(client)
    borrowed = Client()
    borrowed.force_login(signer)
    assert borrowed.get("/bach-thong/")["Location"] == "/accounts/login/"
    assert borrowed.get(STEP)["Location"] == "/accounts/login/"


@given(key=st.binary(min_size=20, max_size=20), at=st.integers(1_400_000_000, 4_000_000_000))
def test_a_new_telephone_may_be_half_a_minute_early_or_late_and_no_more(key: bytes, at: int) -> None:
    moment = dt.datetime.fromtimestamp(at, dt.UTC)
    codes = {}
    for drift in range(-3, 4):
        clock = TOTP(key)
        clock.time, clock.drift = moment.timestamp(), drift
        codes[drift] = f"{clock.token():06d}"
    now = int(moment.timestamp()) // 30
    near = {codes[drift] for drift in (-1, 0, 1)}
    for code in codes.values():
        if code in near:
            step = keep_second_factor.step_of(secret=key.hex(), code=code, at=moment)
            assert abs(step - now) <= 1
        else:
            with pytest.raises(Refusal):
                keep_second_factor.step_of(secret=key.hex(), code=code, at=moment)


@pytest.mark.parametrize("typed", ["", "abc", "\uff11\uff12\uff13\uff14\uff15\uff16", "-1", "1e5", "²", "9" * 20])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        keep_second_factor.step_of(secret="00" * 20, code=typed, at=factories.moment("2015-11-11"))
