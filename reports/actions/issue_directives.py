"""Write down what the chair tells communes and departments to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import Commune, Department, User
from notices.actions import outbox
from reports.figures.telling import directive_key
from reports.models import Directive, Period, Section


@dataclass(frozen=True, slots=True)
class DirectiveEntry:
    """A directive as it is typed; no commune and no department means all communes."""

    text: str
    section: Section | None = None
    communes: Sequence[Commune] = ()
    departments: Sequence[Department] = ()
    due_on: date | None = None
    citation: str = ""


@transaction.atomic
def issue(*, period: Period, entry: DirectiveEntry, by: User, at: datetime) -> Directive:
    """Issue the next numbered directive of a period's meeting; a number is never used again."""
    _check(entry, period, at)
    period.hold(alone=True)
    last = Directive.objects.filter(period=period).aggregate(last=Max("number"))["last"] or 0
    directive = Directive(period=period, number=last + 1, issued_at=at, issued_by=by)
    return _write(directive, entry)


@transaction.atomic
def change(*, directive: Directive, entry: DirectiveEntry, by: User, at: datetime) -> Directive:
    """Change the wording, the addressees or the date of a directive; its number stays."""
    _check(entry, directive.period, at, standing=directive.due_on)
    return _write(directive, entry)


@transaction.atomic
def withdraw(*, directive: Directive, by: User, at: datetime) -> Directive:
    """Withdraw a directive; its number stays used, and nobody is reminded of it any longer."""
    directive.withdrawn_at = at
    directive.save(update_fields=("withdrawn_at",))
    outbox.settle(body=directive.period.body, key=directive_key(directive), at=at)
    return directive


def _check(entry: DirectiveEntry, period: Period, at: datetime, *, standing: date | None = None) -> None:
    if not entry.text.strip():
        raise Refusal("Chưa có nội dung nhiệm vụ.")
    if entry.due_on is not None and entry.due_on != standing and entry.due_on < at.date():
        raise Refusal("Thời hạn của nhiệm vụ không được trước ngày hôm nay.")
    addressees: list[Commune | Department] = [*entry.communes, *entry.departments]
    outside = [addressee for addressee in addressees if addressee.body_id != period.body_id]
    if outside:
        raise Refusal(f"“{outside[0]}” không thuộc {period.body}.")


def _write(directive: Directive, entry: DirectiveEntry) -> Directive:
    directive.text = normalize_text(entry.text)
    directive.section = entry.section
    directive.due_on = entry.due_on
    directive.citation = normalize_text(entry.citation)
    directive.to_all_communes = not entry.communes and not entry.departments
    directive.save()
    directive.communes.set(entry.communes)
    directive.departments.set(entry.departments)
    return directive
