"""May a document of a meeting be published now? One sentence for each reason why not."""

from collections.abc import Iterator

from documents.models import DocumentKind
from meetings.models import Meeting


def obstacles_of(meeting: Meeting, kind: DocumentKind) -> list[str]:
    """Return why a meeting's document of a kind can't be published; empty where it can."""
    return list(_obstacles(meeting, kind))


def _obstacles(meeting: Meeting, kind: DocumentKind) -> Iterator[str]:
    if meeting.called_off_at is not None:
        yield "Hội nghị này đã hoãn, hủy."
    if kind == DocumentKind.INVITATION:
        yield from _of_invitation(meeting)
        return
    if meeting.concluded_at is None:
        yield "Hội nghị chưa kết thúc; hãy ghi kết thúc hội nghị trước khi phát hành."
    if kind == DocumentKind.NOTICE and not meeting.conclusions.standing().exists():
        yield "Chưa có kết luận nào để thông báo."


def _of_invitation(meeting: Meeting) -> Iterator[str]:
    if meeting.held_at is None:
        yield "Chưa có thời gian họp."
    if not meeting.place and not meeting.online_link:
        yield "Chưa có địa điểm họp."
    if not meeting.attendances.filter(invited=True).exists():
        yield "Chưa mời ai dự họp."
