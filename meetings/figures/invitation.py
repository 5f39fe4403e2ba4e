"""Whom a meeting usually has, and how the briefing's opening and the minutes speak of those who came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing_portal.lib.vietnamese import fold
from communes.models import Commune, ConveningBody, Department
from meetings.models import Attendance, Group, Meeting, Presence
from meetings.models.attendance import OF_COMMUNES

# By which words of the body's usual attendance a line is known to be a group's.
_WORDS = {
    Group.STANDING_COMMITTEE: ("ban thuong vu", "thuong truc huyen ui", "thuong truc tinh ui", "thuong truc dang ui"),
    Group.PEOPLES_COUNCIL: ("thuong truc hdnd",),
    Group.PEOPLES_COMMITTEE: ("lanh dao ubnd",),
    Group.DEPARTMENTS: ("phong, ban", "ban, nganh"),
    Group.COMMUNE_SECRETARY: ("bi thu dang ui", "chu tich ubnd"),
}
_POSITIONS = {Group.COMMUNE_SECRETARY: "Bí thư Đảng ủy", Group.COMMUNE_CHAIRMAN: "Chủ tịch UBND"}
_IN_ORDER = {group: place for place, group in enumerate(Group)}


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is usually invited."""

    group: Group
    text: str
    position: str = ""
    commune: Commune | None = None
    department: Department | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many were invited, came (some in another's place), and were absent with and without a reason."""

    invited: int
    came: int
    replaced: int
    absent: int
    excused: int
    unmarked: int


@dataclass(frozen=True, slots=True)
class GroupRows:
    """A group of the list with its count in words."""

    label: str
    counted: str
    rows: Sequence[Attendance]


def usual_invitation(meeting: Meeting) -> list[Invited]:
    """Return whom a meeting of the body usually has: its usual lines, its departments, the month's communes."""
    body = meeting.period.body
    communes = list(Commune.objects.filter(body=body).existing_in(meeting.period.as_month))
    departments = body.departments.order_by("order", "pk")
    return [
        Invited(Group.STANDING_COMMITTEE, usual_line(body, Group.STANDING_COMMITTEE)),
        Invited(Group.PEOPLES_COUNCIL, usual_line(body, Group.PEOPLES_COUNCIL)),
        *_of_departments(usual_line(body, Group.DEPARTMENTS), departments),
        *_of_communes(usual_line(body, Group.COMMUNE_SECRETARY), communes),
        *(Invited(Group.OTHER, line) for line in _lines(body) if group_of(line) is Group.OTHER),
    ]


def usual_line(body: ConveningBody, group: Group) -> str:
    """Return by which words the opening names a group: the body's own line, else the usual one; "" for others."""
    sought = Group.COMMUNE_SECRETARY if group in OF_COMMUNES else group
    own = (line for line in _lines(body) if group_of(line) == sought)
    level = body.get_level_display()
    usual = {
        Group.STANDING_COMMITTEE: body.convener,
        Group.PEOPLES_COUNCIL: f"Thường trực HĐND {level}",
        Group.PEOPLES_COMMITTEE: f"lãnh đạo UBND {level}",
        Group.DEPARTMENTS: f"đại diện lãnh đạo các phòng, ban, ngành {level}",
        Group.COMMUNE_SECRETARY: f"Bí thư Đảng ủy, Chủ tịch UBND các {body.units_word}",
    }
    return "" if sought == Group.OTHER else next(own, usual[sought])


def _lines(body: ConveningBody) -> list[str]:
    return [line.strip() for line in body.standard_attendance.splitlines() if line.strip()]


def group_of(line: str) -> Group:
    """Return which group a line of the body's usual attendance means."""
    words = fold(line)
    return next((group for group, keys in _WORDS.items() if any(key in words for key in keys)), Group.OTHER)


def in_group_order(rows: Iterable[Attendance]) -> list[Attendance]:
    """Return rows by group, within it as they were invited."""
    return sorted(rows, key=lambda row: (_IN_ORDER[Group(row.group)], row.order, row.pk))


def groups_of(rows: Iterable[Attendance]) -> list[GroupRows]:
    """Return rows under their groups, each group with its count."""
    ordered = in_group_order(rows)
    found = [(group, [row for row in ordered if row.group == group]) for group in Group]
    return [GroupRows(group.label, count_in_words(count(mine)), mine) for group, mine in found if mine]


def opening_lines(rows: Sequence[Attendance], *, concluded: bool, units_word: str) -> list[str]:
    """Return what the briefing's opening lists: those invited, once concluded those who came; a group once.

    Of a group that came in part "các" becomes "một số".
    """
    told = [row for row in in_group_order(rows) if (row.came if concluded else row.presence != Presence.ABSENT)]
    lines = dict.fromkeys(row.text for row in told)
    return [_in_part(line, units_word) if concluded and _is_partial(line, rows) else line for line in lines]


def count(rows: Sequence[Attendance]) -> Count:
    """Return how many of those invited came; who came uninvited counts as invited."""
    of = {presence: [row for row in rows if row.presence == presence] for presence in Presence}
    absent = of[Presence.ABSENT]
    return Count(
        invited=len(rows),
        came=len(of[Presence.PRESENT]) + len(of[Presence.REPLACED]),
        replaced=len(of[Presence.REPLACED]),
        absent=len(absent),
        excused=sum(1 for row in absent if row.reason),
        unmarked=len(of[Presence.UNMARKED]),
    )


def count_in_words(counted: Count) -> str:
    """Return "34/36 đại biểu; vắng 2, có lý do 1"; before anybody is marked, how many are invited."""
    if not counted.invited:
        return "Chưa mời thành phần nào"
    if counted.unmarked == counted.invited:
        return f"Mời {counted.invited} đại biểu; chưa điểm danh"
    parts = [
        f"{counted.came}/{counted.invited} đại biểu" + (f" (dự thay {counted.replaced})" if counted.replaced else "")
    ]
    if counted.absent:
        parts.append(f"vắng {counted.absent}, có lý do {counted.excused}")
    if counted.unmarked:
        parts.append(f"chưa điểm danh {counted.unmarked}")
    return "; ".join(parts)


def _is_partial(line: str, rows: Sequence[Attendance]) -> bool:
    """Say whether a commune or department of a line's group had nobody there."""
    units: dict[tuple[object, object], bool] = {}
    for row in rows:
        if row.text == line and row.group != Group.OTHER:
            unit = (row.commune_id, row.department_id)
            units[unit] = units.get(unit, False) or row.came
    return not all(units.values())


def _in_part(line: str, units_word: str) -> str:
    for whole in (f"các {units_word}", "các phòng, ban"):
        line = line.replace(whole, whole.replace("các", "một số", 1))
    return line


def _of_departments(line: str, departments: Iterable[Department]) -> Iterable[Invited]:
    found = [Invited(Group.DEPARTMENTS, line, "Lãnh đạo", department=each) for each in departments]
    return found or [Invited(Group.DEPARTMENTS, line)]


def _of_communes(line: str, communes: Sequence[Commune]) -> list[Invited]:
    return [Invited(group, line, _POSITIONS[group], commune=each) for group in OF_COMMUNES for each in communes]
