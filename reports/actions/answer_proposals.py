"""The office answers a commune's proposal."""

from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from reports.models import Proposal, ProposalAnswer
from reports.models.answers import GIVEN

LONGEST_ANSWER = 5_000  # characters


@transaction.atomic
def answer(*, proposal: Proposal, state: str, text: str, expected: int, by: User, at: datetime) -> ProposalAnswer:
    """Keep an answer beside those before; `expected` is how many its writer has seen.

    Raise Refusal where it says nothing, or where somebody else answered meanwhile.
    """
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    clean = normalize_text(text)
    if state not in GIVEN:
        raise Refusal("Chọn kiến nghị đã được trả lời, đã chuyển hay đã giải quyết.")
    if not clean:
        raise Refusal("Ghi nội dung trả lời; đã chuyển thì ghi chuyển cho cơ quan nào.")
    if len(clean) > LONGEST_ANSWER:
        raise Refusal(f"Nội dung trả lời dài tối đa {LONGEST_ANSWER} ký tự.")
    count = locked.answers.count()
    if count != expected:
        raise Refusal("Người khác vừa trả lời kiến nghị này; hãy xem câu trả lời đó trước khi ghi thêm.")
    return ProposalAnswer.objects.create(proposal=locked, number=count + 1, state=state, text=clean, at=at, by=by)
