"""The switch between day and night: kept in the browser, without a script."""

import pytest
from django.test import Client
from django.urls import reverse

from communes.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LOGIN = reverse("login")
BY_NIGHT = 'css/dark.css" media="screen">'
AS_THE_MACHINE = 'css/dark.css" media="screen and (prefers-color-scheme: dark)">'


def choose(client: Client, theme: str, page: str = LOGIN) -> str:
    """Choose a theme; return where it leads."""
    return client.post(reverse("choose_theme"), {"theme": theme, "next": page}).headers["Location"]


def test_the_machines_setting_counts_until_somebody_chooses(client: Client) -> None:
    assert AS_THE_MACHINE in client.get(LOGIN).text


def test_a_chosen_theme_is_kept_and_can_be_left_to_the_machine_again(client: Client) -> None:
    assert choose(client, "dark") == LOGIN
    assert BY_NIGHT in client.get(LOGIN).text
    choose(client, "light")
    assert "css/dark.css" not in client.get(LOGIN).text
    choose(client, "machine")
    assert AS_THE_MACHINE in client.get(LOGIN).text


def test_a_theme_nobody_knows_changes_nothing(client: Client) -> None:
    choose(client, "dark")
    choose(client, "<script>")
    assert BY_NIGHT in client.get(LOGIN).text
    client.cookies["theme"] = '"><script>'
    assert AS_THE_MACHINE in client.get(LOGIN).text


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_the_switch_leads_to_no_other_host(client: Client, page: str) -> None:
    assert choose(client, "dark", page) == "/"


def test_the_switch_stands_on_pages_that_can_be_opened_again(client: Client, office: User) -> None:
    assert 'action="/theme/"' in client.get(LOGIN).text
    answer = client.post(LOGIN, {"username": "vanphong", "password": "sai"})
    assert answer.status_code == 200
    assert 'action="/theme/"' not in answer.text


def test_pages_travel_compressed_and_files_as_they_are(client: Client) -> None:
    page = client.get(LOGIN, headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    data = client.get(reverse("healthz"), headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in data.headers
