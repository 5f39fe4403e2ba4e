"""The way in: who guesses is kept out for a while, and a login from an unknown browser is told to its owner."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from briefing_portal.lib import post
from communes.models import Device, User
from tests import factories

LOGIN = "/accounts/login/"
CODE = "/accounts/code/"
ME = "/accounts/me/"
EVERYWHERE = "/accounts/me/sessions/end/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


def log_in(
    client: Client, username: str = "camgiang", password: str = factories.PASSWORD, address: str = "10.0.0.7"
) -> HttpResponse:
    typed = {"username": username, "password": password}
    answer: HttpResponse = client.post(LOGIN, typed, REMOTE_ADDR=address, HTTP_USER_AGENT=WINDOWS)  # type: ignore[assignment]
    return answer


def is_in(client: Client) -> bool:
    return client.get(ME).status_code == 200


def guess(username: str, times: int, **more: str) -> list[HttpResponse]:
    return [log_in(Client(), username, "sai-roi", **more) for _ in range(times)]


@pytest.mark.parametrize("username", ["camgiang", "khong-co-ai"])
def test_five_wrong_passwords_lock_an_account_whether_or_not_there_is_one(signer: User, username: str) -> None:
    answers = guess(username, 6)
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2
    page = answers[-1].content.decode()
    assert "sau <strong>15 phút</strong>" in page
    assert username not in page
    assert int(answers[-1]["Retry-After"]) <= 900
    assert log_in(Client(), "camgiang").status_code == (429 if username == "camgiang" else 302)


def test_the_same_words_answer_a_wrong_password_and_an_unknown_name(signer: User) -> None:
    known, unknown = (guess(name, 1)[0].content.decode().replace(name, "") for name in ("camgiang", "khong-co-ai"))
    csrf = slice(known.index("csrfmiddlewaretoken"), known.index("csrfmiddlewaretoken") + 120)
    assert known.replace(known[csrf], "")[:400] == unknown.replace(unknown[csrf], "")[:400]
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in known
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in unknown


def test_a_lock_ends_by_itself_and_knocking_does_not_prolong_it(signer: User, settings: Settings) -> None:
    guess("camgiang", 8)
    assert AccessAttempt.objects.get().failures_since_start == 5
    AccessAttempt.objects.update(attempt_time=dt.datetime.now(dt.UTC) - settings.AXES_COOLOFF_TIME)
    assert log_in(Client()).status_code == 302


def test_a_login_that_goes_well_forgets_the_slips_before_it(signer: User) -> None:
    for _ in range(2):
        guess("camgiang", 4)
        assert log_in(Client()).status_code == 302


def test_many_names_tried_from_one_address_lock_it_and_no_other(signer: User, settings: Settings) -> None:
    settings.LOGIN_LIMIT_ADDRESS = 8
    for number in range(8):
        answer = guess(f"xa{number}", 1)[0]
    assert answer.status_code == 429
    assert log_in(Client()).status_code == 429
    assert log_in(Client(), address="10.0.0.8").status_code == 302


def test_an_own_account_does_not_wash_an_address_that_tries_others(signer: User, settings: Settings) -> None:
    settings.LOGIN_LIMIT_ADDRESS = 8
    for number in range(7):
        guess(f"xa{number}", 1)
    assert log_in(Client()).status_code == 302
    assert guess("xa9", 1)[0].status_code == 429


def test_behind_a_proxy_the_lock_falls_on_the_visitor_not_on_the_proxy(signer: User, settings: Settings) -> None:
    settings.LOGIN_LIMIT_ADDRESS, settings.TRUSTED_PROXIES = 5, 1
    typed = {"username": "ai-do", "password": "sai"}
    for written in range(5):
        told = f"198.51.100.{written}, 203.0.113.7"
        answer = Client().post(LOGIN, typed, HTTP_X_FORWARDED_FOR=told)
    assert answer.status_code == 429
    right = {"username": "camgiang", "password": factories.PASSWORD}
    assert Client().post(LOGIN, right, HTTP_X_FORWARDED_FOR="203.0.113.8").status_code == 302


def test_guessing_one_time_codes_locks_as_guessing_passwords_does_and_keeps_nothing_typed(signer: User) -> None:
    typed = {
        "username": "camgiang",
        "code": "AAAA-AAAA",
        "password": "mot-mat-khau-moi-88",
        "again": "mot-mat-khau-moi-88",
    }
    answers = [Client().post(CODE, typed) for _ in range(5)]
    assert answers[-1].status_code == 429
    assert log_in(Client()).status_code == 429
    kept = str(AccessAttempt.objects.values().get())
    assert "AAAA" not in kept
    assert "mat-khau" not in kept


def test_the_offices_reset_lifts_the_lock_at_once(client: Client, signer: User, office: User) -> None:
    guess("camgiang", 5)
    client.force_login(office)
    page = client.post(f"/bach-thong/accounts/{signer.pk}/reset/").content.decode()
    code = page.split('<dd class="code">')[1][:9]
    typed = {"username": "camgiang", "code": code, "password": "mot-mat-khau-moi-88", "again": "mot-mat-khau-moi-88"}
    assert Client().post(CODE, typed).status_code == 302


def test_the_administrations_door_is_the_same_one(signer: User) -> None:
    User.objects.filter(pk=signer.pk).update(is_staff=True)
    page = Client().get("/admin/", follow=True).content.decode()
    assert "Tên đăng nhập" in page
    typed = {"username": "camgiang", "password": factories.PASSWORD, "next": "/admin/"}
    assert urlsplit(Client().post("/admin/login/", typed)["Location"]).path == "/admin/"
    assert Client().get("/admin/password_change/")["Location"].startswith("/accounts/login/")
    outsider = Client()
    outsider.force_login(User.objects.create_user("ai-do"))
    assert outsider.get("/admin/login/?next=/admin/").status_code == 200


def test_a_login_leads_to_no_other_host(signer: User) -> None:
    typed = {"username": "camgiang", "password": factories.PASSWORD, "next": "https://evil.example/"}
    assert Client().post(LOGIN, typed)["Location"] == "/"


def test_the_first_browser_of_an_account_is_nothing_to_tell(client: Client, signer: User) -> None:
    log_in(client)
    assert "Đăng nhập mới từ" not in client.get(ME).content.decode()


def test_a_login_from_an_unknown_browser_is_told_here_once_and_elsewhere_until_answered(signer: User) -> None:
    User.objects.filter(pk=signer.pk).update(email="camgiang@bachthong.example")
    first, second = Client(), Client()
    log_in(first)
    log_in(second, address="203.0.113.7")
    told = "Đăng nhập mới từ Chrome trên Windows (203.0.113.7)"
    here = second.get(ME).content.decode()
    assert told in here
    assert "Đúng là tôi" not in here
    second.post("/accounts/me/device/")
    assert told not in second.get(ME).content.decode()
    assert told in first.get(ME).content.decode()
    first.post("/accounts/me/device/")
    assert told not in first.get(ME).content.decode()
    post.wait_until_sent()
    assert [letter.to for letter in mail.outbox] == [["camgiang@bachthong.example"]]
    assert "203.0.113.7" in mail.outbox[0].body


def test_a_known_browser_is_known_again(signer: User) -> None:
    first, second = Client(), Client()
    log_in(first)
    log_in(second)
    second.post("/accounts/logout/")
    User.objects.update(new_device=None)
    log_in(second)
    assert User.objects.get(pk=signer.pk).new_device is None
    assert Device.objects.count() == 2


def test_a_mail_server_that_fails_keeps_nobody_out(signer: User, settings: Settings) -> None:
    User.objects.filter(pk=signer.pk).update(email="camgiang@bachthong.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    log_in(Client())
    assert log_in(Client()).status_code == 302
    post.wait_until_sent()


def test_signing_out_everywhere_ends_every_session_and_forgets_the_unknown_browser(signer: User) -> None:
    first, second, other = Client(), Client(), Client()
    log_in(first)
    log_in(second)
    other.force_login(User.objects.create_user("nguoi-khac"))
    assert "Đã đăng xuất mọi thiết bị." in first.post(EVERYWHERE, follow=True).content.decode()
    assert (is_in(first), is_in(second), is_in(other)) == (False, False, True)
    assert Device.objects.count() == 1
    assert first.get(EVERYWHERE).status_code == 302
