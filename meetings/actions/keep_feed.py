"""A person makes, renews and switches off the address of her calendar."""

import uuid
from datetime import datetime

from django.db import transaction

from communes.models import User
from meetings.models import CalendarFeed


@transaction.atomic
def renew(*, user: User, by: User, at: datetime) -> CalendarFeed:
    """Make a new address; one that was given out before opens nothing any longer."""
    new = {"serial": uuid.uuid4(), "made_at": at}
    return CalendarFeed.objects.update_or_create(user=user, defaults=new)[0]


@transaction.atomic
def switch_off(*, user: User, by: User, at: datetime) -> None:
    """Take the address away."""
    CalendarFeed.objects.filter(user=user).delete()
