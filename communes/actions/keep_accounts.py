"""The office makes and resets its communes' accounts; a one-time code is read out on the telephone."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import AccessCode, Commune, Membership, Role, Session, User

CODE_LETTERS = "ABCDEFGHKLMNPQRSTUVXY3456789"  # none that sound or look alike on the telephone
CODE_LENGTH = 8
CODE_LIFE = timedelta(days=3)
MOST_TRIES = 5


class WrongCode(Refusal):
    """A one-time code that opens nothing; another refusal says what is wrong with the new password."""


@transaction.atomic
def make_account(
    *, commune: Commune, username: str, display_name: str, roles: Sequence[Role], by: User, at: datetime
) -> tuple[User, str]:
    """Make an account of a commune and return it with its one-time code, which is shown this once."""
    if not roles:
        raise Refusal("Chọn ít nhất một vai trò.")
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(f"Tên đăng nhập “{username}” đã có người dùng.")
    user = User(username=username, display_name=normalize_text(display_name))
    user.set_unusable_password()
    user.save()
    for role in roles:
        Membership.objects.create(user=user, role=role, commune=commune)
    return user, _new_code(user, by=by, at=at)


@transaction.atomic
def reset_account(*, user: User, lost_telephone: bool, by: User, at: datetime) -> str:
    """Close the account's password, end its sessions, lift its lock; return a new one-time code, shown this once.

    Where its owner lost her telephone, its second factor is taken off as well.
    """
    user.set_unusable_password()
    user.save(update_fields=("password",))
    if lost_telephone:
        TOTPDevice.objects.filter(user=user).delete()
        user.recovery_codes.all().delete()
    AccessAttempt.objects.filter(username=user.username).delete()
    Session.objects.end(user)
    return _new_code(user, by=by, at=at)


@transaction.atomic
def set_active(*, user: User, active: bool, by: User, at: datetime) -> User:
    """Close an account and end its sessions, or open it again; what it did stays."""
    user.is_active = active
    user.save(update_fields=("is_active",))
    if not active:
        Session.objects.end(user)
    return user


@transaction.atomic
def set_roles(*, user: User, commune: Commune, roles: Sequence[Role], by: User, at: datetime) -> User:
    """Give an account exactly these roles for a commune."""
    if not roles:
        raise Refusal("Chọn ít nhất một vai trò.")
    user.memberships.filter(commune=commune).exclude(role__in=roles).delete()
    for role in roles:
        Membership.objects.get_or_create(user=user, role=role, commune=commune)
    return user


def redeem_code(*, username: str, code: str, password: str, at: datetime) -> User:
    """Set a new password with a one-time code; a wrong code is counted and refused in one sentence for all causes."""
    wrong = WrongCode("Tên đăng nhập hoặc mã không đúng, hoặc mã đã hết hạn. Đề nghị Văn phòng cấp mã mới.")
    with transaction.atomic():
        access = (
            AccessCode.objects.select_for_update()
            .filter(user__username=username, user__is_active=True, used_at__isnull=True)
            .order_by("-made_at", "-pk")
            .first()
        )
        if access is None or not access.is_open(at) or access.tries >= MOST_TRIES:
            make_password(code)  # as long as a real code takes: the clock tells nobody who has an account
            raise wrong
        access.tries += 1
        opened = access.opens_with(code.strip().upper().replace("-", "").replace(" ", ""))
        if opened:
            access.user.choose_password(password)
            Session.objects.end(access.user)
            access.used_at = at
        access.save(update_fields=("tries", "used_at"))
    if not opened:
        raise wrong
    return access.user


def _new_code(user: User, *, by: User, at: datetime) -> str:
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    user.access_codes.filter(used_at__isnull=True).update(expires_at=at)
    AccessCode.objects.create(
        user=user, code_hash=make_password(code), made_by=by, made_at=at, expires_at=at + CODE_LIFE
    )
    return f"{code[:4]}-{code[4:]}"
