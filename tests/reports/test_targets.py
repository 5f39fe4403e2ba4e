"""The plans: a grid of communes × plans, revisions, one column pasted from Excel."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, User
from reports.figures import assigned_plans, plans_in_force
from reports.forms.pasted import ColumnMismatch, PastedLine, read_column
from reports.forms.targets import TargetGridForm
from reports.models import Indicator, Target
from reports.views.target_grid import columns_of, grid_of
from tests import factories

GRID = "/bach-thong/targets/2015/"
EDIT, PASTE, HISTORY = f"{GRID}edit/", f"{GRID}paste/", f"{GRID}history/"
DECISION = {"document": "Quyết định số 12-QĐ/HU", "decided_on": "05/01/2015"}


@pytest.fixture(autouse=True)
def the_day_is_18_november(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 18)


@pytest.fixture
def desk(client: Client, office: User) -> Client:
    """The office, logged in."""
    client.force_login(office)
    return client


@pytest.fixture
def communes(vi_huong: Commune, cam_giang: Commune) -> list[Commune]:
    """Vi Hương and Cẩm Giàng, as the body's list has them."""
    return [vi_huong, cam_giang]


def cell(commune: Commune, column: str = "BUD_REV_PLAN") -> str:
    return f"{commune.pk}:{column}"


def plans(commune: Commune, code: str = "BUD_REV_PLAN") -> list[tuple[str, int]]:
    rows = Target.objects.filter(commune=commune, indicator__code=code).order_by("decided_on", "pk")
    return [(str(target.value), target.revision) for target in rows]


@pytest.mark.parametrize(
    ("person", "reads", "writes"),
    [
        ("office", 200, 200),
        ("secretary", 200, 403),
        ("clerk", 404, 403),
        ("neighbour", 404, 403),
        ("stranger", 404, 404),
        (None, 302, 302),
    ],
)
def test_plans_are_read_by_the_body_and_set_by_its_office(
    client: Client,
    bach_thong: ConveningBody,
    request: pytest.FixtureRequest,
    person: str | None,
    reads: int,
    writes: int,
) -> None:
    if person:
        client.force_login(request.getfixturevalue(person))
    assert client.get(GRID).status_code == client.get(HISTORY).status_code == reads
    for page in (EDIT, PASTE):
        assert client.get(page).status_code == client.post(page, {}).status_code == writes
    assert not Target.objects.exists()


def test_the_grid_has_a_column_for_each_plan_of_the_year_and_of_its_seasons(bach_thong: ConveningBody) -> None:
    keys = [column.key for column in columns_of(bach_thong, 2015)]
    assert keys[:3] == ["AGR_SOWN_PLAN@xuan-2015", "AGR_SOWN_PLAN@mua-2015", "AGR_WINTER_PLAN@dong-2015"]
    assert "BUD_REV_PLAN" in keys
    assert "AGR_SOWN_PLAN" not in [column.key for column in columns_of(bach_thong, 2013)]


@pytest.mark.parametrize("year", [0, 1999, 2101, 99999])
def test_a_year_out_of_reach_is_not_there(desk: Client, bach_thong: ConveningBody, year: int) -> None:
    assert desk.get(f"/bach-thong/targets/{year}/").status_code == 404


def test_the_grid_shows_what_is_assigned_and_its_sum(desk: Client, communes: list[Commune], office: User) -> None:
    assert "Chưa giao chỉ tiêu nào của năm 2015" in desk.get(GRID).content.decode()
    for commune, value in zip(communes, ("1000.5", "2000"), strict=True):
        factories.set_plan(commune, "BUD_REV_PLAN", value, office)
    page = desk.get(GRID).content.decode()
    assert "1.000,5" in page
    assert "3.000,5" in page
    assert "—" in page


def test_the_leader_reads_the_grid_without_buttons(
    client: Client, secretary: User, office: User, cam_giang: Commune
) -> None:
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office)
    client.force_login(secretary)
    page = client.get(GRID).content.decode()
    assert "1.000" in page
    assert EDIT not in page
    assert PASTE not in page


def test_the_office_types_plans_into_the_grid(desk: Client, communes: list[Commune], office: User) -> None:
    vi_huong, cam_giang = communes
    typed = DECISION | {cell(vi_huong): "1.234,5", cell(cam_giang, "AGR_SOWN_PLAN@mua-2015"): "213,6"}
    assert "Đã ghi 2 chỉ tiêu." in desk.post(EDIT, typed, follow=True).content.decode()
    target = Target.objects.get(commune=vi_huong)
    assert (target.value, target.year, target.season) == (Decimal("1234.5"), 2015, None)
    assert (target.document, target.decided_on, target.recorded_by) == (
        "Quyết định số 12-QĐ/HU",
        dt.date(2015, 1, 5),
        office,
    )
    seasonal = Target.objects.get(commune=cam_giang)
    assert seasonal.year is None
    assert seasonal.season is not None
    assert seasonal.season.code == "mua-2015"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1,234.5", "Dấu phẩy là dấu thập phân"),
        ("1,234", "có thể hiểu hai cách"),
        ("mười", "Chỉ ghi số"),
        ("1e400", "lũy thừa"),
        ("NaN", "Chỉ ghi số"),
        ("-5", "Số không được nhỏ hơn 0."),
        ("1,23", "chữ số sau dấu phẩy"),
    ],
)
def test_what_is_no_figure_is_asked_back_beside_its_cell_and_nothing_is_written(
    desk: Client, communes: list[Commune], typed: str, answer: str
) -> None:
    vi_huong, cam_giang = communes
    page = desk.post(EDIT, DECISION | {cell(vi_huong): typed, cell(cam_giang): "2000"}).content.decode()
    assert answer in page
    assert 'value="2000"' in page
    assert not Target.objects.exists()


def test_plans_need_the_document_that_sets_them(desk: Client, cam_giang: Commune) -> None:
    page = desk.post(EDIT, {cell(cam_giang): "2000"}).content.decode()
    assert "Chưa ghi gì" in page
    assert not Target.objects.exists()


def grid_as_shown(desk: Client, address: str = EDIT) -> dict[str, str]:
    """Return the form's fields as a browser would send them back untouched."""
    form = desk.get(address).context["form"]
    assert isinstance(form, TargetGridForm)
    shown = {}
    for name in form.cells:
        shown[name] = shown[form[name].html_initial_name] = form[name].value() or ""
    return shown


def test_a_later_decision_is_a_revision_of_the_changed_cells_alone(
    desk: Client, communes: list[Commune], office: User
) -> None:
    vi_huong, cam_giang = communes
    for commune in communes:
        factories.set_plan(commune, "BUD_REV_PLAN", "1000", office)
    typed = grid_as_shown(desk) | {"document": "Quyết định 99", "decided_on": "01/07/2015", cell(vi_huong): "1200"}
    desk.post(EDIT, typed)
    assert plans(vi_huong) == [("1000", 1), ("1200", 2)]
    assert plans(cam_giang) == [("1000", 1)]
    page = desk.get(HISTORY).content.decode()
    assert page.index("Quyết định 99") < page.index("Quyết định giao chỉ tiêu")
    assert "lần 2" in desk.get(GRID).content.decode()


def test_a_plan_written_otherwise_is_no_change(desk: Client, cam_giang: Commune, office: User) -> None:
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office)
    typed = grid_as_shown(desk) | {"document": "Quyết định 99", "decided_on": "01/07/2015", cell(cam_giang): "1.000,0"}
    assert "Không có chỉ tiêu nào thay đổi." in desk.post(EDIT, typed, follow=True).content.decode()
    assert plans(cam_giang) == [("1000", 1)]


def test_a_plan_is_not_emptied_away_and_not_dated_back(desk: Client, cam_giang: Commune, office: User) -> None:
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office)
    emptied = grid_as_shown(desk) | DECISION | {cell(cam_giang): ""}
    assert "Muốn thôi giao chỉ tiêu này thì ghi “xóa”." in desk.post(EDIT, emptied).content.decode()
    back = grid_as_shown(desk) | {"document": "Cũ", "decided_on": "31/12/2014", cell(cam_giang): "900"}
    assert "đã có quyết định ngày 01/01/2015" in desk.post(EDIT, back).content.decode()
    assert plans(cam_giang) == [("1000", 1)]


def test_a_plan_is_withdrawn_by_a_document_once_that_is_confirmed(
    desk: Client, communes: list[Commune], office: User, bach_thong: ConveningBody
) -> None:
    vi_huong, cam_giang = communes
    for commune in communes:
        factories.set_plan(commune, "BUD_REV_PLAN", "1000", office)
    decision = {"document": "Quyết định 99", "decided_on": "01/07/2015"}
    typed = grid_as_shown(desk) | decision | {cell(vi_huong): "Xóa", cell(cam_giang): "1200"}
    asked = desk.post(EDIT, typed)
    page = asked.content.decode()
    assert "thôi giao" in page
    assert "Ghi 2 thay đổi" in page
    assert plans(vi_huong) == [("1000", 1)]
    sent = dict(asked.context["form"].sent)
    again = desk.post(EDIT, sent | {"step": "edit"}).content.decode()
    assert 'value="Xóa"' in again
    assert 'value="1200"' in again
    assert "Đã ghi 2 chỉ tiêu." in desk.post(EDIT, sent | {"step": "write"}, follow=True).content.decode()
    assert plans(vi_huong) == [("1000", 1), ("None", 2)]
    assert "thôi giao" in desk.get(GRID).content.decode()
    assert "thôi giao" in desk.get(HISTORY).content.decode()
    june, july = (plans_in_force(bach_thong, Month(2015, month))["BUD_REV_PLAN", ""] for month in (6, 7))
    assert {code: figure.value for code, figure in june.items()} == {vi_huong.code: 1000, cam_giang.code: 1000}
    assert {code: figure.value for code, figure in july.items()} == {cam_giang.code: 1200}
    assert assigned_plans(vi_huong, Month(2015, 7)) == {}


def test_a_withdrawn_plan_can_be_set_again_and_nothing_is_withdrawn_twice(
    desk: Client, cam_giang: Commune, office: User
) -> None:
    assert (
        "Không có chỉ tiêu nào thay đổi."
        in desk.post(EDIT, DECISION | {cell(cam_giang): "xóa"}, follow=True).content.decode()
    )
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office)
    for day, value in (("01/07/2015", "xóa"), ("01/08/2015", "xóa"), ("01/09/2015", "900")):
        typed = grid_as_shown(desk) | {"document": "Quyết định", "decided_on": day, cell(cam_giang): value}
        desk.post(EDIT, typed | {"step": "write"})
    assert plans(cam_giang) == [("1000", 1), ("None", 2), ("900", 3)]


def test_who_writes_over_a_newer_plan_is_told_so_and_loses_nothing(
    desk: Client, communes: list[Commune], office: User
) -> None:
    vi_huong, cam_giang = communes
    for commune in communes:
        factories.set_plan(commune, "BUD_REV_PLAN", "1000", office)
    opened = grid_as_shown(desk)
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1500", office)  # a colleague, meanwhile
    typed = opened | DECISION | {cell(vi_huong): "1100", cell(cam_giang): "1200"}
    answer = desk.post(EDIT, typed)
    page = answer.content.decode()
    assert "Ô này vừa được người khác đổi thành 1.500; xem rồi ghi lại." in page
    assert 'value="1100"' in page
    assert 'value="1200"' in page
    assert plans(vi_huong) == [("1000", 1)]
    form = answer.context["form"]
    again = typed | {form[cell(cam_giang)].html_initial_name: "1.500"}
    assert f'name="{form[cell(cam_giang)].html_initial_name}" value="1.500"' in page
    assert "Đã ghi 2 chỉ tiêu." in desk.post(EDIT, again, follow=True).content.decode()


def test_an_untouched_cell_does_not_undo_a_colleagues_plan(desk: Client, cam_giang: Commune, office: User) -> None:
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office)
    opened = grid_as_shown(desk)
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1500", office)
    desk.post(EDIT, opened | DECISION | {cell(cam_giang, "BUD_EXP_PLAN"): "4000"})
    assert plans(cam_giang)[-1][0] == "1500"
    assert plans(cam_giang, "BUD_EXP_PLAN") == [("4000", 1)]


def test_two_offices_may_assign_the_same_plan(desk: Client, cam_giang: Commune, office: User) -> None:
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office)
    address = f"{EDIT}?assigned_by=t%E1%BB%89nh+giao"
    answer = desk.post(address, grid_as_shown(desk, address) | DECISION | {cell(cam_giang): "900"})
    assert answer["Location"].startswith(f"{GRID}?assigned_by=")
    assert "900" in desk.get(answer["Location"]).content.decode()
    assert "1.000" in desk.get(GRID).content.decode()
    assert set(Target.objects.values_list("assigned_by", flat=True)) == {"", "tỉnh giao"}
    assert desk.get(f"{EDIT}?assigned_by={'x' * 61}").status_code == 400


# The column pasted from Excel.


def read(text: str, communes: list[Commune]) -> list[tuple[int, str, str]]:
    """Return line, commune and what was read or why not."""
    lines = read_column(text, communes, Indicator.objects.get(code="BUD_REV_PLAN"))
    return [(line.number, line.commune.name if line.commune else "", _said(line)) for line in lines]


def _said(line: PastedLine) -> str:
    return line.error or ("" if line.value is None else str(line.value))


def test_a_column_is_read_in_the_bodys_list_order(communes: list[Commune]) -> None:
    assert read("1.000,5\r\n2000\r\n", communes) == [(1, "Vi Hương", "1000.5"), (2, "Cẩm Giàng", "2000")]


def test_an_empty_line_is_a_commune_without_a_plan_also_at_the_end(communes: list[Commune]) -> None:
    assert read("\n2000\n", communes) == [(1, "Vi Hương", ""), (2, "Cẩm Giàng", "2000")]
    assert read("1000\r\n\r\n", communes) == [(1, "Vi Hương", "1000"), (2, "Cẩm Giàng", "")]
    assert read("1000\n2000\n\n\n", communes) == [(1, "Vi Hương", "1000"), (2, "Cẩm Giàng", "2000")]


def test_a_column_that_does_not_fit_the_list_is_refused(communes: list[Commune]) -> None:
    for text in ("1000", "1000\n2000\n3000"):
        with pytest.raises(ColumnMismatch, match="danh sách có 2 đơn vị"):
            read(text, communes)


def test_two_columns_name_the_commune_by_code_name_or_alias(communes: list[Commune]) -> None:
    _, cam_giang = communes
    cam_giang.aliases = "Cẩm Giàng cũ;C. Giàng"
    cam_giang.save()
    for name in ("02008", "2008", "Cẩm Giàng", "xã cẩm giàng", "cam giang", "C. Giàng"):
        assert read(f"{name}\t2000", communes) == [(1, "Cẩm Giàng", "2000")]


def test_what_cannot_be_read_is_named_by_its_line(communes: list[Commune]) -> None:
    text = "Vi Hương\t1,234\nTổng cộng\t5000\nCẩm Giàng\t12a\nVi Hương\t3000\nCẩm Giàng\t1\t2"
    found = read(text, communes)
    assert [number for number, _, _ in found] == [1, 2, 3, 4, 5]
    assert "có thể hiểu hai cách" in found[0][2]
    assert found[1][2] == "Không có đơn vị nào là “Tổng cộng”."
    assert "Chỉ ghi số" in found[2][2]
    assert found[3][2] == "Đơn vị này đã có ở dòng trên."
    assert "hai cột" in found[4][2]


def test_a_pasted_column_is_previewed_before_anything_is_written(desk: Client, communes: list[Commune]) -> None:
    vi_huong, cam_giang = communes
    typed = DECISION | {"column": "BUD_REV_PLAN", "assigned_by": "", "text": "1.234,5\r\n2000\r\n"}
    page = desk.post(PASTE, typed | {"step": "preview"}).content.decode()
    assert "một nghìn hai trăm ba mươi tư phẩy năm" in page
    assert "3.234,5" in page  # the sum, to be held against the document's
    assert "Ghi 2 chỉ tiêu" in page
    assert not Target.objects.exists()
    assert "Đã ghi 2 chỉ tiêu." in desk.post(PASTE, typed | {"step": "write"}, follow=True).content.decode()
    assert plans(vi_huong) == [("1234.5", 1)]
    assert plans(cam_giang) == [("2000", 1)]


def test_a_pasted_column_with_one_wrong_line_writes_nothing(desk: Client, communes: list[Commune]) -> None:
    typed = DECISION | {"column": "BUD_REV_PLAN", "text": "1.234,5\r\n2,000\r\n"}
    for step in ("preview", "write"):
        page = desk.post(PASTE, typed | {"step": step}).content.decode()
        assert "Dòng 2, Cẩm Giàng, “2,000”" in page
        assert "1.234,5" in page
    assert not Target.objects.exists()


def test_a_pasted_column_can_be_taken_back_and_mended(desk: Client, communes: list[Commune]) -> None:
    typed = DECISION | {"column": "BUD_REV_PLAN", "text": "1000\r\n2000\r\n", "step": "edit"}
    page = desk.post(PASTE, typed).content.decode()
    assert "1000\r\n2000" in page
    assert "Xem từng dòng" in page
    assert not Target.objects.exists()


def test_a_pasted_plan_is_not_dated_back(desk: Client, communes: list[Commune], office: User) -> None:
    factories.set_plan(communes[1], "BUD_REV_PLAN", "1000", office)
    typed = {"document": "Cũ", "decided_on": "31/12/2014", "column": "BUD_REV_PLAN", "text": "900\r\n900\r\n"}
    page = desk.post(PASTE, typed | {"step": "write"}).content.decode()
    assert "Dòng 2, Cẩm Giàng" in page
    assert "đã có quyết định ngày 01/01/2015" in page
    assert not Target.objects.filter(value=900).exists()


def test_earlier_months_keep_the_plan_they_had(desk: Client, cam_giang: Commune, office: User) -> None:
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office)
    typed = {"document": "Điều chỉnh", "decided_on": "01/11/2015", "column": "BUD_REV_PLAN", "text": "1500"}
    desk.post(PASTE, typed | {"step": "write"})
    from reports.figures import plans_of

    assert plans_of(cam_giang, Month(2015, 10))["BUD_REV_PLAN", ""].value == 1000
    assert plans_of(cam_giang, Month(2015, 11))["BUD_REV_PLAN", ""].value == 1500


def test_the_grid_asks_as_many_queries_for_ten_communes_as_for_one(
    desk: Client, bach_thong: ConveningBody, cam_giang: Commune, office: User
) -> None:
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office)
    pages = (GRID, EDIT, HISTORY)
    counts = []
    for number in (0, 9):
        for each in range(number):
            commune = factories.make_commune(bach_thong, f"Xã {each}", code=str(each), slug=f"xa-{each}", order=each)
            factories.set_plan(commune, "BUD_REV_PLAN", "1000", office)
        with CaptureQueriesContext(connection) as asked:
            for page in pages:
                desk.get(page)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 60


def test_a_commune_that_ended_before_the_year_is_not_in_its_grid(bach_thong: ConveningBody, cam_giang: Commune) -> None:
    cam_giang.valid_to = dt.date(2014, 12, 31)
    cam_giang.save()
    assert grid_of(bach_thong, 2015, "").communes == []
    assert grid_of(bach_thong, 2014, "").communes == [cam_giang]
