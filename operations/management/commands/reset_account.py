"""Let a person back in whom nobody else can: the last administrator without password or telephone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from briefing_portal.lib import clock
from communes.actions import keep_accounts
from communes.actions.keep_file_account import file_account
from communes.models import User


class Command(BaseCommand):
    help = "Cấp mã dùng một lần cho một tài khoản: mật khẩu cũ hết dùng, mọi phiên kết thúc, khóa do nhập sai được mở."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--lost-telephone", action="store_true", help="tắt cả bước xác thực thứ hai")

    def handle(self, *_: Any, username: str, lost_telephone: bool, **__: Any) -> None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{username}” đang dùng.")
        by, at = file_account(), clock.now()
        code = keep_accounts.reset_account(user=user, lost_telephone=lost_telephone, by=by, at=at)
        self.stdout.write(
            f"{username}: {code}, dùng được {keep_accounts.CODE_LIFE.days} ngày, nhập tại /accounts/code/"
        )
