"""The command that loads the demo, and the way of its November through a workbook."""

import csv
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, Department, User
from documents.models import PublishedDocument
from meetings.actions import compile_month
from meetings.briefing.content import Content, write_briefing
from operations.actions.load_demo.months import load_months
from operations.actions.load_demo.units import load_units
from operations.checks import check_integrity
from reports.facts import BriefingFacts, Figures, Key, MonthFigures
from reports.figures import briefing_facts, figures_of
from reports.forms.workbook import outline_of
from reports.models import Indicator, Period, Report, Season, Target
from reports.models.catalogue import IndicatorKind
from tests import factories
from tests.reports.workbooks import EXPLANATIONS, FIGURES, ISSUES, NARRATIVES, PROPOSALS, TARGETS, Book

DEMO = Path(__file__).parents[2] / "operations" / "demo"
OCTOBER, NOVEMBER = Month(2015, 10), Month(2015, 11)


def load(*flags: str) -> str:
    out = StringIO()
    call_command("load_demo", "--allow-outside-debug", *flags, stdout=out)
    return out.getvalue()


@pytest.fixture
def blank_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish without drawing: for tests of what is loaded, not of how it is printed."""
    factories.leave_papers_blank(monkeypatch)


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_the_demo_is_refused_on_a_real_portal(db: None) -> None:
    with pytest.raises(CommandError, match="DEBUG is off"):
        call_command("load_demo")
    assert not ConveningBody.objects.exists()


def test_units_only_is_everything_but_months_and_figures(db: None) -> None:
    load("--units-only")
    assert not Period.objects.exists()
    assert not Target.objects.exists()
    assert Indicator.objects.exists()
    assert Department.objects.count() == 13
    assert Season.objects.count() == 3 * 13
    assert set(Season.objects.filter(crop_year=2015).values_list("code", "name")) == {
        ("xuan-2015", "vụ xuân 2015"),
        ("mua-2015", "vụ mùa 2015"),
        ("dong-2015", "vụ đông 2015–2016"),
    }


def test_the_communes_are_those_of_the_list_in_its_order_and_spelling(db: None) -> None:
    load("--units-only")
    with (DEMO / "units.csv").open(encoding="utf-8") as file:
        listed = [(row["code"], row["slug"], row["name"], row["kind"]) for row in csv.DictReader(file)]
    communes = Commune.objects.in_list_order()
    assert list(communes.values_list("code", "slug", "name", "kind")) == listed
    assert communes.get(name="Sỹ Bình").aliases == "Sĩ Bình"


@pytest.mark.long
def test_loading_twice_changes_nothing(db: None) -> None:
    load("--units-only")
    assert "3 new months, 4 new documents" in load()
    before = counts()
    assert "0 new months, 0 new documents" in load()
    load("--units-only")
    assert counts() == before
    assert sorted(PublishedDocument.objects.values_list("month", "edition")) == [
        (month, edition) for month in ("2015-10", "2015-11") for edition in ("internal", "published")
    ]
    assert check_integrity().mismatches == ()


@pytest.mark.long
@pytest.mark.usefixtures("blank_papers")
def test_months_that_a_command_opened_and_nobody_reported_in_are_loaded_too(db: None, tmp_path: Path) -> None:
    load("--units-only")
    file = tmp_path / "mau.xlsx"
    call_command("workbook_template", body="bach-thong", month="2015-11", out=file, stdout=StringIO())
    assert "3 new months, 4 new documents" in load()
    assert Report.objects.filter(period__month="2015-11").count() == 17
    assert Period.objects.get(month="2015-11").due_at is not None


@pytest.mark.long
@pytest.mark.usefixtures("blank_papers")
def test_a_month_that_people_reported_themselves_is_neither_loaded_over_nor_published(db: None) -> None:
    load("--units-only")
    commune = Commune.objects.get(slug="cam-giang")
    office = User.objects.get(username="vanphong")
    november = factories.make_period(commune.body, office)
    factories.make_accepted(november, commune, User.objects.get(username="camgiang"), office, {"BUD_REV_YTD": "1"})
    compile_month.compile(period=november, by=office, at=factories.moment("2015-11-20"))
    assert "2 new months, 2 new documents" in load()
    assert Report.objects.filter(period=november).count() == 1
    assert set(PublishedDocument.objects.values_list("month", flat=True)) == {"2015-10"}


def test_what_a_person_changed_in_the_demo_stays(db: None) -> None:
    load("--units-only")
    Commune.objects.filter(slug="cam-giang").update(aliases="Cẩm Giàng cũ")
    load("--units-only")
    assert Commune.objects.get(slug="cam-giang").aliases == "Cẩm Giàng cũ"


class Told(NamedTuple):
    """What a month says: each commune's figures, the facts for the core, and what the core writes of them."""

    figures: dict[str, dict[Key, Decimal]]
    facts: BriefingFacts
    content: Content


def tell(month: Month) -> Told:
    period = Period.objects.get(month=str(month))
    # A workbook has no directives, no answers to them and no due day.
    told = replace(briefing_facts(period, meeting=None), directives=(), carried=(), as_of=None)
    facts = _without_numbers(told)
    figures = {report.commune.code: dict(figures_of(report)) for report in Report.objects.filter(period=period)}
    return Told(figures, facts, write_briefing(facts))


def _without_numbers(facts: BriefingFacts) -> BriefingFacts:
    """Leave out how many times each commune submitted: a workbook is handed in once."""
    return replace(
        facts,
        this_month=_first_submissions(facts.this_month),
        last_month=_first_submissions(facts.last_month),
        issues=tuple(replace(each, submission=1) for each in facts.issues),
        proposals=tuple(replace(each, submission=1) for each in facts.proposals),
        narratives=tuple(replace(each, submission=1) for each in facts.narratives),
    )


def _first_submissions(month: MonthFigures) -> MonthFigures:
    values: Figures = {
        key: {code: figure._replace(submission=figure.submission and 1) for code, figure in by_commune.items()}
        for key, by_commune in month.values.items()
    }
    return replace(month, values=values)


def export(month: Month, folder: Path) -> Path:
    """Write a month as an office would: into the template, plans and words too."""
    period = Period.objects.get(month=str(month))
    book = Book(period)
    columns = outline_of(period).columns(IndicatorKind.MEASURED) + outline_of(period).columns(IndicatorKind.TARGET)
    headings = {column.key: column.heading for column in columns}
    for target in Target.objects.select_related("commune", "indicator", "season"):
        key = (target.indicator.code, target.season.code if target.season else "")
        for heading, value in (
            (headings[key], target.value),
            ("document", target.document),
            ("from", target.decided_on),
        ):
            book.put(TARGETS, target.commune.code, heading, value)
    for report in Report.objects.filter(period=period).in_list_order():
        _export_report(report, book, headings)
    folder.mkdir()
    return book.save(folder)


def _export_report(report: Report, book: Book, headings: dict[Key, str]) -> None:
    code = report.commune.code
    for key, value in figures_of(report).items():
        book.put(FIGURES, code, headings[key], float(value))  # as Excel keeps it
    for narrative in report.narratives.all():
        book.add(NARRATIVES, code, narrative.section.code, narrative.text)
    for explanation in report.explanations.all():
        book.add(EXPLANATIONS, code, explanation.indicator.code, explanation.text)
    for issue in report.issues.all():
        book.add(ISSUES, code, issue.category.code, issue.text, issue.cause, issue.remedy)
    for proposal in report.proposals.all():
        book.add(PROPOSALS, code, proposal.text, proposal.addressee)


@pytest.mark.long
def test_the_months_come_out_of_their_workbooks_as_they_went_in(db: None, tmp_path: Path) -> None:
    with transaction.atomic():
        load_months(load_units())
        files = {month: export(month, tmp_path / str(month)) for month in (OCTOBER, NOVEMBER)}
        before = tell(NOVEMBER)
        transaction.set_rollback(True)
    assert not Period.objects.exists()
    load("--units-only")
    for month, file in files.items():
        call_command(
            "import_reports", str(file), "--body", "bach-thong", "--month", str(month), "--accept", stdout=StringIO()
        )
    after = tell(NOVEMBER)
    assert after.figures == before.figures
    assert after.facts == before.facts
    assert after.content == before.content
