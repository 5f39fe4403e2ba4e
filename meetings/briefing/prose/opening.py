"""Block 1, who met; and the first line of block 2, whose reports the page rests on."""

from datetime import datetime, timedelta, timezone

from briefing_portal.lib.vietnamese import capitalize_first, format_date_long, part_of_day
from meetings.briefing.measures import accepted, has_enough_communes, missing_communes
from meetings.briefing.prose.model import Draft, Sentence, Tone
from meetings.briefing.prose.wording import ACHIEVEMENTS, UNKNOWN, coverage, month_and_year, month_words
from reports.facts import BriefingFacts

OPENING = 1
SECTION, COVERAGE = "opening", "coverage"
_VIETNAM = timezone(timedelta(hours=7))
_MOST_NAMES = 20  # of communes without a report; more of them are counted


def title(facts: BriefingFacts) -> str:
    """Return the document's title."""
    return f"Hội nghị giao ban {facts.body.group_title} {month_and_year(facts.month)}"


def is_concluded(facts: BriefingFacts) -> bool:
    """Say whether the meeting is over; before that the page speaks of plans."""
    return facts.meeting is not None and facts.meeting.concluded


def meeting(facts: BriefingFacts) -> Draft:
    """Say when who met, and what for: of this month and of the next, each with its year where it changes."""
    held_at = facts.meeting.held_at if facts.meeting else None
    verb = "tổ chức" if is_concluded(facts) else "dự kiến tổ chức"
    now, following = facts.month, facts.month.next()
    this = month_words(now) if now.year == following.year else month_and_year(now)
    text = (
        f"{_when(held_at)}, {facts.body.convener} {verb} Hội nghị giao ban {facts.body.group_title} để kiểm điểm, "
        f"đánh giá kết quả công tác {this} và triển khai nhiệm vụ trọng tâm {month_and_year(following)}."
    )
    return _said("meeting", text)


def _when(held_at: datetime | None) -> str:
    """Return "Sáng ngày 23 tháng 11 năm 2015", in Vietnam's time; a time without a zone is taken as that."""
    if held_at is None:
        return f"Ngày {UNKNOWN}"
    local = held_at.astimezone(_VIETNAM) if held_at.tzinfo else held_at
    return f"{part_of_day(local)} {format_date_long(local)}"


def attendance(facts: BriefingFacts) -> Draft:
    """Say who attended; before the meeting, who is invited."""
    groups = [group.strip(" .;") for group in facts.meeting.attendance] if facts.meeting else []
    separator = "; " if any("," in group for group in groups) else ", "
    verb = "Dự Hội nghị có" if is_concluded(facts) else "Thành phần mời dự gồm"
    who = separator.join(group for group in groups if group)
    return _said("attendance", f"{verb} {who}." if who else f"{verb} {UNKNOWN}")


def chair(facts: BriefingFacts) -> Draft:
    """Say who chairs, last of the block."""
    verb = "chủ trì hội nghị" if is_concluded(facts) else "dự kiến chủ trì hội nghị"
    return _said("chair", f"{capitalize_first(chair_words(facts))} {verb}.")


def chair_words(facts: BriefingFacts) -> str:
    """Return "đồng chí X – Bí thư Huyện ủy"; a chair known by the office alone stands with it alone."""
    name = facts.meeting.chair.strip() if facts.meeting else ""
    office = facts.body.chair_title
    bare = name[len("đồng chí ") :] if name.lower().startswith("đồng chí ") else name
    if office.lower() in bare.lower():
        return f"đồng chí {bare}"
    return f"đồng chí {bare or UNKNOWN} – {office}"


def _said(name: str, text: str) -> Sentence:
    return Sentence(f"{SECTION}.{name}", OPENING, SECTION, f"{SECTION}_{name}", text, public_text=text)


def covered(facts: BriefingFacts) -> Draft:
    """Say whose reports the page rests on, or that they are too few; the internal edition says whose are missing."""
    missing = missing_communes(facts)
    count = len(accepted(facts))
    if not count:
        text = f"Đến thời điểm tổng hợp, chưa có báo cáo của {facts.body.units_word} nào được duyệt."
        return _covered(text, text, ())
    reports, follows = f"Qua tổng hợp báo cáo của {coverage(facts, count)}", " cho thấy:"
    if not has_enough_communes(facts, count):
        reports = f"Đến thời điểm tổng hợp, mới có báo cáo của {coverage(facts, count)}"
        follows = "; chưa đủ số liệu để đánh giá kết quả chung."
    if not missing or len(missing) > _MOST_NAMES:
        return _covered(reports + follows, reports + follows, ())
    names = ", ".join(commune.name for commune in missing)
    text = f"{reports} (chưa có báo cáo: {names}){follows}"
    return _covered(text, reports + follows, tuple(commune.code for commune in missing))


def _covered(text: str, public_text: str, names: tuple[str, ...]) -> Sentence:
    tone: Tone = "criticism" if names else "neutral"
    return Sentence(COVERAGE, ACHIEVEMENTS, COVERAGE, COVERAGE, text, names=names, tone=tone, public_text=public_text)


def drafts(facts: BriefingFacts) -> tuple[Draft, ...]:
    """Return the drafts of block 1 in the order of the page."""
    return meeting(facts), attendance(facts), chair(facts)
