"""The browsers that a person logs in with; one not seen before is told to her until she says that it is hers."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from communes.models import Device, Session, User

DEVICE_LIFE = timedelta(days=365)  # a browser not used for so long is a new one


@transaction.atomic
def recognize(*, user: User, key: str, agent: str, address: str, at: datetime) -> tuple[Device, bool]:
    """Note a login; return its device, and whether its owner is to be told of it.

    The first device of all is nothing to tell: there is no other one that could be hers.
    """
    user.devices.filter(last_at__lt=at - DEVICE_LIFE).delete()
    Session.objects.filter(user=user, expire_date__lte=at).delete()
    is_first = not user.devices.exists()
    seen = {"agent": agent, "address": address, "last_at": at}
    device, is_new = Device.objects.update_or_create(
        user=user, key_hash=_hash(key), defaults=seen, create_defaults=seen | {"first_at": at}
    )
    told = is_new and not is_first
    if told:
        user.new_device = device
        user.save(update_fields=("new_device",))
    return device, told


@transaction.atomic
def confirm(*, user: User, by: User, at: datetime) -> None:
    """Stop telling of a new device: its owner says that it is hers."""
    user.new_device = None
    user.save(update_fields=("new_device",))


@transaction.atomic
def sign_out_everywhere(*, user: User, by: User, at: datetime) -> int:
    """End all of a person's sessions and forget the device she was told of; return how many sessions were ended."""
    if user.new_device:
        user.new_device.delete()
    return Session.objects.end(user)


@transaction.atomic
def sign_out(*, user: User, name: str, by: User, at: datetime) -> int:
    """End the one of a person's sessions that a page calls by this name; return how many were ended."""
    keys = [each.session_key for each in Session.objects.of(user) if each.public_name == name]
    return Session.objects.filter(session_key__in=keys).delete()[0]


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
