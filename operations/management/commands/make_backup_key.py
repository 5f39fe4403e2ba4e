"""Make the key that backups are encrypted with."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefing_portal.lib.refusal import Refusal
from operations.actions.backup.keys import make_key


class Command(BaseCommand):
    help = (
        "Tạo khóa mã hóa bản sao lưu vào một tệp mới; ghi tên tệp đó vào BACKUP_KEY_FILE và cất một bản ngoài máy này."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp khóa sẽ tạo")

    def handle(self, *_: Any, file: Path, **__: Any) -> None:
        try:
            public = make_key(file)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(
            f"Đã tạo khóa trong {file} ({public}). Cất một bản ngoài máy này: "
            "mất khóa thì không mở được bản sao lưu nào."
        )
