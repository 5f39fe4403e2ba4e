"""What a recompile would change, before anything is written: which reports are others now, and which sentences."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefing_portal.lib.differences import Piece, beside
from communes.models import Commune
from meetings.models import Briefing, BriefingSentence
from meetings.models.briefings import Origin

from .compiling import Plan, plan_of

NEW, CORRECTED, TAKEN_BACK = "new", "corrected", "taken_back"
ADDED, GONE, CHANGED, OFFERED, SETTLED, ORPHANED, BORNE = (
    "added",
    "gone",
    "changed",
    "offered",
    "settled",
    "orphaned",
    "borne",
)
# What else a briefing is compiled from, as the page names it.
_OTHER_PARTS = {
    "last_month": "báo cáo tháng trước",
    "last_year": "báo cáo cùng kỳ năm trước",
    "earlier_months": "báo cáo các tháng trước nữa",
    "departments": "số liệu của phòng, ban, ngành",
    "targets": "chỉ tiêu giao",
    "directives": "nhiệm vụ của hội nghị",
    "meeting": "thông tin hội nghị",
    "body": "cài đặt của cơ quan",
}


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that a recompile changes: its draft before and after, and a person's words where she put her own."""

    kind: str
    key: str
    before: Sequence[Piece]
    after: Sequence[Piece]
    own: str = ""


@dataclass(frozen=True, slots=True)
class ReportChange:
    """A commune whose report is new, another one, or no longer counted; `number` is that of its submission."""

    commune: Commune
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a recompile would do; `fingerprint` tells it from any other."""

    reports: Sequence[ReportChange]
    others: Sequence[str]
    sentences: Sequence[SentenceChange]
    unchanged: int
    is_changed: bool
    fingerprint: str

    @property
    def is_empty(self) -> bool:
        """Tell whether a recompile has nothing to do: same sources, same words."""
        return not (self.is_changed or self.reports or self.others)


@dataclass(frozen=True, slots=True)
class Choice:
    """An edited or chosen sentence whose newer draft waits: the draft it stands on beside the new one."""

    sentence: BriefingSentence
    before: Sequence[Piece] = field(default=())
    after: Sequence[Piece] = field(default=())


def preview_of(briefing: Briefing) -> Preview:
    """Compile a briefing again in memory and tell what changes; nothing is written."""
    plan = plan_of(briefing.period, briefing)
    changes = list(sentence_changes(plan, briefing.data["orphans"]))
    told = {change.key for change in changes}
    old, new = briefing.data["basis"], plan.data["basis"]
    return Preview(
        reports=list(_report_changes(briefing, old["submissions"], new["submissions"])),
        others=[words for part, words in _OTHER_PARTS.items() if old.get(part) != new.get(part)],
        sentences=changes,
        unchanged=sum(row.key not in told for row in plan.rows if not row.dropped),
        is_changed=plan.is_changed,
        fingerprint=plan.fingerprint,
    )


def choices_of(rows: Sequence[BriefingSentence]) -> list[Choice]:
    """Return the sentences with a newer draft to choose or to leave, in the order of the page."""
    return [Choice(row, *beside(row.drafted, row.pending)) for row in rows if row.pending and not row.dropped]


def sentence_changes(plan: Plan, orphans: Sequence[str]) -> Iterator[SentenceChange]:
    """Yield the sentences that a plan changes for their reader; `orphans` had lost their figures before it.

    Sentences that the office dropped are not read, so they are left out.
    """
    for row in plan.rows:
        kind = "" if row.dropped else _kind(row, plan, orphans)
        if kind:
            before = plan.before[row.key]["drafted"] if row.key in plan.before else ""
            own = row.text if row.edited or row.origin == Origin.CHOSEN else ""
            after = "" if kind == ORPHANED else row.newest_draft
            yield SentenceChange(kind, row.key, *beside(before, after), own)
    for row in plan.gone:
        yield SentenceChange(GONE, row.key, *beside(row.drafted, ""))


def _kind(row: BriefingSentence, plan: Plan, orphans: Sequence[str]) -> str:
    if row.key not in plan.before:
        return ADDED
    before = plan.before[row.key]
    if row.pending:
        return OFFERED if row.pending != before["pending"] else ""
    was, now = row.key in orphans, row.key in plan.data["orphans"]
    if was != now:
        return ORPHANED if now else BORNE
    if before["pending"]:
        return SETTLED
    return CHANGED if row.drafted != before["drafted"] and not row.edited else ""


def _report_changes(
    briefing: Briefing, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Iterator[ReportChange]:
    before = {each["commune"]: each for each in old}
    now = {each["commune"]: each for each in new}
    changed = {code for code in {**before, **now} if before.get(code) != now.get(code)}
    communes = Commune.objects.filter(body=briefing.period.body, code__in=changed)
    for commune in communes.existing_in(briefing.period.as_month):
        code = commune.code
        kind = TAKEN_BACK if code not in now else CORRECTED if code in before else NEW
        yield ReportChange(commune, kind, (now.get(code) or before[code])["number"])
