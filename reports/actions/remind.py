"""Tell people what is due soon and what has passed its date; run by a timer, as often as one likes."""

from datetime import datetime

from django.db import transaction

from briefing_portal.lib.clock import OFFICE_TIME
from communes.models import ConveningBody
from notices.actions import outbox
from reports.figures.telling import directive_notes, due_notes
from reports.models import Period


@transaction.atomic
def remind(*, body: ConveningBody, at: datetime) -> int:
    """Write what a body's people are to be told at a moment; return how many notices are new.

    What stands a moment before counts: who has handed in by then is told nothing.
    """
    periods = Period.objects.filter(body=body, due_at__gte=at).select_related("body")
    notes = [note for period in periods for note in due_notes(period, at)]
    notes += directive_notes(body, at.astimezone(OFFICE_TIME).date())
    return outbox.tell(body=body, notes=notes, at=at)
