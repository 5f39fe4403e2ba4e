"""What is still open about a sentence, in words for its reader."""

from collections.abc import Iterable

from meetings.models import Briefing, BriefingSentence
from meetings.models.briefings import Origin
from meetings.models.judging import findings_of


def marks_of(briefing: Briefing, rows: Iterable[BriefingSentence]) -> dict[str, str]:
    """Return what is open by the sentence's key; a settled sentence isn't in it."""
    return {row.key: mark for row in rows if (mark := _mark(briefing, row))}


def _mark(briefing: Briefing, row: BriefingSentence) -> str:
    if row.pending:
        return "số liệu đã thay đổi, chờ chọn"
    if row.confirmed:
        return ""
    if row.key in briefing.data["orphans"]:
        return "không còn căn cứ"
    if row.origin == Origin.CHOSEN:
        return "nhận định của Văn phòng, chờ xác nhận"
    found = findings_of(row, briefing.data)
    false = [each.words for each in found if each.is_contradicted]
    groundless = [each.words for each in found if not each.is_contradicted]
    said = (("trái với số liệu", false), ("chưa có căn cứ", groundless))
    return "; ".join(f"{what}: {', '.join(words)}" for what, words in said if words) or "chờ xác nhận"
