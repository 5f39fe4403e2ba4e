"""The demo is the reference's November, honest about what is made up, and lived through step by step."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from communes.models import Commune, ConveningBody, Role, User
from meetings.models import Briefing, Conclusion, Meeting, Statement
from operations.actions.load_demo.months import load_months
from operations.actions.load_demo.units import load_units
from reports.checks import Finding
from reports.facts import Standing
from reports.figures import figures_of, findings_of, plans_of
from reports.models import Directive, Period, Report, Submission, Value
from reports.views.directive_rows import Reader, overdue_rows_of, rows_of
from reports.workflow import ReportStatus
from tests.documents.pdf_inside import opened
from tests.factories import PASSWORD, moment

FULL = ("2015-10", "2015-11")
TODAY = dt.date(2015, 12, 18)  # the day of the demo
pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db,
]  # without it pytest-django makes no test database for a module fixture


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ConveningBody]:
    """Bach Thong's three months, loaded once for all tests here, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        body = load_units()
        load_months(body)
        yield body
        transaction.set_rollback(True)


def shares(body: ConveningBody, month: str) -> dict[str, Decimal]:
    """Return each commune's revenue in per cent of its estimate, to two decimals."""
    found = {}
    for report in Report.objects.filter(period__body=body, period__month=month).select_related("commune__body"):
        plan = plans_of(report.commune, Period.objects.get(month=month).as_month)["BUD_REV_PLAN", ""].value
        revenue = figures_of(report)["BUD_REV_YTD", ""]
        found[report.commune.name] = round(revenue / plan * 100, 2)
    return found


def total(month: str, code: str) -> Decimal:
    values = Value.objects.filter(report__period__month=month, indicator__code=code)
    return sum((value.value for value in values), Decimal())


def test_november_has_the_five_percentages_of_the_reference(demo: ConveningBody) -> None:
    found = shares(demo, "2015-11")
    assert {name: share for name, share in found.items() if share >= 100} == {
        "Cẩm Giàng": Decimal("113.10"),
        "Vi Hương": Decimal("103.20"),
        "Dương Phong": Decimal("102.00"),
        "Quang Thuận": Decimal("101.53"),
        "Mỹ Thanh": Decimal("101.47"),
    }
    assert len(found) == 17
    assert min(found.values()) > 55


def test_the_budget_grew_from_october_to_november_everywhere(demo: ConveningBody) -> None:
    october, november = shares(demo, "2015-10"), shares(demo, "2015-11")
    assert all(october[name] < november[name] for name in november)


def test_the_harvest_is_above_70_per_cent_in_november_and_half_way_in_october(demo: ConveningBody) -> None:
    october, november = (total(month, "AGR_HARVESTED") / total(month, "AGR_SOWN") for month in FULL)
    assert Decimal("0.70") < november <= Decimal("0.75")
    assert Decimal("0.40") < october < Decimal("0.50")


def test_novembers_briefing_says_what_the_reference_says(demo: ConveningBody) -> None:
    briefing = Briefing.objects.get(period__month="2015-11")
    page = " ".join(sentence.text for sentence in briefing.sentences.order_by("block", "order"))
    assert (
        "Thu ngân sách một số xã đạt và vượt chỉ tiêu giao như: Cẩm Giàng 113,1%, Vi Hương 103,2%, Dương Phong 102%, "
        "Quang Thuận 101,5%, Mỹ Thanh 101,5%."
    ) in page
    assert "Việc thu hoạch các loại cây trồng vụ mùa đến thời điểm báo cáo đạt trên 70% diện tích." in page
    assert page.startswith("Sáng ngày 23 tháng 11 năm 2015, Thường trực Huyện ủy tổ chức Hội nghị giao ban")
    for theme in (
        "thu ngân sách đạt thấp",
        "chưa đạt tiến độ đề ra",
        "nông thôn mới còn chậm",
        "quyết liệt",
        "chặt chẽ",
    ):
        assert theme in page


def test_a_disease_of_october_is_over_in_november(demo: ConveningBody) -> None:
    assert [total(month, "LIV_SICK") for month in FULL] == [7, 0]


def test_october_and_november_are_complete_and_december_is_under_way(demo: ConveningBody) -> None:
    reports = Report.objects.filter(period__body=demo)
    for month in FULL:
        assert reports.filter(period__month=month, status=ReportStatus.ACCEPTED).count() == 17
    december = reports.filter(period__month="2015-12")
    assert Counter(december.values_list("status", flat=True)) == {
        "accepted": 8,
        "submitted": 4,
        "returned": 1,
        "ready": 1,
        "draft": 1,
    }
    begun = december.values("commune")
    assert set(Commune.objects.exclude(pk__in=begun).values_list("name", flat=True)) == {"Cẩm Giàng", "Vi Hương"}


def test_december_is_open_and_due_after_the_demos_today(demo: ConveningBody) -> None:
    december = Period.objects.get(month="2015-12")
    today = moment("2015-12-18")
    assert not december.is_locked(today)
    assert not december.is_overdue(today)
    assert Report.objects.order_by("-changed_at")[0].changed_at < today


def _findings(report: Report) -> list[Finding]:
    return [finding for finding in findings_of(report) if finding.indicator not in explained(report)]


def explained(report: Report) -> set[str]:
    return set(report.explanations.values_list("indicator__code", flat=True))


def test_no_figure_of_the_demo_breaks_a_rule_and_every_warning_is_explained(demo: ConveningBody) -> None:
    reports = Report.objects.exclude(status=ReportStatus.DRAFT).select_related("period__body", "commune__body")
    assert [_findings(report) for report in reports if _findings(report)] == []


def test_warnings_are_few(demo: ConveningBody) -> None:
    reports = Report.objects.filter(period__month__in=FULL).select_related("period__body", "commune__body")
    rules = Counter(finding.rule for report in reports for finding in findings_of(report))
    assert rules == {"missing": 2, "above_plan": 1, "falls": 1}


def test_every_step_is_dated_in_2015_and_in_order(demo: ConveningBody) -> None:
    for report in Report.objects.prefetch_related("events"):
        moments = [event.at for event in report.events.all()]
        assert moments == sorted(moments)
        assert all(moment.year == 2015 for moment in moments)


def test_a_returned_report_came_back_corrected_in_november(demo: ConveningBody) -> None:
    first, second = Submission.objects.filter(report__commune__slug="vi-huong", report__period__month="2015-11")
    assert '"value":"747"' in first.snapshot
    assert '"value":"774"' in second.snapshot
    assert first.reviews.get().comments.get().indicator.code == "BUD_REV_YTD"  # type: ignore[union-attr]


def test_one_november_report_came_late(demo: ConveningBody) -> None:
    reports = Report.objects.filter(period__month="2015-11").select_related("period", "commune")
    assert [report.commune.name for report in reports if report.is_late] == ["Cao Sơn"]


def test_the_meeting_is_the_references_and_names_no_person(demo: ConveningBody) -> None:
    meeting = Meeting.objects.get(period__month="2015-11")
    assert (meeting.held_at, meeting.place, meeting.chair) == (
        moment("2015-11-23", "08:00"),
        "Hội trường Huyện ủy",
        "Bí thư Huyện ủy",
    )
    assert meeting.concluded_at is not None
    assert meeting.attendances.count() == 2 + 13 + 2 * 17
    assert {row.presence for row in meeting.attendances.all()} == {"present", "absent", "replaced"}


def test_the_directives_of_november_hang_on_the_chairs_conclusions(demo: ConveningBody) -> None:
    conclusions = Conclusion.objects.filter(meeting__period__month="2015-11").prefetch_related("directives")
    assert [[each.number for each in c.directives.all()] for c in conclusions] == [[n] for n in range(1, 13)]
    assert {c.source.kind if c.source else "" for c in conclusions} == {"chair"}
    assert Statement.objects.filter(meeting__period__month="2015-11").count() == 4


def test_the_chairs_directives_are_numbered_and_stand_in_sectors(demo: ConveningBody) -> None:
    directives = Directive.objects.filter(period__month="2015-11").select_related("section")
    assert [directive.number for directive in directives] == list(range(1, 13))
    sections = [directive.section.code if directive.section else "" for directive in directives]
    assert sections[:4] == ["crops", "livestock", "forestry", "budget"]
    assert len(set(sections)) == 12
    assert all(directive.to_all_communes for directive in directives)


def test_only_the_five_demo_accounts_can_log_in(demo: ConveningBody) -> None:
    able = {user.username for user in User.objects.all() if user.has_usable_password()}
    assert able == {"camgiang", "vihuong", "vanphong", "bithu", "quantri"}
    assert all(User.objects.get(username=name).check_password(PASSWORD) for name in able)


@pytest.mark.parametrize(
    ("username", "roles"),
    [
        ("camgiang", {Role.CLERK, Role.SIGNER}),
        ("vihuong", {Role.CLERK, Role.SIGNER}),
        ("vanphong", {Role.OFFICE}),
        ("bithu", {Role.LEADER}),
        ("quantri", {Role.ADMIN}),
    ],
)
def test_each_demo_account_has_its_roles(demo: ConveningBody, username: str, roles: set[Role]) -> None:
    assert set(User.objects.get(username=username).memberships.values_list("role", flat=True)) == roles


def test_the_administrator_keeps_communes_and_only_reads_reports(demo: ConveningBody) -> None:
    admin = User.objects.get(username="quantri")
    assert admin.is_staff
    assert not admin.is_superuser
    assert admin.has_perm("communes.change_commune")
    assert admin.has_perm("reports.view_report")
    assert not admin.has_perm("reports.change_report")
    assert not admin.has_perm("communes.delete_commune")
    assert not User.objects.exclude(username="quantri").filter(is_staff=True).exists()


@pytest.mark.parametrize("month", ["2015-10", "2015-11", "2015-12"])
def test_the_one_page_is_a_single_sheet_of_a4_printed_on_both_sides(
    client: Client, settings: Settings, demo: ConveningBody, month: str
) -> None:
    settings.PORTAL_TODAY = TODAY
    client.force_login(User.objects.get(username="bithu"))
    with opened(client.get(f"/{demo.slug}/meetings/{month}/one-page.pdf").content) as pdf:
        sizes = [tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in pdf.pages]
    assert sizes in ([(210, 297)], [(210, 297)] * 2)


def test_the_one_page_has_the_very_overdue_directives_of_the_list(demo: ConveningBody) -> None:
    communes = list(Commune.objects.filter(body=demo).in_list_order())
    for day in (dt.date(2015, 11, 30), TODAY, dt.date(2016, 3, 1)):
        reader = Reader(demo, communes, reads_all=True, today=day)
        listed = [row for row in rows_of(reader) if row.standing is Standing.OVERDUE]
        assert overdue_rows_of(reader) == listed
        assert bool(listed) is (day >= TODAY)
