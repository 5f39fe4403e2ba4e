"""Facts to write briefings from: Bạch Thông's 17 communes in November 2015, and any month made of few figures."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import sort_key
from meetings.briefing.content import Content, write_briefing
from meetings.briefing.prose import Sentence
from reports.facts import (
    BodyFact,
    BriefingFacts,
    CategoryFact,
    CommuneFact,
    DirectiveFact,
    Figure,
    IndicatorFact,
    IssueFact,
    Key,
    MeetingFact,
    MonthFigures,
    NarrativeFact,
    SeasonFact,
    SectionFact,
)

CATALOGUE = Path(__file__).parents[3] / "reports" / "catalogue"
NOVEMBER = Month(2015, 11)
MAIN, WINTER = "mua-2015", "dong-2015"
UNITS = (
    ("01969", "Phủ Thông"),
    ("01972", "Phương Linh"),
    ("01975", "Vi Hương"),
    ("01978", "Sỹ Bình"),
    ("01981", "Vũ Muộn"),
    ("01984", "Đôn Phong"),
    ("01987", "Tú Trĩ"),
    ("01990", "Lục Bình"),
    ("01993", "Tân Tiến"),
    ("BT-QB", "Quân Bình"),
    ("01999", "Nguyên Phúc"),
    ("02002", "Cao Sơn"),
    ("BT-HV", "Hà Vị"),
    ("02008", "Cẩm Giàng"),
    ("02011", "Mỹ Thanh"),
    ("02014", "Dương Phong"),
    ("02017", "Quang Thuận"),
)
CODES = {name: code for code, name in UNITS}
BODY = BodyFact(
    slug="bach-thong",
    name="Huyện ủy Bạch Thông",
    convener="Thường trực Huyện ủy",
    chair_title="Bí thư Huyện ủy",
    group_title="Khối xã, thị trấn",
    units_word="xã, thị trấn",
    unit_word="xã",
    list_threshold=Decimal(100),
    list_cap=5,
    names_in_praise=True,
    names_in_criticism=False,
    minimum_coverage=Decimal(50),
)
MEETING = MeetingFact(
    held_at=datetime(2015, 11, 23, 8, tzinfo=timezone(timedelta(hours=7))),
    place="Hội trường Huyện ủy",
    chair="Hoàng Thu Trang",
    attendance=(
        "các đồng chí Ủy viên Ban Thường vụ Huyện ủy",
        "Thường trực HĐND huyện",
        "đại diện lãnh đạo một số phòng, ban, ngành, đoàn thể huyện",
        "Bí thư Đảng ủy, Chủ tịch UBND các xã, thị trấn",
    ),
    concluded=True,
)
Numbers = Mapping[str, Mapping[str, object]]  # indicator → commune's name → figure


def communes(units: tuple[tuple[str, str], ...] = UNITS) -> tuple[CommuneFact, ...]:
    """Return communes in list order; Phủ Thông is a town."""
    return tuple(
        CommuneFact(code, name, "thị trấn" if name == "Phủ Thông" else "xã", rank, sort_key(name))
        for rank, (code, name) in enumerate(units, start=1)
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def indicators() -> tuple[IndicatorFact, ...]:
    """Return the catalogue of the project, as November's seasons ask for it."""
    return tuple(
        IndicatorFact(
            code=row["code"],
            section=row["section"],
            order=int(row["order"]),
            name=row["name_vi"],
            unit=row["unit"],
            kind=row["kind"],
            nature=row["nature"],
            aggregation=row["aggregation"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            condition=row["condition"],
            plan=row["plan"],
            part_of=row["part_of"],
            decimals=int(row["decimals"]),
            better=row["better"],
            ranked=row["ranked"] == "yes",
            season=_season(row),
            season_kinds=tuple(row["seasons"].split(";")) if row["seasons"] else (),
        )
        for row in _rows("catalogue.csv")
    )


def _season(row: dict[str, str]) -> str:
    if not row["nature"].startswith("season"):
        return ""
    return WINTER if row["seasons"] == "dong" else MAIN


INDICATORS = indicators()
PLANS = frozenset(i.code for i in INDICATORS if i.kind == "target")
_SEASONS = {i.code: i.season for i in INDICATORS}


def figures(numbers: Numbers, codes: Mapping[str, str] = CODES) -> dict[Key, dict[str, Figure]]:
    """Return figures by (indicator, season) and commune code; a plan is revision 1, a value of submission 3."""
    return {
        (code, _SEASONS[code]): {
            codes[name]: Figure(Decimal(str(value)), None, None, 1) if code in PLANS else Figure(Decimal(str(value)), 3)
            for name, value in by_name.items()
        }
        for code, by_name in numbers.items()
    }


def facts_of(
    numbers: Numbers,
    *,
    last_month: Numbers | None = None,
    reported: frozenset[str] | None = None,
    month: Month = NOVEMBER,
    body: BodyFact = BODY,
    units: tuple[tuple[str, str], ...] = UNITS,
) -> BriefingFacts:
    """Return the facts of a month made of these figures; without `reported`, every commune has reported."""
    codes = {name: code for code, name in units}
    everybody = frozenset(codes.values())
    return BriefingFacts(
        body=body,
        month=month,
        communes=communes(units),
        sections=tuple(SectionFact(row["code"], row["title_vi"], row["group"]) for row in _rows("sections.csv")),
        indicators=INDICATORS,
        categories=tuple(CategoryFact(row["code"], row["title_vi"]) for row in _rows("issue_categories.csv")),
        seasons=(SeasonFact(MAIN, "vụ mùa năm 2015"), SeasonFact(WINTER, "vụ đông năm 2015 – 2016")),
        this_month=MonthFigures(
            month,
            everybody if reported is None else frozenset(codes[name] for name in reported),
            figures(numbers, codes),
        ),
        last_month=MonthFigures(month.previous(), everybody, figures(last_month or {}, codes)),
    )


def _spread(*values: object) -> dict[str, object]:
    """Give the values to the communes in list order."""
    return {name: value for (_, name), value in zip(UNITS, values, strict=True)}


REVENUE_PLAN = _spread(2400, 620, 750, 410, 380, 520, 460, 540, 430, 590, 680, 360, 610, 1200, 480, 640, 1000)
REVENUE_SHARE = _spread(
    "95.2", "88.4", "103.2", "67.5", "64.1", "82.3", "79.6", "91.8", "77.4", "93.7", "89.9", "69.2", "86.1",
    "113.1", "101.47", "102", "101.53",
)  # fmt: skip
SOWN = _spread(38, 96, 112, 84, 72, 105, 88, 124, 79, 101, 118, 66, 93, 142, 97, 131, 154)
HARVESTED = _spread(30, 71, 84, 55, 48, 70, 62, 92, 56, 77, 88, 44, 70, 109, 68, 98, 112)
SEVENTEEN = [name for _, name in UNITS]


def _scaled(base: Mapping[str, object], share: str) -> dict[str, object]:
    return {name: round(Decimal(str(value)) * Decimal(share)) for name, value in base.items()}


def _revenue(share: Mapping[str, object]) -> dict[str, object]:
    return {name: Decimal(str(plan)) * Decimal(str(share[name])) / 100 for name, plan in REVENUE_PLAN.items()}


def _few(**by_name: int) -> dict[str, object]:
    return {name: by_name.get(name.replace(" ", "_"), 0) for name in SEVENTEEN}


THIS_MONTH: dict[str, Mapping[str, object]] = {
    "AGR_SOWN_PLAN": _scaled(SOWN, "1.02"),
    "AGR_SOWN": SOWN,
    "AGR_HARVESTED": HARVESTED,
    "AGR_WINTER_PLAN": _scaled(SOWN, "0.3"),
    "AGR_WINTER": _scaled(SOWN, "0.19"),
    "AGR_PEST": _few(Vi_Hương=3, Đôn_Phong=5),
    "LIV_VACC_PLAN": _scaled(SOWN, "14"),
    "LIV_VACC": _scaled(SOWN, "12.2"),
    "LIV_SICK": _few(),
    "FOR_PLANT_PLAN": _scaled(SOWN, "0.4"),
    "FOR_PLANT": _scaled(SOWN, "0.38"),
    "FOR_PREP": _scaled(SOWN, "0.05"),
    "FOR_FIRE": _few(),
    "FOR_VIOLATION": _few(Vũ_Muộn=2, Cao_Sơn=1),
    "BUD_REV_PLAN": REVENUE_PLAN,
    "BUD_REV_YTD": _revenue(REVENUE_SHARE),
    "BUD_EXP_PLAN": _scaled(REVENUE_PLAN, "5"),
    "BUD_EXP_YTD": _scaled(REVENUE_PLAN, "4.31"),
    "INV_PLAN": _scaled(REVENUE_PLAN, "2"),
    "INV_DISBURSED": _scaled(REVENUE_PLAN, "1.43"),
    "INV_WORKS": _few(Cẩm_Giàng=4, Vi_Hương=3, Quang_Thuận=5, Lục_Bình=2, Cao_Sơn=2),
    "INV_WORKS_LATE": _few(Cao_Sơn=1, Lục_Bình=1),
    "NTM_CRITERIA": {name: 7 + number % 6 for number, name in enumerate(SEVENTEEN) if name != "Phủ Thông"},
    "NTM_TARGET": {name: 10 for name in SEVENTEEN if name != "Phủ Thông"},
    "NTM_ROAD": _few(Cẩm_Giàng=2, Dương_Phong=1),
    "EDU_ENROL": _scaled(SOWN, "4"),
    "EDU_ATTEND": _scaled(SOWN, "3.95"),
    "HEA_VISITS": _scaled(SOWN, "2.1"),
    "HEA_CASES": _few(),
    "HEA_INSURED": _scaled(SOWN, "17.6"),
    "SOC_POPULATION": _scaled(SOWN, "18"),
    "CUL_EVENTS": _few(Phủ_Thông=3, Cẩm_Giàng=2, Vi_Hương=1),
    "CUL_FAMILY": _scaled(SOWN, "3.4"),
    "SOC_HOUSEHOLDS": _scaled(SOWN, "4.2"),
    "SOC_POOR": _scaled(SOWN, "0.5"),
    "SOC_BENEFIT": _scaled(SOWN, "0.9"),
    "SOC_JOBS": _scaled(SOWN, "0.2"),
    "MIL_QUOTA": _spread(*[3] * 17),
    "MIL_DELIVERED": _spread(*[3] * 17),
    "SEC_CRIME": _few(Phủ_Thông=2, Cẩm_Giàng=1, Hà_Vị=1),
    "SEC_SOLVED": _few(Phủ_Thông=2, Cẩm_Giàng=1),
    "SEC_TRAFFIC": _few(Phủ_Thông=1),
    "SEC_FIRE": _few(),
    "PAR_ADMIT_PLAN": _spread(*[4] * 17),
    "PAR_ADMIT": _spread(3, 4, 4, 2, 3, 4, 4, 3, 4, 5, 4, 2, 4, 6, 4, 4, 4),
    "PAR_INSPECT": _spread(*[4] * 17),
    "ADM_RESOLVED": _scaled(SOWN, "0.8"),
    "ADM_ONTIME": _scaled(SOWN, "0.79"),
    "ADM_PETITIONS": _few(Phủ_Thông=2, Tân_Tiến=1),
}
LAST_MONTH: dict[str, Mapping[str, object]] = {
    "BUD_REV_YTD": {
        name: round(value * Decimal("0.9"), 1)
        for name, value in _revenue(REVENUE_SHARE).items()
        if isinstance(value, Decimal)
    },
    "SEC_CRIME": _few(Phủ_Thông=3, Vi_Hương=2),
    "SEC_TRAFFIC": _few(Phủ_Thông=1),
    "LIV_SICK": _few(),
}
WORKS_LATE = "Thi công, giải ngân các công trình xây dựng cơ bản chưa đạt tiến độ đề ra"
ISSUES = (
    IssueFact("01978", "budget", "Thu ngân sách đạt thấp.", "", "", 3),
    IssueFact("01981", "budget", "thu ngân sách đạt thấp", "", "", 3),
    IssueFact("01981", "construction", WORKS_LATE, "", "", 3),
    IssueFact("01990", "construction", WORKS_LATE + ".", "", "", 3),
    IssueFact("02002", "construction", "Giải phóng mặt bằng chậm", "", "", 3),
    IssueFact("01984", "new_rural", "Việc thực hiện chương trình nông thôn mới còn chậm", "", "", 3),
    IssueFact("01987", "new_rural", "Thực hiện chương trình nông thôn mới chậm.", "", "", 3),
    IssueFact("01984", "leadership", "Công tác chỉ đạo, điều hành chưa thật sự quyết liệt", "", "", 3),
    IssueFact("01993", "coordination", "Sự phối hợp có lúc chưa thực sự chặt chẽ", "", "", 3),
)
DIRECTIVES = (
    DirectiveFact(
        "1",
        "Chỉ đạo nhân dân thu hoạch hết các loại cây trồng vụ mùa, chủ động làm đất, gieo trồng cây màu vụ đông.",
        "crops",
        (),
        None,
    ),
    DirectiveFact(
        "2", "Làm tốt công tác phòng chống dịch bệnh, phòng chống rét cho đàn gia súc, gia cầm", "livestock", (), None
    ),
    DirectiveFact("3", "Đảm bảo hoàn thành chỉ tiêu thu ngân sách được giao", "budget", (), date(2015, 12, 31)),
)
NARRATIVES = (NarrativeFact("02008", "party", "Sinh hoạt chi bộ đúng kỳ.", 3),)


def november(**changes: object) -> BriefingFacts:
    """Return November 2015: the reference's facts, all other figures made up."""
    facts = facts_of(THIS_MONTH, last_month=LAST_MONTH)
    facts = replace(facts, issues=ISSUES, directives=DIRECTIVES, narratives=NARRATIVES, meeting=MEETING)
    return replace(facts, **changes)  # type: ignore[arg-type]


def without(facts: BriefingFacts, *names: str) -> BriefingFacts:
    """Return the facts as if these communes' reports had not been accepted; their plans stay."""
    codes = {CODES[name] for name in names}
    values = {
        key: by_code if key[0] in PLANS else {c: f for c, f in by_code.items() if c not in codes}
        for key, by_code in facts.this_month.values.items()
    }
    this_month = replace(facts.this_month, reported=facts.this_month.reported - codes, values=values)
    return replace(facts, this_month=this_month, issues=tuple(i for i in facts.issues if i.commune not in codes))


def sentence(content: Content, key: str) -> Sentence:
    """Return the sentence of an id."""
    return next(s for s in content.sentences if s.id == key)


def text_of(facts: BriefingFacts, key: str) -> str:
    """Return what the sentence of an id says; empty where it isn't written."""
    return next((s.text for s in write_briefing(facts).sentences if s.id == key), "")


def printed(content: Content) -> str:
    """Return the page as text, a section a line."""
    return "\n".join(" ".join(sentence.text for sentence in written.sentences) for written in content.sections)
