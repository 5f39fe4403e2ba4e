"""The lists of meetings, attendance, statements, conclusions, objections and phrases as tables to take along."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from briefing_portal.lib.tables import Table
from communes.models import ConveningBody
from meetings.figures.calendar import Agenda
from meetings.figures.consultation import Thread
from meetings.figures.invitation import GroupRows
from meetings.models import Conclusion, Meeting, Phrase, Statement
from reports.models import Directive, Period


def calendar_table(agenda: Agenda, today: date) -> Table:
    """Return the meetings to come and those past in the year that is shown."""
    columns = (
        "Tháng", "Phiên", "Loại", "Tên hội nghị", "Bắt đầu", "Kết thúc", "Địa điểm", "Chủ trì", "Trạng thái",
        "Lý do hủy",
    )  # fmt: skip
    rows = [
        (
            meeting.period.month,
            meeting.number,
            meeting.get_kind_display(),
            meeting.heading,
            meeting.held_at,
            meeting.ends_at,
            meeting.place,
            meeting.chair,
            entry.state,
            meeting.called_off_reason,
        )
        for entry in (*agenda.coming, *agenda.past)
        for meeting in (entry.meeting,)
    ]
    return Table(f"lich-hoi-nghi-den-{today:%Y-%m}", "Lịch hội nghị", columns, rows)


def attendance_table(meeting: Meeting, groups: Iterable[GroupRows]) -> Table:
    """Return who is invited to a meeting and who came."""
    columns = ("Nhóm", "Thành phần", "Được mời", "Điểm danh", "Lý do vắng", "Người dự thay", "Ghi chú")
    rows = [
        (
            group.label,
            row.name,
            "có" if row.invited else "không",
            row.get_presence_display(),
            row.reason,
            row.replaced_by,
            row.note,
        )
        for group in groups
        for row in group.rows
    ]
    return Table(_name("diem-danh", meeting), "Thành phần, điểm danh", columns, rows)


def minutes_table(meeting: Meeting, statements: Iterable[Statement]) -> Table:
    """Return what was said at a meeting, with what it is about and the conclusions drawn from it."""
    columns = ("TT", "Người phát biểu", "Loại", "Nội dung", "Về", "Kết luận số", "Người ghi", "Ghi lúc", "Gạch bỏ lúc")
    rows = [
        (
            place,
            each.speaker_name,
            each.get_kind_display(),
            each.text,
            each.about,  # type: ignore[attr-defined]  # set by statements_of
            ", ".join(map(str, each.drawn)),  # type: ignore[attr-defined]  # the same
            str(each.changed_by),
            each.changed_at,
            each.struck_at,
        )
        for place, each in enumerate(statements, start=1)
    ]
    return Table(_name("bien-ban", meeting), "Ý kiến tại hội nghị", columns, rows)


def conclusions_table(meeting: Meeting, conclusions: Iterable[Conclusion]) -> Table:
    """Return the chair's conclusions, each with the directives that it issued."""
    columns = ("Số", "Nội dung", "Lĩnh vực", "Nhiệm vụ", "Đơn vị thực hiện", "Thời hạn", "Rút ngày")
    rows = [
        (
            each.number,
            each.text,
            each.section.title if each.section else "",
            "Không phát sinh" if each.no_task else _several(f"Số {issued.number}" for issued in directives),
            _several(_addressees(issued, meeting.period.body) for issued in directives),
            _several(f"{issued.due_on:%d/%m/%Y}" if issued.due_on else "—" for issued in directives),
            each.withdrawn_at,
        )
        for each in conclusions
        for directives in (list(each.directives.all()),)
    ]
    return Table(_name("ket-luan", meeting), "Kết luận của chủ trì", columns, rows)


def consultation_table(period: Period, threads: Iterable[Thread]) -> Table:
    """Return the communes' objections of a month with the last words of their threads."""
    columns = ("Mã", "Đơn vị", "Câu được nêu", "Ý kiến", "Gửi lúc", "Tình trạng", "Trao đổi")
    rows = [
        (
            each.objection.commune.code,
            each.objection.commune.name,
            each.objection.sentence_text,
            each.objection.text,
            each.objection.at,
            each.state,
            _several(
                f"{said.get_side_display()}: {said.text or said.get_decision_display()}" for said in each.messages
            ),
        )
        for each in threads
    ]
    return Table(f"lay-y-kien-{period.month}", f"Lấy ý kiến {period}", columns, rows)


def phrases_table(sections: Sequence[dict[str, Any]], retired: Iterable[Phrase], today: date) -> Table:
    """Return the phrases in use by section, then those retired."""
    columns = ("Lĩnh vực", "Câu mẫu", "Người lập", "Lập lúc", "Thôi dùng lúc")
    used = [phrase for section in sections for phrase in section["phrases"]]
    rows = [
        (each.section.title, each.text, str(each.made_by), each.made_at, each.retired_at) for each in (*used, *retired)
    ]
    return Table(f"cau-mau-{today:%Y-%m}", "Câu mẫu", columns, rows)


def _name(kind: str, meeting: Meeting) -> str:
    return f"{kind}-{meeting.period.month}-phien-{meeting.number}"


def _several(words: Iterable[str]) -> str:
    return "\n".join(words)


def _addressees(directive: Directive, body: ConveningBody) -> str:
    names = [unit.name for unit in (*directive.communes.all(), *directive.departments.all())]
    return ", ".join([f"tất cả các {body.units_word}", *names] if directive.to_all_communes else names)
