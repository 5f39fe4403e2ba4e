"""The border from database to core."""

from decimal import Decimal

import pytest
from django.db.models import Sum
from pytest_django import DjangoAssertNumQueries

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, User
from reports.facts import Figure
from reports.figures import assigned_plans, briefing_facts, plans_in_force
from reports.models import Period, Target, Value
from tests import factories

DECEMBER = Month(2015, 12)


def test_only_accepted_reports_reach_the_briefing(
    november: Period, cam_giang: Commune, vi_huong: Commune, signer: User, neighbour: User, office: User
) -> None:
    factories.make_accepted(november, cam_giang, signer, office, {"BUD_REV_YTD": "1131"})
    factories.make_submitted(november, vi_huong, neighbour, {"BUD_REV_YTD": "1032"})
    facts = briefing_facts(november, meeting=None)
    assert facts.this_month.reported == {"02008"}
    assert facts.this_month.of("BUD_REV_YTD") == {"02008": Figure(Decimal(1131), 1)}
    assert [commune.name for commune in facts.communes] == ["Vi Hương", "Cẩm Giàng"]


def test_a_revised_plan_counts_from_its_day_and_earlier_months_keep_theirs(
    november: Period, cam_giang: Commune, bach_thong: ConveningBody, office: User
) -> None:
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office)
    from datetime import date

    from reports.actions import set_targets
    from reports.models import Indicator

    entry = set_targets.TargetEntry(cam_giang, Indicator.objects.get(code="BUD_REV_PLAN"), Decimal(1200), year=2015)
    set_targets.set_targets(
        entries=[entry],
        document="QĐ điều chỉnh",
        decided_on=date(2015, 12, 1),
        by=office,
        at=factories.moment("2015-12-01"),
    )
    key = ("BUD_REV_PLAN", "")
    assert plans_in_force(bach_thong, november.as_month)[key]["02008"].value == 1000
    assert plans_in_force(bach_thong, DECEMBER)[key]["02008"] == Figure(Decimal(1200), None, None, 2)


def test_of_several_plans_the_one_without_a_name_counts_then_the_first_by_the_vietnamese_alphabet(
    november: Period, cam_giang: Commune, bach_thong: ConveningBody, office: User
) -> None:
    def counting() -> Decimal:
        return plans_in_force(bach_thong, november.as_month)["BUD_REV_PLAN", ""]["02008"].value

    # By the bytes of the names, as SQLite orders them, UBND would come first, and đ last.
    for value, assigner in enumerate(("UBND tỉnh", "hội đồng nhân dân", "Đảng ủy", "Ban chỉ đạo"), start=1):
        factories.set_plan(cam_giang, "BUD_REV_PLAN", str(value), office, assigned_by=assigner)
    assert counting() == 4
    Target.objects.filter(assigned_by="Ban chỉ đạo").delete()
    assert counting() == 3
    Target.objects.filter(assigned_by="Đảng ủy").delete()
    assert counting() == 2
    plans = assigned_plans(cam_giang, november.as_month)["BUD_REV_PLAN", ""]
    assert [plan.assigned_by for plan in plans] == ["hội đồng nhân dân", "UBND tỉnh"]
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "5", office)
    assert counting() == 5


def test_winter_crops_belong_to_the_winter_season_and_the_harvest_to_the_main_one(
    november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    factories.make_accepted(november, cam_giang, signer, office, {"AGR_HARVESTED": "70", "AGR_WINTER": "12.5"})
    values = briefing_facts(november, meeting=None).this_month.values
    assert set(values) == {("AGR_HARVESTED", "mua-2015"), ("AGR_WINTER", "dong-2015")}


def test_two_plans_of_one_commune_are_told_by_assigner_and_single_ones_are_not(
    november: Period, cam_giang: Commune, vi_huong: Commune, office: User
) -> None:
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office, assigned_by="tỉnh giao")
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1100", office, assigned_by="HĐND giao")
    factories.set_plan(vi_huong, "BUD_REV_PLAN", "700", office, assigned_by="tỉnh giao")
    factories.set_plan(cam_giang, "FOR_PLANT_PLAN", "50", office, assigned_by="tỉnh giao")
    facts = briefing_facts(november, meeting=None)
    told = {
        key: {who: {c: int(f.value) for c, f in plans.items()} for who, plans in by_assigner.items()}
        for key, by_assigner in facts.assigned.items()
    }
    assert told == {("BUD_REV_PLAN", ""): {"HĐND giao": {"02008": 1100}, "tỉnh giao": {"02008": 1000, "01975": 700}}}
    assert {c: int(f.value) for c, f in facts.this_month.of("BUD_REV_PLAN").items()} == {"02008": 1100, "01975": 700}


def test_a_year_ago_is_told_of_the_indicators_that_look_back_and_of_accepted_reports(
    november: Period, bach_thong: ConveningBody, cam_giang: Commune, vi_huong: Commune, signer: User, office: User
) -> None:
    before = factories.make_period(bach_thong, office, Month(2014, 11))
    factories.make_accepted(before, cam_giang, signer, office, {"BUD_REV_YTD": "900", "BUD_EXP_YTD": "5"})
    factories.make_submitted(before, vi_huong, office, {"BUD_REV_YTD": "1"})
    facts = briefing_facts(november, meeting=None, looked_back_at={"BUD_REV_YTD"})
    assert facts.last_year is not None
    assert facts.last_year.month == Month(2014, 11)
    assert facts.last_year.values == {("BUD_REV_YTD", ""): {"02008": Figure(Decimal(900), 1)}}
    assert briefing_facts(november, meeting=None).last_year is None


def test_a_closed_season_is_told_as_it_was_last_reported(
    november: Period, bach_thong: ConveningBody, cam_giang: Commune, vi_huong: Commune, signer: User, office: User
) -> None:
    may, june = (factories.make_period(bach_thong, office, Month(2015, month)) for month in (5, 6))
    factories.make_accepted(may, cam_giang, signer, office, {"AGR_SOWN@xuan-2015": "80"})
    factories.make_accepted(june, cam_giang, signer, office, {"AGR_SOWN@xuan-2015": "90"})
    factories.make_accepted(may, vi_huong, office, office, {"AGR_SOWN@xuan-2015": "70"})
    facts = briefing_facts(november, meeting=None, looked_back_at={"AGR_SOWN"})
    assert [season.code for season in facts.closed_seasons] == ["xuan-2015"]
    assert facts.closed_figures == {
        ("AGR_SOWN", "xuan-2015"): {
            "02008": Figure(Decimal(90), 1, None, None, Month(2015, 6)),
            "01975": Figure(Decimal(70), 1, None, None, Month(2015, 5)),
        }
    }


def test_sums_in_the_database_are_exact_to_the_last_digit(
    november: Period, cam_giang: Commune, vi_huong: Commune, signer: User, neighbour: User
) -> None:
    factories.make_report(november, cam_giang, signer, {"BUD_REV_YTD": "0.1"})
    factories.make_report(november, vi_huong, neighbour, {"BUD_REV_YTD": "0.2"})
    assert Value.objects.aggregate(total=Sum("value"))["total"] == Decimal("0.3")


@pytest.mark.parametrize("count", [1, 6])
def test_the_number_of_queries_does_not_grow_with_the_communes(
    november: Period,
    bach_thong: ConveningBody,
    office: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        commune = factories.make_commune(
            bach_thong, f"Xã {number}", code=f"9{number}", slug=f"xa-{number}", order=number
        )
        factories.make_accepted(november, commune, office, office, {"BUD_REV_YTD": "1"})
    with django_assert_num_queries(17):
        briefing_facts(november, meeting=None)
