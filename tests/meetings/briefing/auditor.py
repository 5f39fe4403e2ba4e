"""A reader of briefing.json who trusts nobody: recomputes what a sentence says from the sentence's own sources.

Nothing here comes from the core. Figures are added up as fractions; a sentence is read clause by clause with the
patterns below, so that a number without a pattern, or with another value than its sources give, is an objection.
In a pattern "<sum AGR_PEST>" stands for a number that must be that sum; "<all A/B>" stands for nothing printed, and
claims it. What each of them means is the method of its name in `_Figures`.
"""

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

Plain = Mapping[str, Any]
_CATALOGUE = Path(__file__).parents[3] / "reports" / "catalogue" / "catalogue.csv"
_ROWS = csv.DictReader(_CATALOGUE.read_text(encoding="utf-8").splitlines())
_DECIMALS = {row["code"]: int(row["decimals"]) for row in _ROWS}
_NUMBER = r"\d[\d.]*(?:,\d+)?"
_REMARK = re.compile(r" \(tính trên (\d+)/(\d+) [^()]*\)")
_DATED = re.compile(
    r"(?:(;)| \()\s?(?:số liệu đến|trong đó số liệu của \d+ [^()]* tính đến(?: sớm nhất là)?) ngày [\d/]+\)"
)
_OWN_TOTALS = re.compile(r"(?:(;)| \()\s?theo số liệu (của [^()]*)\)")
_OWN_TOTAL = re.compile(rf"của ([^:]+): ({_NUMBER}) [^;:]*")
_TOKEN = re.compile(r"<(\w+) ?([A-Z_/@12]*)>")
_SILENT = frozenset({"same", "ysame", "all", "nil", "none", "zero"})  # they claim something and print no number
_OF_MONTHS = frozenset({"growth", "up", "down", "same"})
_OF_YEARS = frozenset({"yup", "ydown", "ysame", "gup", "gdown"})
_OF_ALL = frozenset({"step"}) | _OF_MONTHS | _OF_YEARS  # fewer communes than all are always mentioned
ASSIGNERS = {"1": "HĐND giao", "2": "tỉnh giao"}  # "PLAN@1" is a plan of the first
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một")
_UNIT = "(?:xã, thị trấn|xã|thị trấn)"


def _moved(code: str, unit: str) -> str:
    return (
        rf"(?:, tăng <up {code}> {unit} so với tháng trước|, giảm <down {code}> {unit} so với tháng trước"
        rf"|, bằng tháng trước<same {code}>)?"
        rf"(?:, tăng <yup {code}> {unit} so với cùng kỳ năm trước"
        rf"|, giảm <ydown {code}> {unit} so với cùng kỳ năm trước|, bằng cùng kỳ năm trước<ysame {code}>)?"
    )


def _grown(code: str, unit: str) -> str:
    return (
        rf"(?:, tăng <gup {code}>% so với cùng kỳ năm trước|, giảm <gdown {code}>% so với cùng kỳ năm trước"
        rf"|, tăng <yup {code}> {unit} so với cùng kỳ năm trước|, bằng cùng kỳ năm trước<ysame {code}>)?"
    )


def _planned(code: str, plan: str, words: str) -> str:
    verb, noun = words.split("…% ")
    by_two = "".join(
        rf"(?:, {verb}<share {code}/{plan}@{n}>% {noun.removesuffix(' giao')} {who})?" for n, who in ASSIGNERS.items()
    )
    return rf"(?:, {verb}<share {code}/{plan}>% {noun})?{by_two}"


def _happened(code: str, words: str, unit: str, *, compared: bool = False) -> str:
    noun = words.split("> ")[-1]
    moved = _moved(code, unit) if compared else ""
    return rf"{words}{moved}|có <zeros {code}>/<expected> xã, thị trấn báo cáo không có {noun}"


PATTERNS: Mapping[str, tuple[str, ...]] = {
    "crops_harvest": (
        r"việc thu hoạch các loại cây trồng vụ [^\d]* đến thời điểm báo cáo đạt "
        r"trên <step AGR_HARVESTED/AGR_SOWN>% diện tích",
        r"việc thu hoạch các loại cây trồng vụ [^\d]* đến thời điểm báo cáo đạt "
        r"<share AGR_HARVESTED/AGR_SOWN>% diện tích",
        r"các loại cây trồng vụ [^\d]* đã thu hoạch xong toàn bộ diện tích<all AGR_HARVESTED/AGR_SOWN>",
    ),
    "crops_sowing": (
        r"gieo trồng vụ [^\d]* được <sum AGR_SOWN> ha" + _planned("AGR_SOWN", "AGR_SOWN_PLAN", "bằng …% kế hoạch"),
        r"trong đó(?: lúa <part AGR_RICE_SOWN/AGR_SOWN> ha)?,?(?: ngô <part AGR_MAIZE_SOWN/AGR_SOWN> ha)?",
    ),
    "crops_winter_and_pest": (
        r"cây màu vụ đông đã trồng được <sum AGR_WINTER> ha"
        + _planned("AGR_WINTER", "AGR_WINTER_PLAN", "bằng …% kế hoạch"),
        r"diện tích nhiễm sâu bệnh là <sum AGR_PEST> ha",
        r"không có diện tích nhiễm sâu bệnh<none AGR_PEST>",
    ),
    "crops_output": (
        r"sản lượng lương thực có hạt lũy kế đạt <sum AGR_OUTPUT> tấn"
        + _planned("AGR_OUTPUT", "AGR_OUTPUT_PLAN", "bằng …% kế hoạch năm")
        + _grown("AGR_OUTPUT", "tấn"),
    ),
    "livestock_disease": (
        rf"dịch bệnh trên đàn vật nuôi xảy ra ở <some LIV_SICK> {_UNIT}, với <sum LIV_SICK> con gia súc mắc bệnh"
        + _moved("LIV_SICK", "con"),
        r"không xảy ra dịch bệnh trên đàn vật nuôi<none LIV_SICK>",
        r"có <zeros LIV_SICK>/<expected> xã, thị trấn báo cáo không có dịch bệnh trên đàn vật nuôi",
    ),
    "livestock_vaccination": (
        r"tiêm phòng vật nuôi từ đầu năm được <sum LIV_VACC> liều vắc xin"
        + _planned("LIV_VACC", "LIV_VACC_PLAN", "đạt …% kế hoạch")
        + _grown("LIV_VACC", "liều"),
    ),
    "forestry_planting": (
        r"trồng rừng mới lũy kế <sum FOR_PLANT> ha"
        + _planned("FOR_PLANT", "FOR_PLANT_PLAN", "bằng …% kế hoạch năm")
        + _grown("FOR_PLANT", "ha"),
        r"đã xử lý thực bì <sum FOR_PREP> ha để trồng rừng năm <nextyear>",
    ),
    "forestry_protection": (
        _happened("FOR_FIRE", "xảy ra <sum FOR_FIRE> vụ cháy rừng", "vụ"),
        _happened("FOR_VIOLATION", "phát hiện <sum FOR_VIOLATION> vụ vi phạm lâm luật", "vụ"),
        r"trong tháng không có(?: cháy rừng<none FOR_FIRE>)?(?: và)?(?: vi phạm lâm luật<none FOR_VIOLATION>)?",
    ),
    "budget_collected": (
        r"thu ngân sách nhà nước trên địa bàn lũy kế đạt <sum BUD_REV_YTD> triệu đồng"
        + _planned("BUD_REV_YTD", "BUD_REV_PLAN", "bằng …% dự toán giao")
        + _grown("BUD_REV_YTD", "triệu đồng"),
        r"trong đó(?: thuế, phí và lệ phí <part BUD_REV_TAX/BUD_REV_YTD> triệu đồng)?,?"
        r"(?: tiền sử dụng đất <part BUD_REV_LAND/BUD_REV_YTD> triệu đồng)?",
        r"chưa có số thu ngân sách nhà nước trên địa bàn<none BUD_REV_YTD>",
        r"riêng tháng <month> thu <growth BUD_REV_YTD> triệu đồng",
        r"chi ngân sách xã lũy kế <sum BUD_EXP_YTD> triệu đồng"
        + _planned("BUD_EXP_YTD", "BUD_EXP_PLAN", "bằng …% dự toán chi"),
    ),
    "investment_disbursement": (
        r"giải ngân vốn đầu tư công đạt <share INV_DISBURSED/INV_PLAN@1>% kế hoạch HĐND giao "
        r"\(<part INV_DISBURSED/INV_PLAN@1>/<part INV_PLAN@1/INV_DISBURSED> triệu đồng\)"
        r"(?: và <share INV_DISBURSED/INV_PLAN@2>% kế hoạch tỉnh giao "
        r"\(<part INV_DISBURSED/INV_PLAN@2>/<part INV_PLAN@2/INV_DISBURSED> triệu đồng\))?",
        r"giải ngân vốn đầu tư công đạt <share INV_DISBURSED/INV_PLAN@2>% kế hoạch tỉnh giao "
        r"\(<part INV_DISBURSED/INV_PLAN@2>/<part INV_PLAN@2/INV_DISBURSED> triệu đồng\)",
        r"chưa giải ngân vốn đầu tư công so với<nil INV_DISBURSED/INV_PLAN@1> kế hoạch HĐND giao "
        r"\(<part INV_PLAN@1/INV_DISBURSED> triệu đồng\)"
        r"(?: và kế hoạch tỉnh giao \(<part INV_PLAN@2/INV_DISBURSED> triệu đồng\))?",
        r"chưa giải ngân vốn đầu tư công so với<nil INV_DISBURSED/INV_PLAN@2> kế hoạch tỉnh giao "
        r"\(<part INV_PLAN@2/INV_DISBURSED> triệu đồng\)",
        r"vốn đầu tư công đã giải ngân <sum INV_DISBURSED> triệu đồng",
        r"giải ngân vốn đầu tư công đạt <share INV_DISBURSED/INV_PLAN>% kế hoạch "
        r"\(<part INV_DISBURSED/INV_PLAN>/<part INV_PLAN/INV_DISBURSED> triệu đồng\)",
        r"chưa giải ngân vốn đầu tư công so với<nil INV_DISBURSED/INV_PLAN> kế hoạch "
        r"\(<part INV_PLAN/INV_DISBURSED> triệu đồng\)",
        r"đang thi công <sum INV_WORKS> công trình(?:, trong đó <part INV_WORKS_LATE/INV_WORKS> công trình chậm tiến độ"
        r"|, không có công trình chậm tiến độ<nil INV_WORKS_LATE/INV_WORKS>"
        r"|, tất cả đều chậm tiến độ<all INV_WORKS_LATE/INV_WORKS>)?",
    ),
    "new_rural_criteria": (
        rf"(?:bình quân mỗi {_UNIT} đạt <mean NTM_CRITERIA>|chưa có {_UNIT} nào đạt<zero NTM_CRITERIA>)"
        r" tiêu chí nông thôn mới"
        rf"(?:, <reached NTM_CRITERIA/NTM_TARGET> {_UNIT} đạt số tiêu chí phấn đấu trong năm)?",
        rf"<reached NTM_CRITERIA/NTM_TARGET> {_UNIT} đạt số tiêu chí phấn đấu trong năm",
        r"trong năm cứng hóa được <sum NTM_ROAD> km đường giao thông nông thôn",
    ),
    "education_attendance": (r"tỷ lệ học sinh đi học chuyên cần đạt <share EDU_ATTEND/EDU_ENROL>%",),
    "health_care": (
        r"khám và chữa bệnh cho <sum HEA_VISITS> lượt người",
        _happened("HEA_CASES", "ghi nhận <sum HEA_CASES> ca mắc bệnh truyền nhiễm", "ca"),
        r"không ghi nhận ca mắc bệnh truyền nhiễm<none HEA_CASES>",
        r"tỷ lệ bao phủ bảo hiểm y tế đạt <share HEA_INSURED/SOC_POPULATION>%",
    ),
    "culture_activities": (
        r"tổ chức <sum CUL_EVENTS> hoạt động văn hóa, thể thao",
        r"gia đình đạt chuẩn văn hóa chiếm <share CUL_FAMILY/SOC_HOUSEHOLDS>% tổng số hộ",
    ),
    "social_policy": (
        r"chi trả chế độ cho <sum SOC_BENEFIT> người thuộc diện chính sách",
        r"số lao động có việc làm mới từ đầu năm là <sum SOC_JOBS> người",
        r"tỷ lệ hộ nghèo là <fine SOC_POOR/SOC_HOUSEHOLDS>%",
    ),
    "defence_conscription": (
        r"đã giao quân <sum MIL_DELIVERED> người" + _planned("MIL_DELIVERED", "MIL_QUOTA", "đạt …% chỉ tiêu năm"),
    ),
    "security_incidents": (
        r"trên địa bàn xảy ra <sum SEC_CRIME> vụ phạm pháp hình sự"
        + _moved("SEC_CRIME", "vụ")
        + r"(?:, đã điều tra làm rõ <part SEC_SOLVED/SEC_CRIME> vụ"
        r"|, đã điều tra làm rõ(?: toàn bộ)?<all SEC_SOLVED/SEC_CRIME>)?",
        r"có <zeros SEC_CRIME>/<expected> xã, thị trấn báo cáo không có vụ phạm pháp hình sự",
        _happened("SEC_TRAFFIC", "có <sum SEC_TRAFFIC> vụ tai nạn giao thông", "vụ", compared=True),
        _happened("SEC_FIRE", "ghi nhận <sum SEC_FIRE> vụ cháy nổ, thiên tai", "vụ"),
        r"không xảy ra(?: phạm pháp hình sự<none SEC_CRIME>)?(?:,| và)?(?: tai nạn giao thông<none SEC_TRAFFIC>)?"
        r"(?:,| và)?(?: cháy nổ, thiên tai<none SEC_FIRE>)?",
    ),
    "party_admissions": (
        r"từ đầu năm đã kết nạp <sum PAR_ADMIT> đảng viên mới"
        + _planned("PAR_ADMIT", "PAR_ADMIT_PLAN", "đạt …% chỉ tiêu"),
        r"tiến hành <sum PAR_INSPECT> cuộc kiểm tra, giám sát trong năm",
    ),
    "administration_dossiers": (
        r"giải quyết <sum ADM_RESOLVED> hồ sơ thủ tục hành chính(?:, trong đó <share ADM_ONTIME/ADM_RESOLVED>% đúng hạn"
        r"|, (?:tất cả )?đúng hạn<all ADM_ONTIME/ADM_RESOLVED>)?",
        _happened("ADM_PETITIONS", "tiếp nhận <sum ADM_PETITIONS> đơn thư", "đơn"),
        r"không phát sinh đơn thư<none ADM_PETITIONS>",
    ),
}


class _Claim(NamedTuple):
    """What a token must say: a value with the decimals it is printed with (None: as it is), over so many communes."""

    value: Fraction | bool
    decimals: int | None
    basis: int | None


class _Figures:
    """The figures that a sentence cites, by indicator and commune; one method for each kind of token."""

    def __init__(self, data: Plain, sources: list[Plain]) -> None:
        self.month: str = data["month"]
        self.accepted: int = data["coverage"]["accepted"]
        self.expected_communes: int = data["coverage"]["expected"]
        self._figures: dict[tuple[str, str, str], dict[str, Fraction]] = {}
        for source in sources:
            if "indicator" in source:
                key = (source["indicator"], source.get("assigned_by", ""), source["month"])
                self._figures.setdefault(key, {})[source["commune"]] = Fraction(source["value"])

    def of(self, code: str, *, months_ago: int = 0) -> dict[str, Fraction]:
        code, _, assigner = code.partition("@")
        year, month = divmod(int(self.month[:4]) * 12 + int(self.month[5:]) - 1 - months_ago, 12)
        return self._figures.get((code, ASSIGNERS.get(assigner, ""), f"{year}-{month + 1:02d}"), {})

    def claim(self, kind: str, argument: str) -> _Claim:
        first, _, second = argument.partition("/")
        if second:
            both = self.of(first).keys() & self.of(second).keys()
            tops, bottoms = [self.of(first)[c] for c in both], [self.of(second)[c] for c in both]
            return self._of_two(kind, first, tops, bottoms)
        if kind in _OF_MONTHS | _OF_YEARS:
            return self._of_months(kind, first, 1 if kind in _OF_MONTHS else 12)
        return self._of_one(kind, first)

    def _of_two(self, kind: str, code: str, tops: list[Fraction], bottoms: list[Fraction]) -> _Claim:
        top, bottom = sum(tops, Fraction()), sum(bottoms, Fraction())
        share = 100 * top / bottom if bottom else Fraction(-1)
        pairs = list(zip(tops, bottoms, strict=True))
        said: dict[str, tuple[Fraction | bool, int | None]] = {
            "share": (share, 1),
            "fine": (share, 2),
            "step": (Fraction(5 * (math.ceil(share / 5) - 1)), 0),
            "part": (top, _DECIMALS[code.partition("@")[0]]),
            "reached": (Fraction(sum(a >= b > 0 for a, b in pairs)), 0),
            "all": (top == bottom, None),
            "nil": (not top, None),
        }
        value, decimals = said[kind]
        basis = sum(b > 0 for b in bottoms) if kind == "reached" else len(tops)
        return _Claim(value, decimals, basis)

    def _of_months(self, kind: str, code: str, months_ago: int) -> _Claim:
        now, before = self.of(code), self.of(code, months_ago=months_ago)
        both = now.keys() & before.keys()
        earlier = sum((before[c] for c in both), Fraction())
        grown = sum((now[c] for c in both), Fraction()) - earlier
        if kind.endswith("same"):
            return _Claim(not grown, None, len(both))
        moved = -grown if kind.endswith("down") else grown
        if kind.startswith("gro") or kind[0] != "g":
            return _Claim(moved, _DECIMALS[code], len(both))
        return _Claim(100 * moved / earlier if earlier else Fraction(-1), 1, len(both))

    def _of_one(self, kind: str, code: str) -> _Claim:
        values = list(self.of(code).values())
        total, zeros = sum(values, Fraction()), values.count(Fraction())
        said: dict[str, _Claim] = {
            "sum": _Claim(total, _DECIMALS.get(code), len(values)),
            "some": _Claim(Fraction(len(values) - zeros), 0, len(values)),
            "zeros": _Claim(Fraction(zeros if zeros == len(values) else -1), 0, None),
            "zero": _Claim(zeros == len(values) > 0, None, len(values)),
            "none": _Claim(zeros == len(values) == self.accepted > 0, None, None),
            "mean": _Claim(total / len(values) if values else Fraction(-1), 1, len(values)),
            "expected": _Claim(Fraction(self.expected_communes), 0, None),
            "month": _Claim(Fraction(self.month[5:]), 0, None),
            "nextyear": _Claim(Fraction(int(self.month[:4]) + 1), None, None),
        }
        return said[kind]


def objections(data: Plain, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong in the figures of blocks 2 and 3; `names` gives the codes of communes by name."""
    for section in data["sections"]:
        for sentence in section["sentences"]:
            for objection in _of_sentence(data, sentence, names):
                yield f"{sentence['id']}: {objection}: {sentence['text']}"


def _of_sentence(data: Plain, sentence: Plain, names: Mapping[str, str]) -> Iterator[str]:
    rule, text = sentence["rule"], sentence["text"].removesuffix(".")
    own = [source for source in sentence["sources"] if "department" in source]
    yield from _of_departments(text, own)
    text = _OWN_TOTALS.sub(lambda found: ")" if found[1] else "", text)
    figures = _Figures(data, [source for source in sentence["sources"] if source not in own])
    if rule in PATTERNS:
        clauses = text.split("; ")
        for place, clause in enumerate(clauses):
            yield from _of_clause(figures, PATTERNS[rule], clause, " ".join(clauses[place:]))
    elif rule == "crops_all_seasons":
        yield from _of_seasons(text, sentence["sources"])
    elif rule.startswith("budget_"):
        yield from _of_list(figures, data, text, names)
    elif rule == "coverage":
        yield from _of_coverage(data, text)
    elif rule in _OF_WORDS:
        yield from _OF_WORDS[rule](text, sentence["words"])


def _of_departments(text: str, sources: list[Plain]) -> Iterator[str]:
    """Yield what is wrong in the totals of departments: each is its department's source, unrounded."""
    told = [each for _, group in _OWN_TOTALS.findall(text) for each in _OWN_TOTAL.findall(group)]
    printed = sorted((name, Fraction(number.replace(".", "").replace(",", "."))) for name, number in told)
    if printed != sorted((source["department"], Fraction(source["value"])) for source in sources):
        yield f"the departments' totals are {[source['value'] for source in sources]}"


def _of_clause(figures: _Figures, patterns: tuple[str, ...], clause: str, rest: str) -> Iterator[str]:
    clause, rest = (_DATED.sub(lambda found: ")" if found[1] else "", text) for text in (clause, rest))
    bare, remarks = _REMARK.sub("", clause), _REMARK.findall(clause)
    for pattern in patterns:
        tokens = _TOKEN.findall(pattern)
        found = re.fullmatch(_TOKEN.sub(_group, pattern), bare, re.IGNORECASE)
        if found:
            said = [(*t, p) for t, p in zip(tokens, found.groups(), strict=True) if p is not None]
            yield from _of_tokens(figures, said, remarks, {int(n) for n, _ in _REMARK.findall(rest)})
            return
    yield f"no pattern reads “{clause}”"


def _group(token: re.Match[str]) -> str:
    return "()" if token[1] in _SILENT else f"({_NUMBER})"


def _of_tokens(
    figures: _Figures, said: list[tuple[str, str, str]], remarks: list[tuple[str, str]], near: set[int]
) -> Iterator[str]:
    bases = set[int | None]()
    for kind, argument, printed in said:
        claim = figures.claim(kind, argument)
        bases.add(claim.basis)
        if not _agrees(printed, claim):
            yield f"“{printed}” is not <{kind} {argument}> = {claim.value}"
        enough = figures.expected_communes if kind in _OF_ALL else figures.accepted
        if claim.basis is not None and claim.basis < enough and claim.basis not in near:
            yield f"<{kind} {argument}> rests on {claim.basis} communes, and doesn't say so"
    for count, of in remarks:
        if int(of) != figures.expected_communes or int(count) not in bases:
            yield f"“tính trên {count}/{of}” is not what it rests on"


def _agrees(printed: str, claim: _Claim, bound: int = 100) -> bool:
    """Say whether a number is the value, half-up; decimals are added only where fewer would print 0, 100 or a bound."""
    if isinstance(claim.value, bool):
        return claim.value
    number = Fraction(printed.replace(".", "").replace(",", "."))
    decimals, shown = claim.decimals or 0, len(printed.partition(",")[2])
    if shown > decimals and _half_up(claim.value, shown - 1) not in {0, 100, bound}:
        return False
    if number != _half_up(claim.value, max(shown, decimals)):
        return False
    return claim.value == number or number not in {0, 100, bound} or claim.decimals is None or claim.value > number > 0


def _half_up(value: Fraction, decimals: int) -> Fraction:
    scale = 10**decimals
    return Fraction(math.floor(value * scale + Fraction(1, 2)), scale)


def _of_list(figures: _Figures, data: Plain, text: str, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong in a list of communes by their share of the estimate."""
    top, bottom = figures.of("BUD_REV_YTD"), figures.of("BUD_REV_PLAN")
    shares = {commune: 100 * top[commune] / bottom[commune] for commune in top}
    claim, _, listed = text.partition(": ")
    below = re.search(r"dưới (\d+)%", claim)
    bound = int(below[1]) if below else 100
    if below and bound != 5 * math.floor(Fraction(int(data["month"][5:]) * 100 * 4, 12 * 5 * 5)):
        yield f"{bound}% is no fifth behind the year's pace"
    if below and any(share >= bound for share in shares.values()):
        yield "somebody who is cited isn't below"
    if re.match(r"có 1 ", claim, re.IGNORECASE) and len(shares) != 1:
        yield f"one is {len(shares)}"
    rest = re.sub(r"dưới \d+%|đạt từ [\d,]+%|^có 1 ", "", _REMARK.sub("", claim), flags=re.IGNORECASE)
    if re.search(r"\d", rest):
        yield f"an unread number in “{rest}”"
    yield from _of_names(shares, listed, names, bound)
    yield from _of_remark(data, claim)


def _of_names(shares: Mapping[str, Fraction], listed: str, names: Mapping[str, str], bound: int) -> Iterator[str]:
    for item in listed.split(", ") if listed else ():
        found = re.fullmatch(rf"(\D+) ({_NUMBER})%", item)
        if not found or names.get(found[1]) not in shares:
            yield f"“{item}” has no source"
        elif not _agrees(found[2], _Claim(shares[names[found[1]]], 1, None), bound):
            yield f"“{item}” is {shares[names[found[1]]]}"


def _of_remark(data: Plain, claim: str) -> Iterator[str]:
    places = len(data["rankings"].get("BUD_REV_PCT", ()))
    for count, of in _REMARK.findall(claim):
        if (int(count), int(of)) != (places, data["coverage"]["expected"]):
            yield f"“tính trên {count}/{of}” is {places}"


def _of_seasons(text: str, sources: list[Plain]) -> Iterator[str]:
    """Yield what is wrong in a sum of seasons: the whole is all sources, each part those of one season."""
    whole, *parts = re.findall(rf"({_NUMBER}) ha", text)
    sums: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for source in sources:
        sums[source["season"], source["indicator"]] += Fraction(source["value"])
    if not _agrees(whole, _Claim(sum(sums.values(), Fraction()), 1, None)):
        yield f"the whole is {sum(sums.values(), Fraction())}"
    if len(parts) != len(sums) or not all(
        _agrees(part, _Claim(value, 1, None)) for part, value in zip(parts, sums.values(), strict=True)
    ):
        yield f"the parts are {list(sums.values())}"


def _of_coverage(data: Plain, text: str) -> Iterator[str]:
    accepted, missing = data["coverage"]["accepted"], data["coverage"]["missing"]
    expected = data["coverage"]["expected"]
    if accepted and f"báo cáo của {accepted}/{expected} " not in text:
        yield f"the coverage is {accepted}/{expected}"
    listed = re.search(r"chưa có báo cáo: ([^()]*)\)", text)
    if listed and listed[1].split(", ") != [commune["name"] for commune in missing]:
        yield "other communes are missing"
    if accepted + len(missing) != expected:
        yield "the missing are not the rest"


def _of_proposals(text: str, sources: list[Plain]) -> Iterator[str]:
    counts = Counter(source["about"] for source in sources)
    single = len(counts) == 1
    numbers = [len(sources)] + ([] if single else sorted(counts.values(), reverse=True))
    if [int(number) for number in re.findall(r"\d+", text)] != numbers:
        yield f"the proposals are {numbers}"


def _of_carried(text: str, sources: list[Plain]) -> Iterator[str]:
    """Yield what is wrong in the counts of earlier directives: each source begins with how its directive stands."""
    standings = Counter(re.split(r" \(|:", source["text"])[0] for source in sources)
    late = standings["quá hạn"]
    expected = {
        "nhiệm vụ các tháng trước": len(sources),
        "nhiệm vụ đã hoàn thành": standings["đã hoàn thành"],
        "nhiệm vụ đã báo": standings["đã báo hoàn thành, chờ công nhận"],
        "nhiệm vụ chưa hoàn thành": standings["chưa hoàn thành"] + late,
        "nhiệm vụ quá hạn": late,
    }
    for words, count in expected.items():
        found = re.search(rf"(\d+) {words}", text)
        if found and int(found[1]) != count:
            yield f"“{found[0]}” is {count}"


def _of_overdue(text: str, sources: list[Plain]) -> Iterator[str]:
    """Yield what is wrong in the counts of an overdue directive's addressees."""
    standings = Counter(source["text"].partition(";")[0] for source in sources)
    month, _, number = sources[0]["about"].partition("/")
    year, _, in_year = month.partition("-")
    if not text.startswith(f"Nhiệm vụ số {number} giao tháng {in_year} năm {year}"):
        yield f"it is {month}/{number}"
    counts = text.rpartition("): ")[2]
    done, late = re.search(r"(\d+)/(\d+) \D+ đã hoàn thành", counts), re.search(r"; (\d+) \D+ quá hạn", counts)
    if len(sources) > 1 and (not done or (int(done[1]), int(done[2])) != (standings["đã hoàn thành"], len(sources))):
        yield f"done are {standings['đã hoàn thành']}/{len(sources)}"
    if len(sources) > 1 and (not late or int(late[1]) != standings["quá hạn"]):
        yield f"late are {standings['quá hạn']}"


def _of_words(text: str, sources: list[Plain]) -> Iterator[str]:
    """Yield what is wrong in a shortcoming: its numbers are the communes' own, or the count of one."""
    yield from _of_months(text, {source["month"] for source in sources if "month" in source})
    told = " ".join(source["text"] for source in sources)
    latest = max((source.get("month", "") for source in sources), default="")
    communes = {source["commune"] for source in sources if source.get("month", "") == latest}
    own = set(re.findall(r"\d+", told)) | ({"1"} if len(communes) == 1 else set())
    if not set(re.findall(r"\d+", text)) <= own:
        yield "a number that no commune wrote"


def _of_months(text: str, months: set[str]) -> Iterator[str]:
    """Yield what is wrong in "tháng thứ ba liên tiếp": the months that are cited are so many, without a gap."""
    found = re.search(r"tháng thứ ([^()]*) liên tiếp", text)
    claimed = _ORDINALS.index(found[1]) + 1 if found else 12 if "từ mười hai tháng" in text else 1
    places = sorted(int(month[:4]) * 12 + int(month[5:]) for month in months)
    if len(places) != claimed or places != list(range(places[0], places[0] + claimed)):
        yield f"“{text}” has sources of {sorted(months)}"


_OF_WORDS = {
    "proposals_counted": _of_proposals,
    "directives_carried": _of_carried,
    "directive_overdue": _of_overdue,
    "shortcoming_of_category": _of_words,
}
