"""A person has read what she was told, or wants to see it again."""

from datetime import datetime

from django.db import transaction

from communes.models import User
from notices.models import Notice


@transaction.atomic
def mark_read(*, notice: Notice, by: User, at: datetime) -> Notice:
    """Keep that a notice was read; the first time counts."""
    Notice.objects.filter(pk=notice.pk).unread().update(read_at=at)
    return notice


@transaction.atomic
def mark_unread(*, notice: Notice, by: User, at: datetime) -> Notice:
    """Put a notice back among those to be read."""
    Notice.objects.filter(pk=notice.pk).update(read_at=None)
    return notice


@transaction.atomic
def mark_all_read(*, up_to: int, by: User, at: datetime) -> int:
    """Keep that a person read all up to a notice (its pk): one that came since her page was made stays unread."""
    return Notice.objects.visible_to(by).unread().filter(pk__lte=up_to).update(read_at=at)
