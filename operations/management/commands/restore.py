"""Bring a backup back into an empty place."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from operations.actions.backup.keys import configured_key
from operations.actions.backup.restoring import Restored, restore


class Command(BaseCommand):
    help = (
        "Khôi phục một bản sao lưu vào nơi trống: kiểm tra hết trước khi ghi, rồi chạy migrate và check_integrity trên "
        "dữ liệu đã khôi phục. Bản sao lưu SQLite chỉ vào được SQLite, PostgreSQL vào PostgreSQL. Khóa lấy từ "
        "BACKUP_KEY_FILE hoặc BACKUP_KEY."
    )
    requires_system_checks = []  # the database may not be there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp do lệnh backup ghi")
        parser.add_argument(
            "--replace", action="store_true", help="thay dữ liệu đang có (SQLite: tệp cũ được giữ lại bên cạnh)"
        )

    def handle(self, *_: Any, file: Path, replace: bool, **__: Any) -> None:
        try:
            done = restore(file=file, key=configured_key(), replace=replace, at=clock.machine_now())
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(_in_words(done))
        if not done.is_sound:
            raise CommandError(f"Dữ liệu đã khôi phục đúng như bản sao lưu, nhưng kiểm tra thấy:\n{done.integrity}")


def _in_words(done: Restored) -> str:
    told = done.manifest
    lines = [
        f"Đã khôi phục bản sao lưu lúc {told.made_at}: {told.rows} dòng của {len(told.counts)} bảng, khớp bản kê.",
        *([done.integrity] if done.is_sound else ()),
        *(f"Dữ liệu trước đó được giữ tại {path}" for path in done.kept),
    ]
    return "\n".join(lines)
