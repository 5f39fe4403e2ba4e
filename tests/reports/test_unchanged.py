"""Last month's figures stand beside this month's boxes as proposals, and are hers only where she says so."""

from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.load import fields_of
from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, User
from reports.checks import Sheet, check, nothing_happened, stock_again
from reports.facts import Key
from reports.models import Period, Report, Value
from tests import factories
from tests.reports.test_checks import indicator
from tests.reports.test_fill_in import EDIT, SICK, opened_form, text_of

PIGS, BUFFALOES, VACCINATED = "figure:LIV_PIG:", "figure:LIV_BUFFALO:", "figure:LIV_VACC:"
NATURES = ("month", "year_to_date", "season_to_date", "stock", "year", "season")
CATALOGUE = [indicator(nature.upper(), nature=nature) for nature in NATURES]
CATALOGUE += [indicator("PLAN", kind="target", nature="year"), indicator("SHARE", kind="derived", aggregation="ratio")]
OPEN, NEW = "mua-2015", "dong-2015"
SEASONS = {"SEASON_TO_DATE": (OPEN, NEW), "SEASON": (OPEN, NEW)}
KEYS = [(each.code, season) for each in CATALOGUE for season in SEASONS.get(each.code, ("",))]
CLOSED = ("SEASON_TO_DATE", "xuan-2015")
figures = st.decimals(min_value=0, max_value=10**9, places=2)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    last = draw(st.dictionaries(st.sampled_from([*KEYS, CLOSED]), figures))
    return Sheet(CATALOGUE, SEASONS, {}, last, is_january=draw(st.booleans()), new_seasons=frozenset({NEW}))


def nature(key: Key) -> str:
    return next(each.nature for each in CATALOGUE if each.code == key[0])


@given(sheets())
def test_only_stocks_are_proposed_and_only_as_last_month_said(sheet: Sheet) -> None:
    expected = {key: value for key, value in sheet.last_month.items() if nature(key) == "stock"}
    assert stock_again(sheet) == expected


@given(sheets())
def test_nothing_is_invented_for_plans_ratios_and_closed_seasons(sheet: Sheet) -> None:
    measured = {key for key in KEYS if key[0] not in {"PLAN", "SHARE"}}
    assert nothing_happened(sheet).keys() <= measured


@given(sheets())
def test_a_quiet_month_adds_nothing_to_any_sum(sheet: Sheet) -> None:
    quiet = nothing_happened(sheet)
    assert quiet["MONTH", ""] == 0
    assert quiet.get(("STOCK", "")) == sheet.last_month.get(("STOCK", ""))
    assert quiet.get(("YEAR_TO_DATE", "")) == (0 if sheet.is_january else sheet.last_month.get(("YEAR_TO_DATE", "")))
    assert quiet.get(("SEASON_TO_DATE", OPEN)) == sheet.last_month.get(("SEASON_TO_DATE", OPEN))
    assert quiet["SEASON_TO_DATE", NEW] == sheet.last_month.get(("SEASON_TO_DATE", NEW), 0)
    assert not {"YEAR", "SEASON"} & {code for code, _ in quiet}


@given(sheets())
def test_a_quiet_month_leaves_nothing_to_explain(sheet: Sheet) -> None:
    quiet = Sheet(CATALOGUE, SEASONS, nothing_happened(sheet), sheet.last_month, is_january=sheet.is_january)
    assert check(quiet) == []


@pytest.fixture
def october(bach_thong: ConveningBody, cam_giang: Commune, signer: User, office: User) -> Report:
    period = factories.make_period(bach_thong, office, Month(2015, 10))
    figures = {"LIV_PIG": "3229", "LIV_BUFFALO": "521", "LIV_VACC": "5281", "LIV_SICK": "4", "BUD_DEBT": "12.5"}
    return factories.make_report(period, cam_giang, signer, figures)


@pytest.fixture
def form(client: Client, october: Report, november: Period, signer: User) -> dict[str, str]:
    client.force_login(signer)
    return opened_form(client)


def kept() -> dict[str, Decimal]:
    rows = Value.objects.filter(report__period__month="2015-11").select_related("indicator")
    return {row.indicator.code: row.value for row in rows}


@pytest.mark.once
def test_a_stock_stands_in_its_box_as_a_proposal_and_is_no_figure(client: Client, form: dict[str, str]) -> None:
    assert form[PIGS] == ""
    page = client.get(EDIT).content.decode()
    assert 'placeholder="3.229"' in page
    assert page.count("Lấy từ tháng trước, chờ xác nhận") == 3
    assert "Chăn nuôi, thú y 0/6" in text_of(page.encode())
    client.post(EDIT, form)  # saved as it stands: nothing is taken over
    assert kept() == {}


@pytest.mark.once
def test_one_figure_is_confirmed_and_taken_back_without_a_script(client: Client, form: dict[str, str]) -> None:
    answer = client.post(EDIT, form | {"take": PIGS})
    assert kept() == {"LIV_PIG": 3229}
    page = client.get(answer["Location"]).content.decode()
    assert "Đã ghi 1 số liệu" in text_of(page.encode())
    seal = parse_qs(urlsplit(answer["Location"]).query)["taken"][0]
    client.post(EDIT, fields_of(page) | {"take_back": seal})
    assert kept() == {}


@pytest.mark.once
def test_what_she_typed_over_it_is_not_taken_back(client: Client, form: dict[str, str]) -> None:
    answer = client.post(EDIT, form | {"take": "same:livestock"})
    seal = parse_qs(urlsplit(answer["Location"]).query)["taken"][0]
    client.post(EDIT, opened_form(client) | {PIGS: "3.300", "take_back": seal})
    assert kept() == {"LIV_PIG": 3300}


@pytest.mark.once
def test_a_sections_stocks_are_confirmed_together_and_other_sections_stay(client: Client, form: dict[str, str]) -> None:
    client.post(EDIT, form | {BUFFALOES: "530", "take": "same:livestock"})
    assert kept() == {"LIV_BUFFALO": 530, "LIV_PIG": 3229}


@pytest.mark.once
def test_nothing_happened_in_a_section_fills_its_empty_boxes_by_their_nature(
    client: Client, form: dict[str, str]
) -> None:
    client.post(EDIT, form | {BUFFALOES: "530", "take": "nothing:livestock"})
    assert kept() == {"LIV_BUFFALO": 530, "LIV_PIG": 3229, "LIV_VACC": 5281, "LIV_SICK": 0}
    client.post(EDIT, opened_form(client) | {"take": "nothing:forestry"})
    assert kept()["FOR_FIRE"] == 0
    assert "FOR_PLANT" not in kept()  # October doesn't tell the year's sum: it is not known, and not 0


@pytest.mark.once
def test_a_box_that_cannot_be_read_holds_the_button_back(client: Client, form: dict[str, str]) -> None:
    page = client.post(EDIT, form | {SICK: "nhiều", "take": "same:livestock"}).content.decode()
    assert "Chưa lưu" in text_of(page.encode())
    assert kept() == {}
    assert fields_of(page)[PIGS] == "3.229"  # what the button filled waits with the rest


@pytest.mark.once
@pytest.mark.parametrize("pressed", ["same:none", "figure:NONE:", "x", "same:"])
def test_a_button_that_there_is_not_fills_nothing(client: Client, form: dict[str, str], pressed: str) -> None:
    client.post(EDIT, form | {"take": pressed})
    client.post(EDIT, opened_form(client) | {"take_back": "broken"})
    assert client.get(EDIT, {"taken": "broken"}).status_code == 200
    assert kept() == {}


@pytest.mark.once
def test_january_begins_the_years_sums_anew(
    client: Client, bach_thong: ConveningBody, cam_giang: Commune, signer: User, office: User
) -> None:
    december = factories.make_period(bach_thong, office, Month(2015, 12))
    factories.make_report(december, cam_giang, signer, {"LIV_VACC": "5820", "LIV_PIG": "3000"})
    factories.make_period(bach_thong, office, Month(2016, 1))
    client.force_login(signer)
    january = EDIT.replace("2015-11", "2016-01")
    client.post(january, opened_form(client, january) | {"take": "nothing:livestock"})
    values = Value.objects.filter(report__period__month="2016-01").values_list("indicator__code", "value")
    assert dict(values) == {"LIV_VACC": 0, "LIV_PIG": 3000, "LIV_SICK": 0}


@pytest.mark.once
def test_who_hands_in_is_told_of_what_waits_for_her(client: Client, form: dict[str, str]) -> None:
    client.post(EDIT, form | {"take": PIGS})
    page = text_of(client.get(EDIT.replace("edit", "submit")).content)
    assert "Còn 2 số liệu lấy từ tháng trước đang chờ xác nhận" in page


@pytest.mark.once
def test_several_figures_are_read_back_together(client: Client, form: dict[str, str]) -> None:
    asked = {"read": "2", PIGS: "12", BUFFALOES: "1,234.5", VACCINATED: "7"}
    page = client.get(EDIT.replace("edit", "reading"), asked).content.decode()
    assert "12 con – mười hai" in page
    assert "hãy ghi 1.234,5" in page
    assert f'id="{VACCINATED}-said"' not in page
