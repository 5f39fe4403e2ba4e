"""Word the briefing's sentences: by hand, back to the draft, or one of two versions."""

from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from meetings.models import Briefing, BriefingSentence
from meetings.models.briefings import Origin
from meetings.models.judging import findings_of
from meetings.models.merging import rebase

LONGEST, LONGEST_GROUND = 3000, 300  # characters


class StaleSentence(Refusal):
    """Say that somebody else changed the sentence meanwhile; `current` is its text now."""

    def __init__(self, current: str) -> None:
        """Keep the text that stands now."""
        super().__init__(
            "Câu này vừa được người khác sửa hoặc vừa được tổng hợp lại; nội dung bạn nhập còn giữ nguyên dưới đây."
        )
        self.current = current


@transaction.atomic
def reword(
    *,
    sentence: BriefingSentence,
    text: str,
    expected: str,
    seen_draft: str,
    by: User,
    at: datetime,
) -> BriefingSentence:
    """Put a person's words in a sentence's place; a newer draft that waited for a choice becomes its draft.

    `expected` and `seen_draft` are the text and the newest draft that she had before her. What the words claim
    without the figures or against them leaves the sentence unconfirmed until she confirms it with a ground.
    """
    row = _locked(sentence)
    _check_fresh(row, expected, seen_draft)
    words = clean_text(text)
    _settle(row)
    row.edited = "" if words == row.drafted else words
    row.ground = ""
    was_confirmed = row.origin != Origin.CHOSEN or row.confirmed
    row.confirmed = was_confirmed and not findings_of(row, row.briefing.data)
    return _save(row, by, at)


@transaction.atomic
def restore(*, sentence: BriefingSentence, expected: str, seen_draft: str, by: User, at: datetime) -> BriefingSentence:
    """Take the newest draft instead of a person's words."""
    row = _locked(sentence)
    _check_fresh(row, expected, seen_draft)
    if not row.newest_draft:
        raise Refusal("Câu này do Văn phòng thêm nên không có dự thảo để khôi phục.")
    _settle(row)
    row.ground = ""
    row.edited, row.confirmed = "", row.origin != Origin.CHOSEN and row.key not in row.briefing.data["orphans"]
    return _save(row, by, at)


@transaction.atomic
def keep_own(*, sentence: BriefingSentence, expected: str, seen_draft: str, by: User, at: datetime) -> BriefingSentence:
    """Keep a person's words beside a newer draft; what its figures don't bear is to be confirmed."""
    row = _locked(sentence)
    _check_fresh(row, expected, seen_draft)
    if not row.pending:
        raise Refusal("Câu này không có dự thảo mới để chọn.")
    row.edited = row.text
    _settle(row)
    row.ground = ""
    was_confirmed = row.origin != Origin.CHOSEN or row.confirmed
    row.confirmed = was_confirmed and not findings_of(row, row.briefing.data)
    return _save(row, by, at)


@transaction.atomic
def confirm(*, sentence: BriefingSentence, expected: str, by: User, at: datetime, ground: str = "") -> BriefingSentence:
    """Stand for a sentence's words in the office's name; what its figures don't bear needs a ground of its own."""
    row = _locked(sentence)
    _check_fresh(row, expected, row.newest_draft)
    ground = " ".join(normalize_text(ground).split())
    if findings_of(row, row.briefing.data) and not ground:
        raise Refusal("Câu có chỗ chưa có căn cứ hoặc trái với số liệu; hãy sửa lại, hoặc ghi căn cứ để xác nhận.")
    if len(ground) > LONGEST_GROUND:
        raise Refusal(f"Căn cứ dài quá {LONGEST_GROUND} ký tự; hãy ghi ngắn gọn.")
    row.ground = ground or row.ground
    row.vouch(by, at)
    return _save(row, by, at)


@transaction.atomic
def take_back(*, sentence: BriefingSentence, expected: str, by: User, at: datetime) -> BriefingSentence:
    """Take back what the office confirmed: words that it chose are not printed any more."""
    row = _locked(sentence)
    _check_fresh(row, expected, row.newest_draft)
    if row.origin != Origin.CHOSEN:
        raise Refusal("Chỉ rút xác nhận ở câu chọn từ thuyết minh hoặc câu mẫu.")
    row.confirmed = False
    return _save(row, by, at)


def clean_text(text: str) -> str:
    """Return a sentence as one line; refuse an empty or an endless one."""
    words = " ".join(normalize_text(text).split())
    if not words:
        raise Refusal("Câu chưa có nội dung; nếu không cần câu này, hãy bỏ câu.")
    if len(words) > LONGEST:
        raise Refusal(f"Câu dài quá {LONGEST} ký tự; hãy tách thành nhiều câu.")
    return words


def _locked(sentence: BriefingSentence) -> BriefingSentence:
    """Return the sentence as it stands now, alone with its briefing; a directive is worded where it is issued."""
    briefing = Briefing.objects.select_for_update().get(pk=sentence.briefing_id)
    row = BriefingSentence.objects.get(pk=sentence.pk)
    row.briefing = briefing
    if row.rule == "directive":
        raise Refusal("Đây là nhiệm vụ do hội nghị giao; hãy sửa nhiệm vụ tại trang Hội nghị.")
    return row


def _check_fresh(row: BriefingSentence, expected: str, seen_draft: str) -> None:
    if (row.text, row.newest_draft) != (expected, seen_draft):
        raise StaleSentence(row.text)


def _settle(row: BriefingSentence) -> None:
    """End the choice between two drafts: the newer one becomes the draft, with its evidence."""
    evidence = row.briefing.data["offers"].pop(row.key, {})
    if row.pending:
        rebase(row, row.pending, evidence)


def _save(row: BriefingSentence, by: User, at: datetime) -> BriefingSentence:
    row.changed_at, row.changed_by = at, by
    row.save()
    row.briefing.count_change()
    row.briefing.save()
    return row
