"""What commands are given: a body, a month, a person, by name."""

from django.core.management.base import CommandError

from briefing_portal.lib.months import Month
from communes.actions import keep_file_account
from communes.models import ConveningBody, User


def body_named(slug: str) -> ConveningBody:
    """Return the body of an address; raise CommandError where there is none."""
    body = ConveningBody.objects.filter(slug=slug).first()
    if body is None:
        raise CommandError(f"Không có cơ quan nào có địa chỉ “{slug}”.")
    return body


def month_named(text: str) -> Month:
    """Read a month written 2015-11; raise CommandError for anything else."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise CommandError(f"Tháng viết dạng 2015-11, không phải “{text}”.") from error


def person_named(username: str | None) -> User:
    """Return the account of a name, the portal's own "nhập từ tệp" where none is given; raise CommandError."""
    if not username or username == keep_file_account.USERNAME:
        return keep_file_account.file_account()
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"Không có tài khoản “{username}” đang hoạt động.")
    return user
