"""What stands around the apps' pages: login, refusals in words, the read-only guard, the formats."""

import datetime as dt
import json
import re
import urllib.error
import urllib.request
from decimal import Decimal
from unittest import mock

import pytest
from django.conf import settings as portal_settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.forms import DateField
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client
from django.urls import NoReverseMatch, include, path, reverse
from pytest_django import DjangoAssertNumQueries, Settings
from pytest_django.live_server_helper import LiveServer

from briefing_portal.lib.http import WriteInSafeRequest
from briefing_portal.lib.months import Month
from communes.models import User

TOO_LONG = "ạ" * 4_000_000  # ten megabytes and more in a form


def rename_everybody(request: HttpRequest) -> HttpResponse:
    User.objects.update(display_name="đổi tên")
    return HttpResponse("xong")


def count_visits(request: HttpRequest) -> HttpResponse:
    request.session["visits"] = request.session.get("visits", 0) + 1
    request.session.save()
    return HttpResponse("xong")


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Trang này dành cho Văn phòng.")


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("chi tiết của máy")


def show_month(request: HttpRequest, month: Month) -> HttpResponse:
    return HttpResponse(f"{month.month}/{month.year}")


portal = include("briefing_portal.urls")  # registers the month converter
urlpatterns = [
    path("rename/", rename_everybody),
    path("visits/", count_visits),
    path("forbidden/", forbid),
    path("broken/", break_down),
    path("<month:month>/", show_month, name="month"),
    path("", portal),
]


@pytest.fixture
def member(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_user("camgiang", display_name="Văn phòng xã Cẩm Giàng"))
    return client


def test_a_visitor_is_sent_to_the_login_page_and_back(client: Client, db: None) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/"


def test_a_wrong_password_is_answered_in_vietnamese(client: Client, db: None) -> None:
    answer = client.post("/accounts/login/", {"username": "camgiang", "password": "sai"})
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in answer.content.decode()
    assert 'value="camgiang"' in answer.content.decode()


def test_a_login_is_remembered_and_a_get_does_not_log_out(client: Client, db: None) -> None:
    User.objects.create_user("camgiang", password="giaoban-2015")
    answer = client.post("/accounts/login/", {"username": "camgiang", "password": "giaoban-2015"})
    assert answer["Location"] == "/"
    assert User.objects.get().last_login is not None
    assert client.get("/accounts/logout/").status_code == 405
    assert client.get("/").status_code == 200


def test_a_person_without_a_role_is_told_so(member: Client) -> None:
    assert "chưa được giao vai trò" in member.get("/").content.decode()


@pytest.mark.urls(__name__)
def test_a_get_cannot_write(member: Client) -> None:
    with pytest.raises(WriteInSafeRequest), transaction.atomic():
        member.get("/rename/")
    assert User.objects.get().display_name == "Văn phòng xã Cẩm Giàng"


@pytest.mark.urls(__name__)
def test_a_post_writes(member: Client) -> None:
    assert member.post("/rename/").status_code == 200
    assert User.objects.get().display_name == "đổi tên"


@pytest.mark.urls(__name__)
def test_a_get_may_keep_its_session(member: Client) -> None:
    member.get("/visits/")
    member.get("/visits/")
    assert member.session["visits"] == 2


@pytest.mark.urls(__name__)
def test_a_month_is_an_address(member: Client) -> None:
    assert reverse("month", args=[Month(2015, 11)]) == "/2015-11/"
    assert member.get("/2015-11/").content.decode() == "11/2015"
    for wrong in ("2015-13", "2015-00", "0000-05", "15-11", "2015-1"):
        assert member.get(f"/{wrong}/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("month", args=["tháng 11"])


@pytest.mark.urls(__name__)
def test_a_refused_page_says_why(member: Client) -> None:
    answer = member.get("/forbidden/")
    assert answer.status_code == 403
    assert "Trang này dành cho Văn phòng." in answer.content.decode()


@pytest.mark.urls(__name__)
def test_a_breakdown_tells_the_reader_nothing_of_the_machine(member: Client) -> None:
    member.raise_request_exception = False
    answer = member.get("/broken/")
    assert answer.status_code == 500
    assert "Việc vừa làm chưa hoàn thành" in answer.content.decode()
    assert "chi tiết của máy" not in answer.content.decode()


@pytest.mark.parametrize("debug", [False, True])
def test_a_wrong_address_is_answered_in_words(member: Client, settings: Settings, *, debug: bool) -> None:
    settings.DEBUG = debug
    answer = member.get("/bach-thong/khong-co/trang-nay/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_words(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"username": "camgiang"})
    assert answer.status_code == 403
    assert "Chưa lưu được" in answer.content.decode()


@pytest.mark.parametrize("debug", [False, True])
def test_ten_megabytes_of_text_are_answered_in_a_sentence(client: Client, settings: Settings, *, debug: bool) -> None:
    settings.DEBUG = debug
    answer = client.post("/accounts/login/", {"username": TOO_LONG})
    assert answer.status_code == 413
    assert "quá lớn" in answer.content.decode()


def test_a_form_of_a_hundred_thousand_fields_is_answered_in_a_sentence(client: Client) -> None:
    body = "&".join(f"f{number}=1" for number in range(100_000))
    answer = client.post("/accounts/login/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413


@pytest.mark.usefixtures("transactional_db")
def test_a_browser_that_sends_ten_megabytes_gets_the_page_and_no_broken_connection(live_server: LiveServer) -> None:
    request = urllib.request.Request(f"{live_server.url}/accounts/login/", data=f"username={TOO_LONG}".encode())
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    assert refused.value.code == 413
    assert "quá lớn" in refused.value.read().decode()


def test_health_is_public_and_asks_the_database(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        answer = client.get("/healthz")
    assert answer.status_code == 200
    assert json.loads(answer.content) == {"status": "ok", "database": "ok"}


def test_health_says_when_the_database_is_away(client: Client, db: None) -> None:
    with mock.patch.object(connection, "cursor", side_effect=DatabaseError):
        assert client.get("/healthz").status_code == 503


def test_the_demo_day_stands_on_every_page(client: Client, db: None, settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 12, 18)
    assert "Số liệu minh họa – hôm nay được đặt là 18/12/2015" in client.get("/accounts/login/").content.decode()
    settings.PORTAL_TODAY = None
    assert "minh họa" not in client.get("/accounts/login/").content.decode()


def test_dates_are_read_day_first_and_years_are_printed_plain() -> None:
    assert DateField(localize=True).clean("05/11/2015") == dt.date(2015, 11, 5)
    page = Template("{{ day }} {{ year }} {{ share }}").render(
        Context({"day": dt.date(2015, 11, 5), "year": 2015, "share": Decimal("113.1")})
    )
    assert page == "05/11/2015 2015 113,1"


def test_nobody_is_offered_another_language(client: Client, db: None) -> None:
    answer = client.get("/accounts/login/", headers={"accept-language": "en"})
    assert '<html lang="vi">' in answer.content.decode()


def test_the_admin_site_asks_for_a_login(client: Client, db: None) -> None:
    assert admin.site.urls
    assert client.get("/admin/").status_code == 302


# What the browser is told of every page.


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/login/", "/", "/khong-co/", "/healthz", "/admin/login/", "/verify/"])
def test_no_page_runs_what_is_not_its_own(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy.pop("img-src") == "'self' data:"
    assert {policy.pop(name) for name in ("default-src", "base-uri", "frame-ancestors")} == {"'none'"}
    assert set(policy.values()) == {"'self'"}
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_no_template_holds_a_script_a_style_or_another_host() -> None:
    inline = re.compile(r"<style|<script(?![^>]* src=)|\son\w+=|\sstyle=[\"']|(?:src|href)=[\"'](?:https?:)?//", re.I)
    texts = {path.name: path.read_text() for path in (portal_settings.BASE_DIR / "templates").rglob("*.html")}
    marked_up = {name: re.sub(r"{[%#].*?[%#]}", "", text) for name, text in texts.items()}
    assert {name: found[0] for name, text in marked_up.items() if (found := inline.search(text))} == {}


def test_a_browser_that_asks_for_an_icon_gets_the_portals(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == "/static/img/portal.svg"
