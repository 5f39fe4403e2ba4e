"""Text typed for the fonts of before Unicode: offered converted, without script too, and named before submission."""

import pytest
from django.test import Client

from communes.models import Commune, User
from reports.actions import fill_in
from reports.models import Narrative, Period, Report
from reports.workflow import ReportStatus
from tests import factories

EDIT = "/bach-thong/reports/2015-11/cam-giang/edit/"
SUBMIT = "/bach-thong/reports/2015-11/cam-giang/submit/"
BOX = "narrative:security"
OLD, READ = "B¶n x· ®· thu ho¹ch xong lóa mïa.", "Bản xã đã thu hoạch xong lúa mùa."
FRENCH = "Café, thé, crème brûlée à la carte."


@pytest.fixture
def at_the_form(client: Client, november: Period, clerk: User) -> Client:
    """Return the browser of a clerk who saved a text pasted out of an old file."""
    client.force_login(clerk)
    client.post(EDIT, {"version": "0", "base": "", BOX: OLD})
    return client


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_saved_text_is_kept_as_it_came_and_offered_beside_its_box(at_the_form: Client) -> None:
    assert Narrative.objects.get().text == OLD
    shown = page(at_the_form, EDIT)
    assert READ in shown
    assert f'name="convert" value="{BOX}"' in shown


def test_the_offer_is_taken_without_script(at_the_form: Client) -> None:
    version = str(Report.objects.get().version)
    at_the_form.post(EDIT, {"version": version, "base": "", BOX: OLD, "narrative:culture": FRENCH, "convert": BOX})
    assert Narrative.objects.get(section__code="security").text == READ
    assert Narrative.objects.get(section__code="culture").text == FRENCH
    assert 'name="convert"' not in page(at_the_form, EDIT)


@pytest.mark.parametrize("name", ["narrative:nowhere", "csrfmiddlewaretoken", "", BOX])
def test_a_box_that_holds_no_such_text_is_left_alone(client: Client, november: Period, clerk: User, name: str) -> None:
    client.force_login(clerk)
    client.post(EDIT, {"version": "0", "base": "", BOX: FRENCH, "convert": name})
    assert Narrative.objects.get().text == FRENCH


def test_the_page_before_submission_names_each_box_and_leads_to_it(at_the_form: Client) -> None:
    at_the_form.post(
        EDIT,
        {
            "version": str(Report.objects.get().version),
            "base": "",
            "proposals-TOTAL_FORMS": "2",
            "proposals-INITIAL_FORMS": "0",
            "proposals-0-text": "Hỗ trợ giống lúa.",
            "proposals-1-text": OLD,
        },
    )
    shown = page(at_the_form, SUBMIT)
    assert "Chữ của phông cũ" in shown
    for anchor in (f"id_{BOX}", "id_proposals-1-text"):
        assert f'href="{EDIT}#{anchor}"' in shown
        assert f'id="{anchor}"' in page(at_the_form, EDIT)
    assert "id_proposals-0-text" not in shown


def test_the_signer_is_told_too_of_a_report_that_waits_for_her(
    client: Client, november: Period, cam_giang: Commune, clerk: User, signer: User
) -> None:
    report = factories.make_report(november, cam_giang, clerk)
    words = fill_in.Entries(narratives={"security": OLD})
    at = factories.moment("2015-11-11")
    report = fill_in.save(report=report, entries=words, expected_version=0, by=clerk, at=at)
    Report.objects.update(status=ReportStatus.READY)
    client.force_login(signer)
    shown = page(client, SUBMIT)
    assert "Rút báo cáo về để sửa" in shown
    assert READ in shown


def test_nothing_is_said_before_submission_of_a_text_in_unicode(client: Client, november: Period, clerk: User) -> None:
    client.force_login(clerk)
    client.post(EDIT, {"version": "0", "base": "", BOX: READ})
    assert "Chữ của phông cũ" not in page(client, SUBMIT)


def test_a_typed_text_is_read_for_whoever_has_logged_in(client: Client, clerk: User) -> None:
    asked = {"name": BOX, "text": OLD}
    assert client.post("/text/reading/", asked).status_code == 302
    client.force_login(clerk)
    answer = client.post("/text/reading/", asked).content.decode()
    assert READ in answer
    assert f'value="{BOX}"' in answer
    assert not client.post("/text/reading/", {"name": BOX, "text": FRENCH}).content.strip()
    hostile = client.post("/text/reading/", {"name": '"><script>', "text": OLD + " <script>"}).content.decode()
    assert "<script>" not in hostile
    assert client.get("/text/reading/").status_code == 405
