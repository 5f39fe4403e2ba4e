"""What is still open about a sentence, in words for its reader."""

from collections.abc import Iterable, Sequence

from meetings.briefing.measures import ClaimFinding
from meetings.models import Briefing, BriefingSentence
from meetings.models.briefings import Origin
from meetings.models.judging import findings_of


def marks_of(briefing: Briefing, rows: Iterable[BriefingSentence]) -> dict[str, str]:
    """Return what is open by the sentence's key; a settled sentence isn't in it."""
    data = briefing.data
    found = ((row, () if row.confirmed else findings_of(row, data)) for row in rows)
    return {row.key: mark for row, findings in found if (mark := mark_of(briefing, row, findings))}


def mark_of(briefing: Briefing, row: BriefingSentence, findings: Sequence[ClaimFinding]) -> str:
    """Return what is open about a sentence; `findings` is what its words claim beyond its figures."""
    if row.pending:
        return "số liệu đã thay đổi, chờ chọn"
    if row.confirmed:
        return ""
    if row.key in briefing.data["orphans"]:
        return "không còn căn cứ"
    if row.origin == Origin.CHOSEN:
        return "nhận định của Văn phòng, chờ xác nhận"
    false = [each.words for each in findings if each.is_contradicted]
    groundless = [each.words for each in findings if not each.is_contradicted]
    said = (("trái với số liệu", false), ("chưa có căn cứ", groundless))
    return "; ".join(f"{what}: {', '.join(words)}" for what, words in said if words) or "chờ xác nhận"
