"""Months of different shape, whose briefings the golden texts pin."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from briefing_portal.lib.months import Month
from meetings.briefing.measures import COMPARED_ON_YEAR
from reports.facts import (
    AddresseeFact,
    AnswerState,
    BriefingFacts,
    CarriedDirective,
    DepartmentFact,
    EarlierIssue,
    IndicatorFact,
    IssueFact,
    MeetingFact,
    MonthFigures,
    NarrativeFact,
    ProposalFact,
    SeasonFact,
    Standing,
)
from tests.meetings.briefing.month import (
    BODY,
    CODES,
    DIRECTIVES,
    INDICATORS,
    LAST_MONTH,
    MAIN,
    MEETING,
    NOVEMBER,
    PLANS,
    REVENUE_PLAN,
    SEVENTEEN,
    SOWN,
    THIS_MONTH,
    WINTER,
    WORKS_LATE,
    facts_of,
    figures,
    november,
    without,
)

DECEMBER, JANUARY = Month(2015, 12), Month(2016, 1)
BEFORE_CHRISTMAS = datetime(2015, 12, 22, 13, 30, tzinfo=timezone(timedelta(hours=7)))


def scaled(base: Mapping[str, object], share: str) -> dict[str, object]:
    """Return a share of each figure, in whole numbers."""
    return {name: round(Decimal(str(value)) * Decimal(share)) for name, value in base.items()}


def everywhere(value: object) -> dict[str, object]:
    """Return the same figure for every commune."""
    return dict.fromkeys(SEVENTEEN, value)


def revenue(*shares: object, others: object) -> dict[str, object]:
    """Return what each commune collected: these per cent of the estimate in list order, the rest the last ones."""
    of = dict(zip(SEVENTEEN, [*shares, *[others] * (len(SEVENTEEN) - len(shares))], strict=True))
    return {name: Decimal(str(REVENUE_PLAN[name])) * Decimal(str(of[name])) / 100 for name in SEVENTEEN}


def all_reported() -> BriefingFacts:
    """Return November as the reference has it."""
    return november()


def told_again() -> BriefingFacts:
    """Return November with what was told before: works late since September, a theme that nobody tells any longer."""
    october, september = NOVEMBER.previous(), NOVEMBER.plus(-2)
    earlier = (
        EarlierIssue(september, CODES["Cao Sơn"], "construction", f"- {WORKS_LATE};", 1),
        EarlierIssue(october, CODES["Vũ Muộn"], "construction", WORKS_LATE, 2),
        EarlierIssue(october, CODES["Tú Trĩ"], "new_rural", "Thực hiện chương trình nông thôn mới chậm", 1),
        EarlierIssue(october, CODES["Đôn Phong"], "production", "Phát sinh dịch lở mồm long móng", 1),
        EarlierIssue(october, CODES["Hà Vị"], "security", "Còn trộm cắp vặt", 1),
    )
    return november(earlier_issues=earlier, carried=_carried(), as_of=date(2015, 11, 23))


def _carried() -> tuple[CarriedDirective, ...]:
    """Return October's vaccination, late in three communes, a department's matter, and what is done."""
    october, due = NOVEMBER.previous(), date(2015, 10, 31)
    late = {"Vũ Muộn": "Còn hai thôn.", "Đôn Phong": "Đang chữa đàn trâu mắc bệnh.", "Cao Sơn": ""}
    vaccination = tuple(
        AddresseeFact(
            CODES[name],
            "",
            Standing.OVERDUE if name in late else Standing.DONE,
            due,
            (AnswerState.UNDER_WAY if late.get(name, "x") else None) if name in late else AnswerState.DONE,
            late.get(name, "Đã tiêm xong."),
            None if late.get(name) == "" else NOVEMBER,
            None if late.get(name) == "" else 2,
        )
        for name in SEVENTEEN
    )
    paid = AddresseeFact("", VETERINARY, Standing.OVERDUE, due, AnswerState.NOT_DONE, "Chờ vốn.", NOVEMBER)
    held = tuple(
        AddresseeFact(CODES[name], "", Standing.DONE, None, AnswerState.DONE, "Đã họp.", NOVEMBER, 1)
        for name in SEVENTEEN
    )
    sown = tuple(
        AddresseeFact(CODES[name], "", Standing.OPEN, None, AnswerState.UNDER_WAY, "", NOVEMBER, 1)
        for name in SEVENTEEN
    )
    return (
        CarriedDirective(october, "1", "Hoàn thành tiêm phòng vụ thu.", Standing.OVERDUE, vaccination, due),
        CarriedDirective(october, "2", "Cấp đủ vắc xin cho các xã", Standing.OVERDUE, (paid,), due),
        CarriedDirective(october, "3", "Quán triệt Nghị quyết", Standing.DONE, held),
        CarriedDirective(october.previous(), "5", "Gieo trồng cây vụ đông", Standing.OPEN, sown),
    )


_UNSAID = ("FOR_VIOLATION", "HEA_CASES", "SEC_FIRE", "AGR_PEST")


def one_missing() -> BriefingFacts:
    """Return November without Hà Vị's report; some things Tú Trĩ left empty, and Vi Hương October."""
    numbers = {**THIS_MONTH, **{code: _but(THIS_MONTH[code], "Tú Trĩ") for code in _UNSAID}}
    last = {code: _but(by_name, "Vi Hương") for code, by_name in LAST_MONTH.items()}
    facts = replace(facts_of(numbers, last_month=last), issues=november().issues, directives=DIRECTIVES)
    proposals = (
        ProposalFact(CODES["Cao Sơn"], "Hỗ trợ giống ngô", "Phòng Nông nghiệp và Phát triển nông thôn", 3),
        ProposalFact(CODES["Tân Tiến"], "Sửa cầu treo", "Phòng Kinh tế và Hạ tầng", 3),
        ProposalFact(CODES["Vũ Muộn"], "Hỗ trợ vắc xin", "Phòng Nông nghiệp và Phát triển nông thôn", 3),
    )
    return without(replace(facts, meeting=MEETING, proposals=proposals), "Hà Vị")


def _but(by_name: Mapping[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in by_name.items() if name not in names}


FINANCE, TAX, VETERINARY = "Phòng Tài chính – Kế hoạch", "Chi cục Thuế huyện", "Trạm Thú y"


def own_total(department: str, indicator: str, value: str, *, is_printed: bool = True) -> DepartmentFact:
    """Return a department's total of an indicator, in its season where it has one."""
    season = next((i.season for i in INDICATORS if i.code == indicator), "")
    return DepartmentFact(department, "phong", indicator, season, Decimal(value), is_printed, date(2015, 11, 20))


def departments_differ() -> BriefingFacts:
    """Return November without Hà Vị, with departments' totals: printed, equal to the sum, and for the office alone."""
    totals = (
        own_total(FINANCE, "BUD_REV_YTD", "11410.5"),
        own_total(TAX, "BUD_REV_YTD", "11398"),
        own_total(FINANCE, "INV_WORKS", "17"),
        own_total(FINANCE, "INV_WORKS_LATE", "16", is_printed=False),
        own_total(FINANCE, "NTM_ROAD", "5.5"),
        own_total(VETERINARY, "LIV_VACC", "20000", is_printed=False),
    )
    return without(november(department_figures=totals), "Hà Vị")


def half_missing() -> BriefingFacts:
    """Return November with nine reports of seventeen, before the meeting."""
    planned = replace(MEETING, concluded=False)
    return without(november(meeting=planned), *SEVENTEEN[1:8], "Cẩm Giàng")


def all_zero() -> BriefingFacts:
    """Return a December in which every commune confirms zero for everything."""
    numbers = {code: by_name if code in PLANS else dict.fromkeys(by_name, 0) for code, by_name in THIS_MONTH.items()}
    last = {"SEC_CRIME": everywhere(0), "SEC_TRAFFIC": everywhere(0), "LIV_SICK": everywhere(0)}
    return facts_of(numbers, last_month=last, month=DECEMBER)


def one_commune_reported() -> BriefingFacts:
    """Return November with the report of Cẩm Giàng alone: too few to speak of the district."""
    facts = without(november(), *(name for name in SEVENTEEN if name != "Cẩm Giàng"))
    silent = IssueFact(CODES["Cẩm Giàng"], "coordination", "Sự phối hợp có lúc chưa thực sự chặt chẽ", "", "", 3)
    return replace(facts, issues=(silent,))


def body_of_one_commune() -> BriefingFacts:
    """Return November of a body that convenes Cẩm Giàng alone."""
    body = replace(BODY, units_word="xã", group_title="xã")
    of_one = facts_of(
        {code: {"Cẩm Giàng": by_name["Cẩm Giàng"]} for code, by_name in THIS_MONTH.items()},
        last_month={code: {"Cẩm Giàng": by_name["Cẩm Giàng"]} for code, by_name in LAST_MONTH.items() if len(by_name)},
        units=((CODES["Cẩm Giàng"], "Cẩm Giàng"),),
        body=body,
    )
    proposal = ProposalFact(CODES["Cẩm Giàng"], "Sửa đường liên thôn", "UBND huyện", 3)
    return replace(of_one, meeting=MEETING, proposals=(proposal,))


def ties() -> BriefingFacts:
    """Return a November of ties: at the cap of the list, at a step of five, at last month's figure, at the target."""
    numbers = {
        **THIS_MONTH,
        "AGR_HARVESTED": {name: Decimal(str(value)) * Decimal("0.7") for name, value in SOWN.items()},
        "BUD_REV_YTD": revenue(100, "101.5", "101.5", "100", "101.5", "101.5", "101.5", "101.5", others="90"),
        "BUD_EXP_YTD": scaled(REVENUE_PLAN, "5"),
        "NTM_CRITERIA": _but(everywhere(10), "Phủ Thông"),
        "SEC_SOLVED": THIS_MONTH["SEC_CRIME"],
        "ADM_ONTIME": THIS_MONTH["ADM_RESOLVED"],
        "INV_WORKS_LATE": everywhere(0),
        "AGR_PEST": everywhere(0),
    }
    last = {**LAST_MONTH, "SEC_CRIME": {**everywhere(0), "Vi Hương": 4}, "LIV_SICK": everywhere(0)}
    last["BUD_REV_YTD"] = scaled(REVENUE_PLAN, "0.86")
    return replace(facts_of(numbers, last_month=last), meeting=MEETING, directives=DIRECTIVES[:1])


def every_commune_above_target() -> BriefingFacts:
    """Return a December in which all seventeen collected more than the estimate and harvested everything."""
    shares = [Decimal(101) + Decimal(number * 7 % 17) / 2 for number in range(17)]
    numbers = {
        **THIS_MONTH,
        "AGR_HARVESTED": SOWN,
        "AGR_WINTER": scaled(SOWN, "0.31"),
        "BUD_REV_YTD": revenue(*shares, others=0),
        "NTM_CRITERIA": _but(everywhere(19), "Phủ Thông"),
        "FOR_VIOLATION": everywhere(0),
        "SEC_CRIME": everywhere(0),
        "SEC_SOLVED": everywhere(0),
    }
    meeting = replace(MEETING, held_at=BEFORE_CHRISTMAS, chair="Bí thư Huyện ủy")
    last = {**LAST_MONTH, "BUD_REV_YTD": THIS_MONTH["BUD_REV_YTD"]}
    return replace(facts_of(numbers, last_month=last, month=DECEMBER), meeting=meeting)


def none_above_target() -> BriefingFacts:
    """Return a November in which the best commune collected 99,96 % and nobody reached the new-rural aim."""
    numbers = {
        **THIS_MONTH,
        "BUD_REV_YTD": revenue("99.96", "97", "94.5", others="71"),
        "NTM_CRITERIA": _but(everywhere(8), "Phủ Thông"),
        "INV_DISBURSED": everywhere(0),
        "PAR_ADMIT": scaled(everywhere(4), "0.5"),
    }
    last = {**LAST_MONTH, "BUD_REV_YTD": scaled(REVENUE_PLAN, "0.65")}
    return replace(facts_of(numbers, last_month=last), meeting=MEETING, directives=DIRECTIVES[2:])


def disaster() -> BriefingFacts:
    """Return a November of epidemic, fires and falls, of a body that names in criticism."""
    sick = {**scaled(SOWN, "0.9"), "Phủ Thông": 0}
    numbers = {
        **THIS_MONTH,
        "AGR_HARVESTED": scaled(SOWN, "0.03"),
        "AGR_WINTER": scaled(SOWN, "0.02"),
        "AGR_PEST": scaled(SOWN, "0.4"),
        "LIV_SICK": sick,
        "LIV_VACC": scaled(SOWN, "1.1"),
        "FOR_FIRE": {**everywhere(0), "Cao Sơn": 2, "Vũ Muộn": 1},
        "BUD_REV_YTD": revenue("69.96", "44", "52.5", "38.2", "39.1", "39.1", "40", "41.25", others="55"),
        "HEA_CASES": scaled(SOWN, "0.2"),
        "SEC_CRIME": everywhere(2),
        "SEC_SOLVED": everywhere(0),
        "SEC_TRAFFIC": everywhere(1),
        "SEC_FIRE": everywhere(3),
        "INV_WORKS_LATE": THIS_MONTH["INV_WORKS"],
        "INV_DISBURSED": scaled(REVENUE_PLAN, "0.2"),
        "EDU_ATTEND": scaled(SOWN, "2"),
        "CUL_EVENTS": everywhere(0),
        "SOC_JOBS": everywhere(0),
        "MIL_DELIVERED": everywhere(0),
        "PAR_ADMIT": everywhere(0),
    }
    last = {
        "BUD_REV_YTD": revenue("71", "46", "53", others="56"),
        "LIV_SICK": everywhere(0),
        "SEC_CRIME": everywhere(1),
        "SEC_TRAFFIC": everywhere(0),
    }
    facts = facts_of(numbers, last_month=last, body=replace(BODY, names_in_criticism=True))
    return replace(facts, issues=_DISASTERS, meeting=replace(MEETING, attendance=()))


_DISASTERS = (
    *(IssueFact(CODES[name], "production", "Dịch lở mồm long móng lây lan nhanh", "", "", 3) for name in SEVENTEEN[1:]),
    *(IssueFact(CODES[name], "construction", "Công trình bị lũ làm hư hỏng", "", "", 3) for name in SEVENTEEN[:4]),
    IssueFact(CODES["Cao Sơn"], "security", "Cháy rừng do đốt nương; lực lượng chữa cháy mỏng", "", "", 3),
    IssueFact(CODES["Vũ Muộn"], "social", "Một số hộ thiếu đói", "", "", 3),
)


def january() -> BriefingFacts:
    """Return January 2016: what counts from the first of the year begins again, the spring crop is being sown."""
    numbers = {
        "AGR_SOWN_PLAN": scaled(SOWN, "0.9"),
        "AGR_SOWN": scaled(SOWN, "0.12"),
        "AGR_HARVESTED": everywhere(0),
        "AGR_WINTER_PLAN": scaled(SOWN, "0.3"),
        "AGR_WINTER": scaled(SOWN, "0.29"),
        "AGR_PEST": everywhere(0),
        **{code: THIS_MONTH[code] for code in ("LIV_SICK", "FOR_FIRE", "SEC_CRIME", "SEC_SOLVED", "SEC_TRAFFIC")},
        "LIV_VACC_PLAN": THIS_MONTH["LIV_VACC_PLAN"],
        "LIV_VACC": everywhere(0),
        "FOR_PREP": scaled(SOWN, "0.02"),
        "BUD_REV_PLAN": REVENUE_PLAN,
        "BUD_REV_YTD": revenue(2, "4.9", 5, others="8.4"),
        "BUD_EXP_PLAN": scaled(REVENUE_PLAN, "5"),
        "BUD_EXP_YTD": scaled(REVENUE_PLAN, "0.4"),
        "INV_PLAN": scaled(REVENUE_PLAN, "2"),
        "INV_DISBURSED": everywhere(0),
        "SOC_JOBS": scaled(SOWN, "0.03"),
        "PAR_ADMIT_PLAN": THIS_MONTH["PAR_ADMIT_PLAN"],
        "PAR_ADMIT": {**everywhere(0), "Cẩm Giàng": 1},
    }
    facts = facts_of(numbers, last_month={**LAST_MONTH, "BUD_REV_YTD": REVENUE_PLAN}, month=JANUARY)
    held = MeetingFact(datetime(2016, 1, 25, 8, tzinfo=BEFORE_CHRISTMAS.tzinfo), "", "", (), concluded=False)
    told = (NarrativeFact(CODES["Cẩm Giàng"], "education", "Học sinh đi học chuyên cần trong dịp giáp Tết.", 3),)
    return in_season(replace(facts, meeting=held, narratives=told), "xuan-2016", "vụ xuân năm 2016")


def in_season(facts: BriefingFacts, code: str, name: str, *, winter: str = "dong-2015") -> BriefingFacts:
    """Return the facts as of a month whose field crops belong to another season than November's."""
    seasons = (SeasonFact(code, name), SeasonFact(winter, "vụ đông năm 2015 – 2016"))
    indicators = tuple(_of_season(indicator, code, winter) for indicator in INDICATORS)
    moved = {
        (indicator.code, indicator.season): facts.this_month.values[key]
        for indicator, before in zip(indicators, INDICATORS, strict=True)
        if (key := (before.code, before.season)) in facts.this_month.values
    }
    return replace(facts, seasons=seasons, indicators=indicators, this_month=replace(facts.this_month, values=moved))


def _of_season(indicator: IndicatorFact, code: str, winter: str) -> IndicatorFact:
    if not indicator.season:
        return indicator
    return replace(indicator, season=winter if indicator.season.startswith("dong") else code)


def plans_seasons_and_dates() -> BriefingFacts:
    """Return a September with two plans, a year before, a closed season, and figures of an earlier day."""
    month, spring, main, winter = Month(2016, 9), "xuan-2016", "mua-2016", "dong-2016"
    this = {**THIS_MONTH, "AGR_HARVESTED": everywhere(0), "AGR_OUTPUT": SOWN, "AGR_OUTPUT_PLAN": scaled(SOWN, "1.3")}
    this |= {"AGR_RICE_SOWN": scaled(SOWN, "0.5"), "AGR_MAIZE_SOWN": scaled(SOWN, "0.25")}
    this |= {"BUD_REV_TAX": scaled(REVENUE_PLAN, "0.6"), "BUD_REV_LAND": scaled(REVENUE_PLAN, "0.1")}
    year_ago = {code: scaled(this[code], "0.9") for code in COMPARED_ON_YEAR}
    year_ago |= {"SEC_CRIME": everywhere(1), "FOR_PLANT": _but(scaled(this["FOR_PLANT"], "1.2"), "Hà Vị")}
    facts = facts_of(this, last_month=LAST_MONTH, month=month)
    seasons = {MAIN: main, WINTER: winter}
    values = {(code, seasons.get(s, s)): found for (code, s), found in facts.this_month.values.items()}
    late = {c: figure._replace(as_of=date(2016, 8, 31)) for c, figure in values["LIV_VACC", ""].items()}
    early = {**values["HEA_VISITS", ""]}
    early |= {CODES[name]: early[CODES[name]]._replace(as_of=date(2016, 9, 5)) for name in ("Cao Sơn", "Hà Vị")}
    values |= {("LIV_VACC", ""): late, ("HEA_VISITS", ""): early}
    asked = {name: Decimal(str(plan)) * Decimal("2.1") for name, plan in REVENUE_PLAN.items()}
    spent = {"HĐND giao": figures({"INV_PLAN": asked})["INV_PLAN", ""], "tỉnh giao": values["INV_PLAN", ""]}
    plan = values["BUD_REV_PLAN", ""]
    more = {commune: figure._replace(value=figure.value + 10, revision=2) for commune, figure in plan.items()}
    sown = figures({"AGR_SOWN": scaled(SOWN, "0.7")})["AGR_SOWN", MAIN]
    return replace(
        facts,
        indicators=tuple(replace(i, season=seasons.get(i.season, "")) for i in INDICATORS),
        seasons=(
            SeasonFact(main, "vụ mùa 2016", "mua", 2016, date(2016, 6, 1)),
            SeasonFact(winter, "vụ đông 2016–2017", "dong", 2016, date(2016, 9, 15)),
        ),
        this_month=replace(facts.this_month, values=values),
        data_to=date(2016, 9, 14),
        last_year=MonthFigures(Month(2015, 9), facts.this_month.reported, figures(year_ago)),
        assigned={("BUD_REV_PLAN", ""): {"HĐND giao": more, "tỉnh giao": plan}, ("INV_PLAN", ""): spent},
        closed_seasons=(SeasonFact(spring, "vụ xuân 2016", "xuan", 2016, date(2016, 1, 1)),),
        closed_figures={("AGR_SOWN", spring): {c: f._replace(month=Month(2016, 6)) for c, f in sown.items()}},
    )


SHAPES: Mapping[str, Callable[[], BriefingFacts]] = {
    "all-reported": all_reported,
    "told-again": told_again,
    "one-missing": one_missing,
    "departments-differ": departments_differ,
    "half-missing": half_missing,
    "all-zero": all_zero,
    "one-commune-reported": one_commune_reported,
    "body-of-one-commune": body_of_one_commune,
    "ties": ties,
    "every-commune-above-target": every_commune_above_target,
    "none-above-target": none_above_target,
    "disaster": disaster,
    "january": january,
    "plans-seasons-and-dates": plans_seasons_and_dates,
}
