"""One's own account: password, mail address, sessions; and a link to a new password that tells nobody anything."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from briefing_portal.lib import post
from communes.models import Session, User
from communes.models.sessions import BEGUN, SEEN
from tests import factories
from tests.communes.test_login import ME, is_in, log_in

PASSWORD = f"{ME}password/"
RESET = "/accounts/reset/"
CHOSEN = "mot-mat-khau-moi-88"
HER_MAIL = "camgiang@bachthong.example"


@pytest.fixture
def desk(client: Client, signer: User) -> Client:
    """The chairman of Cẩm Giàng at his own PC."""
    log_in(client)
    return client


@pytest.fixture
def reachable(signer: User) -> User:
    signer.email = HER_MAIL
    signer.save()
    return signer


def asked(email: str) -> str:
    """Ask for a link; return what the page answers, without what differs for every visitor."""
    page = Client().post(RESET, {"email": email}).content.decode()
    post.wait_until_sent()
    return re.sub(r'"X-CSRFToken": "\w+"', "", page)


def mailed_link() -> str:
    found = re.search(r"https://\S+", str(mail.outbox[-1].body))
    assert found
    return found[0].removeprefix("https://giaoban.bachthong.example")


def test_every_page_of_ones_own_asks_for_a_login(client: Client, db: None) -> None:
    for page in ("", "password/", "email/", "second-factor/", "second-factor/codes/", "second-factor/off/"):
        assert client.get(f"{ME}{page}")["Location"].startswith("/accounts/login/")


def test_the_page_shows_roles_and_sessions_and_hides_their_keys(desk: Client, signer: User) -> None:
    phone = Client()
    log_in(phone, address="203.0.113.7")
    page = desk.get(ME).content.decode()
    assert "Người ký báo cáo của xã – Cẩm Giàng" in page
    assert "Chrome trên Windows" in page
    assert "203.0.113.7" in page
    assert f'href="{ME}"' in page
    assert all(each.session_key not in page for each in Session.objects.all())
    name = Session.objects.exclude(session_key=desk.session.session_key).get().public_name
    desk.post(f"{ME}sessions/{name}/end/")
    assert (is_in(desk), is_in(phone)) == (True, False)


def test_nobody_ends_another_persons_session(desk: Client, neighbour: User) -> None:
    stranger = Client()
    stranger.force_login(neighbour)
    stranger.post(f"{ME}sessions/{Session.objects.of(User.objects.get(username='camgiang')).get().public_name}/end/")
    assert is_in(desk)


def test_a_new_password_takes_the_old_one_and_ends_the_other_sessions(desk: Client) -> None:
    elsewhere = Client()
    log_in(elsewhere)
    typed = {"current": "sai-roi", "password": CHOSEN, "again": CHOSEN}
    assert "Mật khẩu đang dùng chưa đúng." in desk.post(PASSWORD, typed).content.decode()
    typed["current"] = factories.PASSWORD
    assert "ít nhất 8 ký tự." in desk.post(PASSWORD, typed | {"password": "ngan1", "again": "ngan1"}).content.decode()
    assert "chưa giống nhau" in desk.post(PASSWORD, typed | {"again": "khac"}).content.decode()
    assert desk.post(PASSWORD, typed)["Location"] == ME
    assert Session.objects.count() == 1
    assert (is_in(desk), is_in(elsewhere)) == (True, False)
    assert log_in(Client(), password=CHOSEN).status_code == 302


def test_a_borrowed_session_guesses_the_password_five_times_at_most(desk: Client) -> None:
    typed = {"current": "sai-roi", "password": CHOSEN, "again": CHOSEN}
    assert [desk.post(PASSWORD, typed).status_code for _ in range(5)] == [200] * 4 + [429]
    assert desk.post(PASSWORD, typed | {"current": factories.PASSWORD}).status_code == 429


def test_a_mail_address_is_changed_by_who_knows_the_password(desk: Client, signer: User) -> None:
    desk.post(f"{ME}email/", {"email": "ke-gian@evil.example", "current": "sai-roi"})
    signer.refresh_from_db()
    assert signer.email == ""
    desk.post(f"{ME}email/", {"email": HER_MAIL, "current": factories.PASSWORD})
    signer.refresh_from_db()
    assert signer.email == HER_MAIL


def test_a_link_is_answered_alike_whoever_asks_and_opens_once(desk: Client, reachable: User) -> None:
    assert asked(HER_MAIL) == asked("khong-co-ai@bachthong.example")
    assert len(mail.outbox) == 1
    visitor = Client()
    form = visitor.get(mailed_link())["Location"]
    assert "Đặt mật khẩu" in visitor.get(form).content.decode()
    assert visitor.post(form, {"password": "12345678", "again": "12345678"}).status_code == 200
    assert visitor.post(form, {"password": CHOSEN, "again": CHOSEN})["Location"] == "/accounts/login/"
    assert not is_in(visitor)
    assert not is_in(desk)
    assert "Liên kết không dùng được" in Client().get(mailed_link(), follow=True).content.decode()
    assert log_in(Client(), password=CHOSEN).status_code == 302


def test_nobodys_letter_box_is_flooded_and_no_address_asks_for_ever(reachable: User) -> None:
    answers = [Client().post(RESET, {"email": HER_MAIL}).status_code for _ in range(21)]
    post.wait_until_sent()
    assert len(mail.outbox) == 3
    assert answers == [200] * 20 + [429]


def test_the_link_leads_to_the_portal_whatever_host_was_asked(reachable: User, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    Client().post(RESET, {"email": HER_MAIL}, HTTP_HOST="evil.example")
    post.wait_until_sent()
    assert "evil.example" not in mail.outbox[0].body
    assert mailed_link().startswith("/accounts/reset/")


def test_an_account_whose_password_the_office_closed_gets_no_link(reachable: User) -> None:
    reachable.set_unusable_password()
    reachable.save()
    asked(HER_MAIL)
    assert mail.outbox == []


def age(client: Client, mark: str, seconds: int) -> None:
    """Make a session older than it is."""
    row = Session.objects.get(session_key=client.session.session_key)
    data = row.get_decoded()
    data[mark] -= seconds
    row.session_data = client.session.encode(data)
    row.save()


def test_a_session_ends_after_its_longest_life_however_much_it_is_used(desk: Client, settings: Settings) -> None:
    age(desk, BEGUN, settings.SESSION_LONGEST - 60)
    assert is_in(desk)
    age(desk, BEGUN, 120)
    assert not is_in(desk)


def test_a_session_that_is_used_lasts_and_one_that_is_not_runs_out(desk: Client, settings: Settings) -> None:
    row = Session.objects.get()
    age(desk, SEEN, 301)
    assert is_in(desk)
    renewed = Session.objects.get()
    assert renewed.expire_date > row.expire_date
    assert (renewed.expire_date - row.expire_date).total_seconds() < 600
    Session.objects.update(expire_date=renewed.expire_date - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE))
    assert not is_in(desk)


def test_closing_an_account_ends_its_sessions_for_good(desk: Client, signer: User, office: User) -> None:
    keeper = Client()
    keeper.force_login(office)
    keeper.post(f"/bach-thong/accounts/{signer.pk}/close/")
    keeper.post(f"/bach-thong/accounts/{signer.pk}/open/")
    assert not is_in(desk)


def test_no_browser_keeps_a_page_of_somebody_who_is_logged_in(desk: Client) -> None:
    for page in (ME, "/bach-thong/", "/khong-co-trang-nay/"):
        assert "no-store" in desk.get(page)["Cache-Control"]
