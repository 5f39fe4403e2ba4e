"""Single boxes of a report's form, saved as they are typed."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from communes.models import User
from reports.models import Narrative, Period, Report, Value
from reports.views.draft import base_of
from tests.reports.test_fill_in import EDIT, REVENUE, SICK, opened_form

SAVE = EDIT.replace("edit/", "save/")


@pytest.fixture
def at_cam_giang(client: Client, november: Period, signer: User) -> Client:
    client.force_login(signer)
    return client


@pytest.fixture
def form(at_cam_giang: Client) -> dict[str, str]:
    return {name: text for name, text in opened_form(at_cam_giang).items() if name in {"version", "base"}}


def saved(client: Client, data: dict[str, str]) -> dict[str, Any]:
    answer = client.post(SAVE, data)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def kept(code: str) -> str:
    return "".join(str(each.value.normalize()) for each in Value.objects.filter(indicator__code=code))


def test_one_figure_is_saved_alone_and_begins_the_report(at_cam_giang: Client, form: dict[str, str]) -> None:
    told = saved(at_cam_giang, form | {REVENUE: "1.234,5"})
    assert (told["refused"], told["clashes"], told["others"]) == ({}, {}, {})
    assert kept("BUD_REV_YTD") == "1234.5"
    assert Value.objects.count() == 1
    assert told["version"] == Report.objects.get().version
    assert base_of(told["base"])[REVENUE] == "1.234,5"


def test_what_cant_be_read_is_refused_in_words_and_the_rest_is_saved(
    at_cam_giang: Client, form: dict[str, str]
) -> None:
    told = saved(at_cam_giang, form | {REVENUE: "1,234.5", SICK: "2"})
    assert "hãy ghi 1.234,5" in told["refused"][REVENUE]
    assert (kept("BUD_REV_YTD"), kept("LIV_SICK")) == ("", "2")


def test_the_same_box_sent_twice_is_saved_once(at_cam_giang: Client, form: dict[str, str]) -> None:
    first = saved(at_cam_giang, form | {REVENUE: "1234,5"})
    again = saved(at_cam_giang, form | {REVENUE: "1234,5"})  # the first answer never arrived
    assert again["version"] == first["version"]
    assert again["clashes"] == {}


def test_two_devices_on_two_boxes_are_joined(at_cam_giang: Client, form: dict[str, str]) -> None:
    saved(at_cam_giang, form | {REVENUE: "5"})
    told = saved(at_cam_giang, form | {SICK: "1"})
    assert (kept("BUD_REV_YTD"), kept("LIV_SICK")) == ("5", "1")
    assert told["others"] == {REVENUE: "5"}


def test_two_devices_on_the_same_box_are_told_and_nothing_is_overwritten(
    at_cam_giang: Client, form: dict[str, str]
) -> None:
    saved(at_cam_giang, form | {REVENUE: "5"})
    told = saved(at_cam_giang, form | {REVENUE: "6", SICK: "1"})
    assert told["clashes"] == {REVENUE: "5"}
    assert (kept("BUD_REV_YTD"), kept("LIV_SICK")) == ("5", "1")
    told = saved(at_cam_giang, form | {REVENUE: "6", f"seen:{REVENUE}": "5"})  # "Giữ bản của tôi"
    assert told["clashes"] == {}
    assert kept("BUD_REV_YTD") == "6"


def test_a_choice_made_before_a_third_text_came_is_asked_again(at_cam_giang: Client, form: dict[str, str]) -> None:
    saved(at_cam_giang, form | {REVENUE: "7"})
    told = saved(at_cam_giang, form | {REVENUE: "6", f"seen:{REVENUE}": "5"})
    assert told["clashes"] == {REVENUE: "7"}
    assert kept("BUD_REV_YTD") == "7"


def test_a_box_is_emptied(at_cam_giang: Client, form: dict[str, str]) -> None:
    told = saved(at_cam_giang, form | {REVENUE: "5", SICK: "1"})
    form = {"version": str(told["version"]), "base": told["base"]}
    saved(at_cam_giang, form | {REVENUE: ""})
    assert (kept("BUD_REV_YTD"), kept("LIV_SICK")) == ("", "1")


def test_a_text_is_saved_clean(at_cam_giang: Client, form: dict[str, str]) -> None:
    name = next(name for name in opened_form(at_cam_giang) if name.startswith("narrative:"))
    saved(at_cam_giang, form | {name: "  Thu đạt kế hoạch.\u200b "})
    assert Narrative.objects.get().text == "Thu đạt kế hoạch."


def test_a_locked_month_refuses_in_words(at_cam_giang: Client, form: dict[str, str], office: User) -> None:
    Period.objects.update(locked_at=timezone.now() - dt.timedelta(days=1), locked_by=office)
    answer = at_cam_giang.post(SAVE, form | {REVENUE: "5"})
    assert answer.status_code == 409
    assert "khóa" in answer.json()["refusal"]
    assert not Value.objects.exists()


def test_another_communes_clerk_is_not_let_in(client: Client, form: dict[str, str], neighbour: User) -> None:
    client.force_login(neighbour)
    assert client.post(SAVE, form | {REVENUE: "5"}).status_code == 404
    assert client.get(SAVE).status_code in {404, 405}
