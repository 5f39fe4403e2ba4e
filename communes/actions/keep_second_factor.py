"""A person's second factor: her telephone's codes (RFC 6238), and recovery codes for the day it is lost."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from briefing_portal.lib.refusal import Refusal
from communes.models import RecoveryCode, Session, User

SECRET_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
LETTERS = "abcdefghkmnpqrstuvwxyz23456789"  # none that look alike on paper
WRONG = "Mã chưa đúng. Xem mã đang hiện trên điện thoại (mỗi mã dùng một lần), hoặc nhập một mã khôi phục chưa dùng."
WRONG_NEW = "Mã chưa khớp. Kiểm tra giờ của điện thoại rồi nhập mã đang hiện trên ứng dụng."
REQUIRED = "Vai trò của đồng chí bắt buộc có bước xác thực thứ hai; chỉ thay điện thoại được, không tắt được."


def new_secret() -> str:
    """Return a secret for a telephone, in hexadecimal."""
    return secrets.token_hex(SECRET_BYTES)


@transaction.atomic
def turn_on(*, user: User, secret: str, code: str, session: str | None, by: User, at: datetime) -> list[str]:
    """Take a telephone that shows the right code, in place of any other; return recovery codes, shown this once.

    All of the person's sessions end but the one whose key is given.
    """
    matched = step_of(secret=secret, code=code, at=at)
    User.objects.select_for_update().get(pk=user.pk)  # one telephone, also where two tabs set one up at once
    TOTPDevice.objects.filter(user=user).delete()
    TOTPDevice.objects.create(user=user, name="telephone", key=secret, confirmed=True, last_t=matched)
    Session.objects.end(user, but=session)
    return _fresh_codes(user, at)


@transaction.atomic
def renew_codes(*, user: User, by: User, at: datetime) -> list[str]:
    """Return new recovery codes, shown this once; the old ones open nothing any longer."""
    return _fresh_codes(user, at)


@transaction.atomic
def turn_off(*, user: User, session: str | None, by: User, at: datetime) -> None:
    """Forget a person's telephone and recovery codes; her sessions end but the one whose key is given."""
    TOTPDevice.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    Session.objects.end(user, but=session)


@transaction.atomic
def check(*, user: User, code: str, at: datetime) -> bool:
    """Tell whether a code is the telephone's or an unused recovery code; either opens once and never again."""
    typed = code.strip().replace(" ", "").replace("-", "").lower()
    if typed.isascii() and typed.isdigit():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device is not None and bool(device.verify_token(typed))
    unused = user.recovery_codes.select_for_update().filter(used_at__isnull=True)
    found = next((each for each in unused if each.opens_with(typed)), None) if len(typed) == RECOVERY_LENGTH else None
    if found is None:
        return False
    found.used_at = at
    found.save(update_fields=("used_at",))
    return True


def step_of(*, secret: str, code: str, at: datetime) -> int:
    """Return the time step whose code a new telephone shows, one early or late at most; Refusal for a wrong code."""
    clock = TOTP(bytes.fromhex(secret))
    clock.time = at.timestamp()
    typed = code.strip().replace(" ", "")
    if not (typed.isascii() and typed.isdigit() and clock.verify(int(typed), tolerance=1)):
        raise Refusal(WRONG_NEW)
    return int(clock.t())


def _fresh_codes(user: User, at: datetime) -> list[str]:
    user.recovery_codes.all().delete()
    codes = ["".join(secrets.choice(LETTERS) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(user=user, code_hash=make_password(code), made_at=at) for code in codes]
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]
