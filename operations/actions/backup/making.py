"""Make a backup: the database at one moment, the files beside it, a manifest; then read it back."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from pyrage import x25519

from briefing_portal.lib.refusal import Refusal
from operations.actions.backup import archive, databases, folders, manifest, postgres, sqlite
from operations.actions.backup.manifest import Manifest

THERE = "Đã có tệp {path}: đặt tên khác, bản sao lưu không bao giờ bị ghi đè."
NO_FOLDER = "Không có thư mục {path} để ghi bản sao lưu."
NOT_WRITTEN = "Không ghi được bản sao lưu {path}: {why}. Không còn tệp dở dang nào."
NO_TABLES = "Cơ sở dữ liệu chưa có bảng nào của cổng: chạy migrate hoặc restore trước."


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written and read back whole."""

    file: Path
    size: int  # bytes
    manifest: Manifest
    encrypted: bool


def make_backup(*, file: Path, key: x25519.Identity | None, at: datetime) -> Backup:
    """Write the whole state into one file and verify it; Refusal in a sentence, and no file, where that fails."""
    file = file.absolute()
    if file.exists():
        raise Refusal(THERE.format(path=file))
    if not file.parent.is_dir():
        raise Refusal(NO_FOLDER.format(path=file.parent))
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.parent) as name:
            _gather(Path(name), at)
            archive.pack(Path(name), file, key)
    except OSError as error:
        raise Refusal(NOT_WRITTEN.format(path=file, why=error.strerror or error)) from error
    return Backup(file, file.stat().st_size, _read_back(file, key), key is not None)


def _gather(folder: Path, at: datetime) -> None:
    tables = databases.tables()
    if not tables:
        raise Refusal(NO_TABLES)
    kind = sqlite if connection.vendor == "sqlite" else postgres
    migrations, version = databases.migrations(), databases.engine_version()
    counts = kind.dump(folder, tables)
    folders.copy_into(folder)  # behind the database: a file that it names is there
    Manifest(
        made_at=at.isoformat(timespec="seconds"),
        release=settings.RELEASE,
        engine=connection.vendor,
        engine_version=version,
        migrations=migrations,
        counts=counts,
        files=manifest.hashes(folder),
    ).write(folder)


def _read_back(file: Path, key: x25519.Identity | None) -> Manifest:
    try:
        with tempfile.TemporaryDirectory(prefix=".verify-", dir=file.parent) as name:
            archive.unpack(file, Path(name), key)
            return manifest.read(Path(name))
    except (OSError, Refusal):
        file.unlink()  # it was written a moment ago and can't be read: no backup
        raise
