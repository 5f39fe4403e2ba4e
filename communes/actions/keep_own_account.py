"""A person changes her own password and mail address, or asks for a link to a new password."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from communes.models import MailedReset, Session, User

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_LETTERS = 3  # to one person within an hour
MOST_REQUESTS = 20  # from one address within an hour
TOO_OFTEN = "Địa chỉ mạng này đã yêu cầu quá nhiều lần. Một giờ sau hãy thử lại, hoặc gọi Văn phòng để được đọc mã."


@transaction.atomic
def change_password(*, user: User, password: str, session: str | None, by: User, at: datetime) -> User:
    """Set a person's new password; her sessions end but the one whose key is given."""
    user.choose_password(password)
    user.access_codes.filter(used_at__isnull=True).update(expires_at=at)
    AccessAttempt.objects.filter(username=user.username).delete()
    Session.objects.end(user, but=session)
    return user


@transaction.atomic
def set_email(*, user: User, email: str, by: User, at: datetime) -> User:
    """Keep where letters on a person's account go; links sent to the old address open nothing any longer."""
    user.email = email
    user.save(update_fields=("email",))
    return user


@transaction.atomic
def ask_for_link(*, users: list[User], address: str, at: datetime) -> list[User]:
    """Note a request for a link; return to whom it may be sent: nobody gets more than three within an hour."""
    MailedReset.objects.filter(at__lte=at - DAY).delete()
    recent = MailedReset.objects.since(at, HOUR)
    if recent.filter(address=address).count() >= MOST_REQUESTS:
        raise Refusal(TOO_OFTEN)
    sent_to = [user for user in users if recent.filter(user=user).count() < MOST_LETTERS]
    noted: list[User] | list[None] = sent_to or [None]
    MailedReset.objects.bulk_create([MailedReset(user=user, address=address, at=at) for user in noted])
    return sent_to
