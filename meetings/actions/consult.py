"""The leader's side: comment at a sentence, approve; and the office's answer to a comment."""

from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from meetings.models import Briefing, BriefingSentence, SentenceComment
from meetings.models.merging import waits

LONGEST = 2000  # characters


@transaction.atomic
def comment(*, sentence: BriefingSentence, text: str, by: User, at: datetime) -> SentenceComment:
    """Write a comment at a sentence."""
    words = normalize_text(text)
    if not words:
        raise Refusal("Chưa có nội dung ý kiến.")
    if len(words) > LONGEST:
        raise Refusal(f"Ý kiến dài quá {LONGEST} ký tự.")
    return SentenceComment.objects.create(sentence=sentence, text=words, at=at, by=by)


@transaction.atomic
def resolve(*, comment: SentenceComment, by: User, at: datetime) -> SentenceComment:
    """Say that a comment has been dealt with; a second time changes nothing."""
    comment = SentenceComment.objects.select_for_update().get(pk=comment.pk)
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = at, by
        comment.save(update_fields=("resolved_at", "resolved_by"))
    return comment


@transaction.atomic
def approve(*, briefing: Briefing, expected_version: int, by: User, at: datetime) -> Briefing:
    """Approve the briefing as the leader has it before her; any later change takes the approval away."""
    briefing = Briefing.objects.select_for_update().select_related("period__body").get(pk=briefing.pk)
    if not briefing.period.body.leader_approval:
        raise Refusal("Cơ quan này không đặt bước lãnh đạo duyệt.")
    if briefing.version != expected_version:
        raise Refusal("Bản dự thảo đã thay đổi từ lúc bạn xem; hãy xem lại trước khi duyệt.")
    if any(waits(row) for row in briefing.sentences.all()):
        raise Refusal("Còn câu đang chờ Văn phòng chọn hoặc xác nhận nên chưa duyệt được.")
    briefing.approved_at, briefing.approved_by = at, by
    briefing.save(update_fields=("approved_at", "approved_by"))
    return briefing
