"""Last month's figures taken over where a person says so: a button without a script fills boxes, and takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core import signing
from django.http import QueryDict

from briefing_portal.lib.vietnamese import number_for_input
from reports import figures
from reports.checks import nothing_happened, stock_again
from reports.forms.review import figure_name
from reports.models import Report
from reports.views.draft import Draft, Texts, frame_of

TAKE, TAKE_BACK, TAKEN = "take", "take_back", "taken"  # the buttons' names, and the address's
SAME, NOTHING = "same", "nothing"  # before a section's code: its stocks are last month's, nothing happened in it
SALT = "reports.unchanged"


@dataclass(frozen=True, slots=True)
class TakenBox:
    """A box that was filled, with what stands in it."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What a button filled, and its seal, by which it is taken back."""

    boxes: Sequence[TakenBox]
    seal: str


def with_taken(report: Report, data: QueryDict) -> tuple[QueryDict, Texts]:
    """Return what was sent with the boxes filled that the pressed button names, and those; typed figures stay."""
    pressed = data.get(TAKE, "")
    if not pressed:
        return _without_taken_back(data), {}
    offered = _offered(report, pressed)
    filled = {name: text for name, text in offered.items() if not str(data.get(name, "?")).strip()}
    return _with(data, filled), filled


def _offered(report: Report, pressed: str) -> Texts:
    """Return what a button offers: one box's figure, or a section's."""
    sheet = replace(frame_of(report).sheet, last_month=figures.last_month_of(report.commune, report.period.as_month))
    rule, _, place = pressed.partition(":")
    values = stock_again(sheet) if rule == SAME else nothing_happened(sheet)
    sections = {indicator.code: indicator.section for indicator in sheet.indicators}
    is_section = rule in {SAME, NOTHING}
    return {
        figure_name(key): number_for_input(value)
        for key, value in values.items()
        if (sections[key[0]] == place if is_section else figure_name(key) == pressed)
    }


def _without_taken_back(data: QueryDict) -> QueryDict:
    """Return what was sent with the boxes empty again that a button filled; what was typed over it stays."""
    filled = _unsealed(data.get(TAKE_BACK, ""))
    return _with(data, {name: "" for name, text in filled.items() if data.get(name) == text})


def _with(data: QueryDict, texts: Texts) -> QueryDict:
    if not texts:
        return data
    copy = data.copy()
    for name, text in texts.items():
        copy[name] = text
    return copy


def sealed(filled: Texts) -> str:
    """Return what a button filled as it stands in an address."""
    return signing.dumps(filled, salt=SALT, compress=True)


def _unsealed(seal: str) -> Texts:
    try:
        filled: Texts = signing.loads(seal, salt=SALT)
    except signing.BadSignature:
        return {}
    return filled


def taken_of(draft: Draft, seal: str) -> Taken | None:
    """Return what a button has just filled and still stands so; None where there is nothing to take back."""
    boxes = [
        TakenBox(f"id_{name}", str(draft.form.fields[name].label), text)
        for name, text in _unsealed(seal).items()
        if name in draft.form.fields and draft.form.text_of(name) == text
    ]
    return Taken(boxes, seal) if boxes else None
