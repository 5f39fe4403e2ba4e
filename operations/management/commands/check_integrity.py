"""Hash everything kept anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.checks import check_integrity


class Command(BaseCommand):
    help = "Kiểm tra mọi lần nộp và văn bản đã phát hành có còn nguyên như lúc lưu; sai thì kết thúc với mã lỗi."

    def handle(self, *_: Any, **__: Any) -> None:
        found = check_integrity()
        self.stdout.write(
            f"Đã kiểm tra {found.submissions} lần nộp, {found.documents} văn bản đã phát hành, "
            f"{found.signed_copies} bản đã ký."
        )
        if found.mismatches:
            raise CommandError("\n".join([f"{len(found.mismatches)} chỗ không khớp:", *found.mismatches]))
