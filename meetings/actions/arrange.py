"""Arrange the briefing's page: drop, bring back, move and add sentences, choose one from a commune's report."""

from datetime import datetime
from typing import Any

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from meetings.figures.editions import PageSection, page_sections
from meetings.models import Briefing, BriefingSentence, Phrase
from meetings.models.briefings import Origin
from meetings.models.judging import findings_of


@transaction.atomic
def drop(*, sentence: BriefingSentence, by: User, at: datetime) -> BriefingSentence:
    """Leave a sentence out; it stays out when the month is compiled again."""
    return _set_dropped(sentence, True, by, at)


@transaction.atomic
def bring_back(*, sentence: BriefingSentence, by: User, at: datetime) -> BriefingSentence:
    """Put a dropped sentence back in its place."""
    return _set_dropped(sentence, False, by, at)


def _set_dropped(sentence: BriefingSentence, dropped: bool, by: User, at: datetime) -> BriefingSentence:
    briefing = _locked(sentence.briefing_id)
    row = briefing.sentences.get(pk=sentence.pk)
    if row.rule == "directive":
        raise Refusal("Đây là nhiệm vụ do hội nghị giao; hãy rút nhiệm vụ tại trang Hội nghị.")
    row.dropped = dropped
    return _save(briefing, row, by, at)


@transaction.atomic
def move(*, sentence: BriefingSentence, up: bool, by: User, at: datetime) -> BriefingSentence:
    """Let a sentence change places with the one before or behind it in its section."""
    briefing = _locked(sentence.briefing_id)
    row = briefing.sentences.get(pk=sentence.pk)
    neighbours = briefing.sentences.filter(block=row.block, section=row.section, dropped=False)
    if up:
        other = neighbours.filter(order__lt=row.order).order_by("-order").first()
    else:
        other = neighbours.filter(order__gt=row.order).order_by("order").first()
    if other is None:
        raise Refusal("Câu đã ở đầu mục." if up else "Câu đã ở cuối mục.")
    row.order, other.order = other.order, row.order
    other.save(update_fields=("order",))
    return _save(briefing, row, by, at)


@transaction.atomic
def add(*, briefing: Briefing, section: str, text: str, by: User, at: datetime) -> BriefingSentence:
    """Add the office's own sentence at the end of a section; its claims and names are to be confirmed."""
    briefing = _locked(briefing.pk)
    words = " ".join(normalize_text(text).split())
    if not words:
        raise Refusal("Câu chưa có nội dung.")
    key = f"added.{briefing.version + 1}"
    row = BriefingSentence(key=key, section=section, edited=words, origin=Origin.ADDED)
    row.confirmed = not findings_of(row, briefing.data)
    return _insert(briefing, row, section, by, at)


@transaction.atomic
def choose(*, briefing: Briefing, section: str, commune: str, by: User, at: datetime) -> BriefingSentence:
    """Put what a commune (a code) wrote under a section there; it isn't printed until the office confirms it."""
    briefing = _locked(briefing.pk)
    text, submission = _told(briefing, section, commune)
    source = {"commune": commune, "kind": "narrative", "about": section, "text": text, "submission": submission}
    return _choose(briefing, f"{section}.chosen.{commune}", source, by, at)


@transaction.atomic
def choose_phrase(*, briefing: Briefing, phrase: Phrase, by: User, at: datetime) -> BriefingSentence:
    """Put a phrase of the office in its section; it isn't printed until the office confirms it."""
    briefing = _locked(briefing.pk)
    if phrase.retired_at is not None or phrase.body_id != briefing.period.body_id:
        raise Refusal("Câu mẫu này đã thôi dùng; hãy chọn câu khác.")
    about = phrase.section.code
    source = {"commune": None, "kind": "phrase", "about": about, "text": phrase.text, "phrase": phrase.pk}
    return _choose(briefing, f"{about}.phrase.{phrase.pk}", source, by, at)


def _choose(briefing: Briefing, key: str, source: dict[str, Any], by: User, at: datetime) -> BriefingSentence:
    """Put chosen words in their section, or bring them back to their place; what is brought back is confirmed anew."""
    if row := briefing.sentences.filter(key=key).first():
        row.confirmed = row.confirmed and not row.dropped
        row.dropped = False
        return _save(briefing, row, by, at)
    row = BriefingSentence(key=key, drafted=source["text"], origin=Origin.CHOSEN, sources=[source], confirmed=False)
    return _insert(briefing, row, source["about"], by, at)


def _told(briefing: Briefing, section: str, commune: str) -> tuple[str, int]:
    for told in briefing.data.get("narratives", ()):
        if (told["section"], told["commune"]) == (section, commune):
            return told["text"], told["submission"]
    raise Refusal("Không còn nhận định này trong báo cáo đã tiếp nhận; hãy tổng hợp lại.")


def _insert(briefing: Briefing, row: BriefingSentence, code: str, by: User, at: datetime) -> BriefingSentence:
    """Put a new row behind the last one of its section, or where its section would stand."""
    sections = page_sections()
    places = {section.code: place for place, section in enumerate(sections)}
    if code not in places:
        raise Refusal("Không có mục này trong báo cáo tổng hợp.")
    section: PageSection = sections[places[code]]
    row.briefing, row.block, row.section = briefing, section.block, section.code
    others = list(briefing.sentences.filter(block=section.block).order_by("order", "pk"))
    before = [other for other in others if places.get(other.section, 0) <= places[code]]
    row.order = (before[-1].order if before else 0) + 1
    for other in others[len(before) :]:
        other.order += 1
    BriefingSentence.objects.bulk_update(others[len(before) :], ("order",))
    return _save(briefing, row, by, at)


def _locked(pk: int) -> Briefing:
    return Briefing.objects.select_for_update().get(pk=pk)


def _save(briefing: Briefing, row: BriefingSentence, by: User, at: datetime) -> BriefingSentence:
    row.changed_at, row.changed_by = at, by
    row.save()
    briefing.count_change()
    briefing.save()
    return row
