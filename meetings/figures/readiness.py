"""May the briefing be published now? One sentence for each reason why not, and for each thing to think of before."""

from collections.abc import Sequence

from documents.models import DocumentKind, PublishedDocument
from meetings.briefing.measures import names_somebody
from meetings.models import Briefing, BriefingSentence, SentenceComment
from meetings.models.merging import waits
from reports.figures import body_fact
from reports.models import Period

from .basis import basis_of
from .editions import content_of, folded, names_in_vain


def obstacles(briefing: Briefing, rows: Sequence[BriefingSentence]) -> list[str]:
    """Return why the briefing can't be published; empty where it can."""
    body = briefing.period.body
    found = []
    if waiting := sum(waits(row) for row in rows):
        found.append(f"Còn {waiting} câu đang chờ Văn phòng chọn hoặc xác nhận.")
    if is_stale(briefing):
        found.append(
            "Báo cáo, chỉ tiêu, nhiệm vụ, thông tin hội nghị hoặc thiết lập đã thay đổi từ lần tổng hợp gần nhất; "
            "hãy tổng hợp lại."
        )
    found += [
        f"Câu “{row.text}” nêu tên đơn vị; bản phát hành không nêu tên khi phê bình, hãy sửa lời hoặc bỏ câu."
        for row in names_in_vain(rows, briefing.data["communes"], body_fact(body))
    ]
    if body.leader_approval and briefing.approved_at is None:
        found.append("Lãnh đạo chưa duyệt bản này.")
    return found


def cautions(briefing: Briefing) -> list[str]:
    """Return what the office should have thought of before it publishes; none of it stands in the way."""
    found = []
    meeting = briefing.data["basis"]["meeting"]
    if meeting is None or not meeting["concluded"]:
        found.append("Hội nghị chưa kết luận: văn bản in lời dự kiến, không phải lời sau hội nghị.")
    coverage = briefing.data["coverage"]
    if coverage["accepted"] < coverage["expected"]:
        found.append(f"Mới có {coverage['accepted']}/{coverage['expected']} báo cáo được tiếp nhận.")
    if comments := SentenceComment.objects.filter(sentence__briefing=briefing, resolved_at=None).count():
        found.append(f"Còn {comments} ý kiến của lãnh đạo chưa xử lý.")
    return found


def is_stale(briefing: Briefing) -> bool:
    """Tell whether a compile would read something else now than the last one did."""
    return bool(briefing.data["basis"] != basis_of(briefing.period))


def published_of(period: Period) -> list[PublishedDocument]:
    """Return what was published for a period, the latest first, without the frozen bytes."""
    documents = PublishedDocument.objects.filter(body=period.body, month=period.month, kind=DocumentKind.SUMMARY)
    return list(documents.defer("pdf", "data").order_by("-number", "edition", "pk"))


def named_outside(briefing: Briefing, rows: Sequence[BriefingSentence]) -> list[str]:
    """Return the sentences of the published edition that name a commune, for the office to look at once more."""
    names = folded(briefing.data["communes"])
    content = content_of(briefing, rows, "published")
    return [sentence.text for sentence in content.sentences if names_somebody(names, sentence.text)]
