"""Ask the communes before publication: open the window, set its end, close it early."""

from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from communes.models import User
from meetings.figures.telling import consulted_notes
from meetings.models import Briefing, Consultation
from notices.actions import outbox


@transaction.atomic
def open_window(*, briefing: Briefing, until: datetime, by: User, at: datetime) -> Consultation:
    """Let each commune see the sentences that quote it and object until a moment."""
    Briefing.objects.select_for_update().get(pk=briefing.pk)
    if Consultation.objects.filter(briefing=briefing).exists():
        raise Refusal("Bản này đã được lấy ý kiến; muốn lấy thêm thì đổi hạn.")
    _check(until, at)
    consultation = Consultation.objects.create(briefing=briefing, opened_at=at, opened_by=by, until=until)
    outbox.tell(body=briefing.period.body, notes=consulted_notes(consultation), by=by, at=at)
    return consultation


@transaction.atomic
def set_deadline(*, consultation: Consultation, until: datetime, at: datetime) -> Consultation:
    """Set another end; a window that was over opens again until then."""
    held = Consultation.objects.select_for_update().get(pk=consultation.pk)
    _check(until, at)
    held.until, held.closed_at, held.closed_by = until, None, None
    held.save(update_fields=("until", "closed_at", "closed_by"))
    return held


@transaction.atomic
def close(*, consultation: Consultation, by: User, at: datetime) -> Consultation:
    """Close the window before its end; what was said stays and is still answered."""
    held = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if held.is_open(at):
        held.closed_at, held.closed_by = at, by
        held.save(update_fields=("closed_at", "closed_by"))
    return held


def _check(until: datetime, at: datetime) -> None:
    if until <= at:
        raise Refusal("Hạn góp ý phải sau thời điểm hiện tại.")
