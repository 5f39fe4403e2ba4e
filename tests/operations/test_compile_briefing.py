"""`compile_briefing` writes briefing.json and briefing.pdf, as scripts outside the project rely on."""

import json
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from communes.models import ConveningBody, User
from meetings.models import Briefing
from reports.models import Period
from tests import factories

pytestmark = pytest.mark.once

# In the body's list order: Mỹ Thanh stands before Quang Thuận, which is ahead by the unrounded value.
COMMUNES = (
    ("Vi Hương", "vi-huong", "01975", "1032"),
    ("Cẩm Giàng", "cam-giang", "02008", "1131"),
    ("Mỹ Thanh", "my-thanh", "02011", "1014.7"),
    ("Dương Phong", "duong-phong", "02014", "1020"),
    ("Quang Thuận", "quang-thuan", "02017", "1015.3"),
    ("Cao Sơn", "cao-son", "02002", "589"),
)
RANKED = "Cẩm Giàng 113,1%, Vi Hương 103,2%, Dương Phong 102%, Quang Thuận 101,5%, Mỹ Thanh 101,5%"


@pytest.fixture
def six_reports(november: Period, bach_thong: ConveningBody, office: User) -> None:
    for order, (name, slug, code, collected) in enumerate(COMMUNES):
        commune = factories.make_commune(bach_thong, name, code=code, slug=slug, order=order)
        factories.set_plan(commune, "BUD_REV_PLAN", "1000", office)
        figures = {"BUD_REV_YTD": collected, "AGR_SOWN": "100", "AGR_HARVESTED": "72"}
        factories.make_accepted(november, commune, office, office, figures)


def run(out: Path, **options: str) -> str:
    told = StringIO()
    call_command("compile_briefing", body="bach-thong", out=out, stdout=told, **{"month": "2015-11", **options})
    return told.getvalue()


def words_of(pdf: Path) -> str:
    told = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return " ".join(told.split())


@pytest.mark.usefixtures("six_reports")
def test_the_paper_ranks_by_the_unrounded_value_and_the_harvest_is_weighed_by_area(tmp_path: Path) -> None:
    run(tmp_path / "new" / "folder")
    words = words_of(tmp_path / "new" / "folder" / "briefing.pdf")
    assert RANKED in words
    assert "đạt trên 70% diện tích" in words
    data = json.loads((tmp_path / "new" / "folder" / "briefing.json").read_text(encoding="utf-8"))
    told = {s["id"]: s for section in data["sections"] for s in section["sentences"]}
    assert told["budget.at_or_above_target"]["text"].endswith(f"{RANKED}.")
    assert {source["commune"] for source in told["budget.at_or_above_target"]["sources"]} == {
        "02008",
        "01975",
        "02014",
        "02017",
        "02011",
    }
    assert data["totals"]["AGR_HARVESTED"] == {"value": "432", "reported": 6, "missing": 0}


@pytest.mark.usefixtures("six_reports")
def test_the_published_edition_hides_the_low_commune(tmp_path: Path) -> None:
    run(tmp_path, edition="published")
    for text in (words_of(tmp_path / "briefing.pdf"), (tmp_path / "briefing.json").read_text(encoding="utf-8")):
        assert "Cao Sơn" not in text
        assert "02002" not in text


@pytest.mark.usefixtures("six_reports")
def test_the_command_twice_says_the_same(tmp_path: Path) -> None:
    run(tmp_path / "first")
    run(tmp_path / "second")
    for name in ("briefing.json", "briefing.pdf"):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


@pytest.mark.usefixtures("bach_thong")
def test_a_month_that_nobody_opened_is_opened_without_dates_by_the_portals_own_account(tmp_path: Path) -> None:
    assert "0/0" in run(tmp_path, month="2015-10")
    period = Period.objects.get(month="2015-10")
    assert (period.due_at, period.lock_at, period.opened_by.username) == (None, None, "nhap-tep")
    assert Briefing.objects.get().compiled_by.has_usable_password() is False


@pytest.mark.usefixtures("bach_thong")
@pytest.mark.parametrize(
    ("options", "said"), [({"month": "2015-13"}, "2015-11"), ({"body": "khong-co"}, "Không có cơ quan")]
)
def test_a_wrong_month_and_an_unknown_body_are_named(tmp_path: Path, options: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("compile_briefing", **{"body": "bach-thong", "month": "2015-11", "out": tmp_path, **options})


@pytest.mark.usefixtures("bach_thong")
def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(CommandError, match="Không ghi được vào thư mục"):
        run(tmp_path / "taken")
