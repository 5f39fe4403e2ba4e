"""The documents of one meeting: invitation, minutes, notice of conclusions. What they say; documents knows how."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from briefing_portal.lib.clock import OFFICE_TIME
from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import capitalize_first, format_date_long, part_of_day
from communes.models import ConveningBody
from documents.models import DocumentKind, Look, PublishedDocument
from documents.models.formats import look_of
from documents.models.wording import SYMBOLS, wording_of
from documents.rendering.content import Document, Paragraph, Part, Run, Signature, Title, ended, text
from documents.rendering.paper import Paper
from documents.rendering.paper import paper as printed
from documents.rendering.proof import proof_of
from meetings.models import Meeting
from reports.models.snapshots import canonical, sha256_of

from .conclusions_paper import Concluded, by_sector, concluded
from .invitation import in_group_order, opening_lines
from .letterhead import header_of, signature_of
from .minutes_paper import minutes_parts, minutes_signature
from .paper import supplement_line

UNKNOWN = "…"


@dataclass(frozen=True, slots=True)
class Printing:
    """As what a paper is printed: a draft with its mark, or the publication of a number that may cite the first."""

    is_draft: bool = True
    number: int = 1
    first: PublishedDocument | None = None


def paper_of_meeting(meeting: Meeting, kind: DocumentKind, printing: Printing) -> Paper:
    """Return a meeting's document of a kind; the canonical data behind it is what its words are, and its number."""
    look = look_of(meeting.period.body, day_of(meeting))
    document = _BUILDERS[kind](meeting, look)
    data = canonical({**data_of(document, meeting, kind), "number": printing.number})
    digest = sha256_of(data)
    document = replace(
        document,
        draft_mark="DỰ THẢO" if printing.is_draft else "",
        supplement=supplement_line(printing.number, printing.first) if printing.first else "",
        proof=None if printing.is_draft else proof_of(digest),
    )
    return printed(document, look, data, digest, kind.value)


def day_of(meeting: Meeting) -> date:
    """Return the day whose rules of form a meeting's documents follow: its own, else the period's last."""
    return meeting.held_at.astimezone(OFFICE_TIME).date() if meeting.held_at else meeting.period.data_to


def data_of(document: Document, meeting: Meeting, kind: DocumentKind) -> dict[str, Any]:
    """Return what a document says as plain data: its heads and its text, paragraph by paragraph."""
    return {
        "kind": kind.value,
        "body": meeting.period.body.slug,
        "month": meeting.period.month,
        "meeting": meeting.number,
        "title": document.title,
        "header": asdict(document.header),
        "subject": document.heading.subject,
        "text": [part.text for part in document.body],
        "signature": asdict(document.signature),
    }


def _notice(meeting: Meeting, look: Look) -> Document:
    body = meeting.period.body
    subject = f"kết luận của {office_of_chair(meeting)} tại {meeting.heading}"
    found = concluded(meeting)
    parts = (*_opening(meeting), *by_sector(found, look), text(_closing(body, office_of_chair(meeting), found)))
    signature = signature_of(wording_of(body, DocumentKind.NOTICE))
    return _document(meeting, look, DocumentKind.NOTICE, Title("THÔNG BÁO", subject), parts, signature)


def _opening(meeting: Meeting) -> Iterator[Part]:
    body, chair = meeting.period.body, chair_of(meeting)
    place = f", tại {meeting.place}" if meeting.place else ""
    yield text(f"{when(meeting)}{place}, {body.convener} tổ chức {meeting.heading}; {chair} chủ trì Hội nghị.")
    yield text(
        f"Sau khi nghe báo cáo và ý kiến phát biểu của các đại biểu, {office_of_chair(meeting)} kết luận như sau:"
    )


def _closing(body: ConveningBody, office: str, found: list[Concluded]) -> str:
    if not found:
        return "Chưa có kết luận nào."
    return (
        f"Trên đây là kết luận của {office}; đề nghị các cơ quan, đơn vị và các {body.units_word} "
        "triển khai thực hiện, báo cáo kết quả trong báo cáo tháng sau."
    )


def _minutes(meeting: Meeting, look: Look) -> Document:
    parts = tuple(minutes_parts(meeting, look, chair_of(meeting), when(meeting)))
    title = Title("BIÊN BẢN", meeting.heading)
    return _document(meeting, look, DocumentKind.MINUTES, title, parts, minutes_signature(meeting))


def _invitation(meeting: Meeting, look: Look) -> Document:
    body = meeting.period.body
    rows = in_group_order(meeting.attendances.select_related("commune", "department"))
    invited = opening_lines(rows, concluded=False, units_word=body.units_word) or [UNKNOWN]
    parts = (
        text(f"{body.convener} trân trọng kính mời:"),
        *_listed(map(capitalize_first, invited)),
        text(f"Dự {meeting.heading}."),
        _fact("Nội dung", "theo chương trình sau:" if meeting.agenda.exists() else UNKNOWN),
        *_listed(_agenda(meeting)),
        _fact("Thời gian", f"{_at(meeting)}."),
        _fact("Địa điểm", f"{meeting.place or UNKNOWN}."),
        *([_fact("Họp trực tuyến", meeting.online_link)] if meeting.online_link else []),
        _fact("Chủ trì", f"{chair_of(meeting)}."),
        text("Đề nghị các đồng chí dự họp đúng thành phần, đúng thời gian."),
    )
    signature = signature_of(wording_of(body, DocumentKind.INVITATION))
    title = Title("GIẤY MỜI", f"dự {meeting.heading}")
    return _document(meeting, look, DocumentKind.INVITATION, title, parts, signature)


def _agenda(meeting: Meeting) -> Iterator[str]:
    for item in meeting.agenda.order_by("order", "pk"):
        at = f"{item.starts_at:%H giờ %M}: " if item.starts_at else ""
        by = f" ({item.presenter})" if item.presenter else ""
        yield f"{at}{item.text}{by}"


def _listed(lines: Iterable[str]) -> Iterator[Part]:
    """Yield lines behind dashes, divided by semicolons, the last with a full stop."""
    told = [line.rstrip(" .;,") for line in lines]
    for place, line in enumerate(told, start=1):
        yield text(line + (";" if place < len(told) else "."), "item")


def _fact(name: str, words: str) -> Paragraph:
    return Paragraph((Run(f"{name}:", bold=True, italic=True), Run(f" {words}")))


def chair_of(meeting: Meeting) -> str:
    """Return who chairs, as a sentence names her: "đồng chí Bí thư Huyện ủy"."""
    name = (meeting.chair or meeting.period.body.chair_title).strip()
    return name if name.lower().startswith("đồng chí") else f"đồng chí {name}"


def office_of_chair(meeting: Meeting) -> str:
    """Return who chairs by the office alone: "đồng chí Bí thư Huyện ủy", whatever her name."""
    _, dash, office = chair_of(meeting).replace(" - ", " – ").partition(" – ")
    return f"đồng chí {office}" if dash else chair_of(meeting)


def when(meeting: Meeting) -> str:
    """Return when a meeting is, as a sentence opens with it: "Sáng ngày 23 tháng 11 năm 2015"."""
    if meeting.held_at is None:
        return f"Ngày {UNKNOWN}"
    local = meeting.held_at.astimezone(OFFICE_TIME)
    return f"{part_of_day(local)} {format_date_long(local)}"


def _at(meeting: Meeting) -> str:
    """Return the time to the minute: "08 giờ 00, ngày 23 tháng 11 năm 2015"."""
    if meeting.held_at is None:
        return UNKNOWN
    local = meeting.held_at.astimezone(OFFICE_TIME)
    return f"{local:%H giờ %M}, {format_date_long(local)}"


def _document(
    meeting: Meeting, look: Look, kind: DocumentKind, title: Title, parts: Iterable[Part], signature: Signature
) -> Document:
    return Document(
        title=f"{kind.label}: {meeting.heading}",
        header=header_of(meeting.period.body, look, SYMBOLS[kind], Month.of(day_of(meeting))),
        heading=title,
        body=ended(parts, look),
        signature=signature,
    )


_BUILDERS: Mapping[DocumentKind, Callable[[Meeting, Look], Document]] = {
    DocumentKind.NOTICE: _notice,
    DocumentKind.MINUTES: _minutes,
    DocumentKind.INVITATION: _invitation,
}
