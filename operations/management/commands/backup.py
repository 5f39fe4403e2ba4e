"""Keep the whole state in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from operations.actions.backup.keys import configured_key
from operations.actions.backup.making import Backup, make_backup
from operations.actions.backup.nightly import make_nightly


class Command(BaseCommand):
    help = (
        "Sao lưu toàn bộ (cơ sở dữ liệu và tệp) vào một tệp, rồi đọc lại để kiểm tra. Không ghi tên tệp: ghi vào "
        "BACKUP_DIR và xóa bản cũ theo BACKUP_DAYS, BACKUP_WEEKS, BACKUP_MONTHS. "
        "Mã hóa khi có BACKUP_KEY_FILE hoặc BACKUP_KEY."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="tệp sẽ ghi; chưa được có")

    def handle(self, *_: Any, file: Path | None, **__: Any) -> None:
        at = clock.machine_now()
        try:
            if file is None:
                backup, gone = make_nightly(key=configured_key(), at=at)
            else:
                backup, gone = make_backup(file=file, key=configured_key(), at=at), []
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(_in_words(backup))
        if gone:
            self.stdout.write(f"Đã xóa {len(gone)} bản cũ trong {settings.BACKUP_DIR}: {', '.join(gone)}")


def _in_words(backup: Backup) -> str:
    told = backup.manifest
    sealed = "đã mã hóa" if backup.encrypted else "KHÔNG mã hóa (chưa có BACKUP_KEY_FILE)"
    return (
        f"Đã sao lưu vào {backup.file} ({backup.size} byte, {sealed}): {told.rows} dòng của {len(told.counts)} bảng, "
        f"{len(told.files) - 1} tệp. Đã đọc lại, mọi mã SHA-256 đều khớp."
    )
