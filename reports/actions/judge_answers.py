"""The office's verdict on what was answered to a directive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from reports.checks.directives import Verdict
from reports.models import DirectiveAnswer, DirectiveVerdict

LONGEST_REMARK = 1_000  # characters, as the column takes


@dataclass(frozen=True, slots=True)
class VerdictEntry:
    """A verdict as it is given to the answer that its giver has before her."""

    answer: DirectiveAnswer
    verdict: str
    text: str = ""


@transaction.atomic
def judge(*, entries: Iterable[VerdictEntry], by: User, at: datetime) -> list[DirectiveVerdict]:
    """Keep each verdict beside those before; raise Refusal for one that can't be given, then none is kept."""
    return [_keep(entry, by=by, at=at) for entry in entries]


def _keep(entry: VerdictEntry, *, by: User, at: datetime) -> DirectiveVerdict:
    seen = entry.answer
    answer = DirectiveAnswer.objects.select_for_update().get(pk=seen.pk)
    text = normalize_text(entry.text)
    name = f"Nhiệm vụ số {seen.directive.number} ({seen.directive.period})"
    if answer.revision != seen.revision:
        raise Refusal(f"{name}: trả lời vừa được sửa; hãy xem lại trước khi kết luận.")
    if fault := _fault_of(answer, entry.verdict, text):
        raise Refusal(f"{name}: {fault}")
    verdict = Verdict(entry.verdict)
    return DirectiveVerdict.objects.create(
        answer=answer, revision=answer.revision, verdict=verdict, text=text, at=at, by=by
    )


def _fault_of(answer: DirectiveAnswer, verdict: str, text: str) -> str:
    """Return why a verdict can't be given to an answer; empty where it can."""
    if not verdict:
        return "có ý kiến nhưng chưa chọn kết luận."
    if verdict == Verdict.ACCEPTED and not answer.is_done:
        return "chỉ công nhận hoàn thành khi đơn vị báo đã hoàn thành."
    if verdict == Verdict.NEW_DUE and answer.new_due is None:
        return "đơn vị không đề nghị thời hạn mới."
    if verdict == Verdict.NOT_YET and answer.is_done and not text:
        return "chưa công nhận thì ghi rõ vì sao."
    if len(text) > LONGEST_REMARK:
        return f"ý kiến dài tối đa {LONGEST_REMARK} ký tự."
    return ""
