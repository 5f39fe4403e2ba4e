"""The minutes as a document, in three layers that stay apart: what was reported, what was said, what was concluded."""

from collections.abc import Container, Iterator, Sequence

from briefing_portal.lib.clock import OFFICE_TIME
from briefing_portal.lib.vietnamese import format_date_long
from documents.models import Look
from documents.rendering.content import Heading, Paragraph, Part, Run, Signature, Signer, text
from meetings.models import Attendance, Briefing, Meeting, Presence, Statement, StatementKind

from .conclusions_paper import concluded, in_order, lower_first
from .invitation import count, count_in_words, in_group_order, opening_lines
from .letterhead import heading

UNKNOWN = "…"


def minutes_parts(meeting: Meeting, look: Look, chair: str, when: str) -> Iterator[Part]:
    """Yield the minutes: time, place and who was there, the three layers, the end."""
    yield from _facts(meeting, chair, when)
    for roman, title, parts in (
        ("I", "Báo cáo trình Hội nghị", _reported(meeting)),
        ("II", "Ý kiến phát biểu, thảo luận", _discussed(meeting)),
        ("III", "Kết luận của chủ trì Hội nghị", _concluded(meeting)),
    ):
        yield Heading(heading(roman, look.heading_mark, title))
        yield from parts
    yield text(_end(meeting))


def minutes_signature(meeting: Meeting) -> Signature:
    """Return the two signers: who kept the minutes on the left, who chaired on the right."""
    return Signature(
        (
            Signer(("NGƯỜI GHI BIÊN BẢN",), "", _name(meeting.secretary)),
            Signer(("CHỦ TRÌ HỘI NGHỊ",), "", _name(meeting.chair)),
        )
    )


def _name(told: str) -> str:
    """Return the name of "Hoàng Thu Trang – Bí thư Huyện ủy"; a title alone is no name."""
    name, dash, _ = told.replace(" - ", " – ").partition(" – ")
    return name.removeprefix("Đồng chí ").removeprefix("đồng chí ").strip() if dash else ""


def _facts(meeting: Meeting, chair: str, when: str) -> Iterator[Part]:
    body = meeting.period.body
    rows = in_group_order(meeting.attendances.select_related("commune", "department"))
    came = opening_lines(rows, concluded=True, units_word=body.units_word)
    yield text(f"{when}, {body.convener} tổ chức {meeting.heading}.")
    yield _fact("Thời gian bắt đầu", _time(meeting))
    yield _fact("Địa điểm", f"{meeting.place or UNKNOWN}.")
    yield _fact("Chủ trì", f"{chair}.")
    yield _fact("Người ghi biên bản", f"{meeting.secretary or UNKNOWN}.")
    yield _fact("Thành phần dự", f"{'; '.join(came) or UNKNOWN}.")
    yield _fact("Có mặt", f"{lower_first(count_in_words(count(rows)))}.")
    yield from _missing(rows)


def _missing(rows: Sequence[Attendance]) -> Iterator[Part]:
    replaced = [f"{row.name} ({row.replaced_by} dự thay)" for row in rows if row.presence == Presence.REPLACED]
    absent = [f"{row.name} ({row.reason or 'không nêu lý do'})" for row in rows if row.presence == Presence.ABSENT]
    if replaced:
        yield _fact("Dự thay", f"{'; '.join(replaced)}.")
    if absent:
        yield _fact("Vắng mặt", f"{'; '.join(absent)}.")


def _reported(meeting: Meeting) -> Iterator[Part]:
    """Yield what the meeting had before it: the compiled report, and what was said when it was presented."""
    briefing = Briefing.objects.filter(period=meeting.period).first()
    presented = list(_said(meeting, StatementKind.REPORT))
    if briefing is not None:
        covered = briefing.data["coverage"]
        units = meeting.period.body.units_word
        yield text(
            f"Hội nghị nghe báo cáo tổng hợp kết quả công tác {meeting.period}, lập từ báo cáo của "
            f"{covered['accepted']}/{covered['expected']} {units}; nội dung theo văn bản kèm theo biên bản."
        )
    yield from presented
    if briefing is None and not presented:
        yield text("Không có báo cáo trình Hội nghị.")


def _discussed(meeting: Meeting) -> Iterator[Part]:
    parts = list(_said(meeting, StatementKind.DISCUSSION))
    yield from parts or [text("Không có ý kiến phát biểu.")]


def _concluded(meeting: Meeting) -> Iterator[Part]:
    """Yield the conclusions; what the chair said without a conclusion drawn from it stands before them."""
    drawn = frozenset(meeting.conclusions.standing().values_list("source", flat=True))
    parts = [*_said(meeting, StatementKind.CHAIR, without=drawn), *in_order(concluded(meeting), numbered=True)]
    yield from parts or [text("Chủ trì chưa kết luận.")]


def _said(meeting: Meeting, kind: StatementKind, without: Container[int | None] = ()) -> Iterator[Part]:
    rows = meeting.statements.standing().filter(kind=kind)
    for row in rows.select_related("speaker__commune", "speaker__department", "commune"):
        if row.pk not in without:
            yield Paragraph(tuple(_runs(row)))


def _runs(row: Statement) -> Iterator[Run]:
    if row.speaker_name:
        yield Run(f"{row.speaker_name}:", bold=True, italic=True)
        yield Run(" ")
    about = f" (về {row.commune.full_name})" if row.commune else ""
    words = " ".join(row.text.split())
    yield Run(f"{words.rstrip('.')}{about}." if about else words)


def _fact(name: str, words: str) -> Paragraph:
    return Paragraph((Run(f"{name}:", bold=True, italic=True), Run(f" {words}")))


def _time(meeting: Meeting) -> str:
    if meeting.held_at is None:
        return f"{UNKNOWN}."
    local = meeting.held_at.astimezone(OFFICE_TIME)
    return f"{local:%H giờ %M}, {format_date_long(local)}."


def _end(meeting: Meeting) -> str:
    """Return the last sentence; the time is left open for the pen where it isn't known."""
    if meeting.ends_at is None:
        return f"Hội nghị kết thúc hồi {UNKNOWN} giờ {UNKNOWN} cùng ngày."
    return f"Hội nghị kết thúc hồi {meeting.ends_at.astimezone(OFFICE_TIME):%H giờ %M} cùng ngày."
