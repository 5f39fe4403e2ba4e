"""The minutes on the screen: what was said, what it is about, and the compiled briefing beside it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meetings.models import Briefing, BriefingSentence, Meeting, Statement

from .editions import page_sections

OPENED = "form"  # said of a statement that stands on the page as an open form: its words are not replaced


@dataclass(frozen=True, slots=True)
class Beside:
    """A compiled sentence and how many statements are about it."""

    sentence: BriefingSentence
    count: int


@dataclass(frozen=True, slots=True)
class BesideSection:
    """A section of the compiled briefing beside the minutes."""

    title: str
    sentences: Sequence[Beside]


def statements_of(meeting: Meeting) -> list[Statement]:
    """Return all statements, struck ones too, in the order of the minutes, each with what it is about (`about`).

    `drawn` are the numbers of the conclusions that stand on it.
    """
    rows = list(
        meeting.statements.select_related(
            "speaker__commune", "speaker__department", "commune", "changed_by", "struck_by"
        )
        .prefetch_related("conclusions")
        .order_by("order", "pk")
    )
    texts = {row.key: row.text for row in sentences_of(meeting)} if any(row.key for row in rows) else {}
    for row in rows:
        row.drawn = sorted(c.number for c in row.conclusions.all() if c.withdrawn_at is None)  # type: ignore[attr-defined]
        row.about = row.commune.full_name if row.commune else texts.get(row.key, "")  # type: ignore[attr-defined]
    return rows


def sentences_of(meeting: Meeting) -> list[BriefingSentence]:
    """Return the sentences of the month's briefing in the order of the page, without those dropped."""
    found = BriefingSentence.objects.filter(briefing__period=meeting.period_id, dropped=False)
    return list(found.order_by("block", "order", "pk"))


def compiled_beside(meeting: Meeting, statements: Iterable[Statement]) -> list[BesideSection]:
    """Return the compiled briefing by section; empty where nothing was compiled."""
    if not Briefing.objects.filter(period=meeting.period_id).exists():
        return []
    counted = Counter(row.key for row in statements if row.key and row.struck_at is None)
    titles = {section.code: section.title for section in page_sections()}
    sections: dict[str, list[Beside]] = {}
    for row in sentences_of(meeting):
        title = titles.get(row.section) or row.get_block_display()
        sections.setdefault(title, []).append(Beside(row, counted[row.key]))
    return [BesideSection(title, rows) for title, rows in sections.items()]


def news_since(rows: Sequence[Statement], shown: Iterable[str]) -> tuple[list[Statement], list[Statement]]:
    """Return which statements a page doesn't show yet, and which it shows in older words.

    `shown` says of each on the page "pk:version"; of one that stands there as a form "pk:form".
    """
    versions = dict(pair.split(":", 1) for pair in shown if ":" in pair)
    new = [row for row in rows if str(row.pk) not in versions and str(row.token) not in versions]
    known = [row for row in rows if str(row.pk) in versions]
    changed = [row for row in known if versions[str(row.pk)] not in {OPENED, str(row.version)}]
    return new, changed
