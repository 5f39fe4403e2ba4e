"""A person says what she wants to be told, and how."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from communes.models import User
from notices.models import Channel, Kind, Muted, Rhythm


@transaction.atomic
def choose(*, user: User, muted: Iterable[tuple[Kind, Channel]], digest: bool, by: User, at: datetime) -> None:
    """Keep what is switched off for a person, and whether her letters come in one a day."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    locked.muted_notices.all().delete()
    Muted.objects.bulk_create([Muted(user=locked, kind=kind, channel=channel) for kind, channel in muted])
    Rhythm.objects.update_or_create(user=locked, defaults={"digest": digest})
