"""What a backup says of itself: which release and tables it was made from, and the hash of every file in it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from briefing_portal.lib.refusal import Refusal

NAME = "manifest.json"
FORMAT = 1
CHUNK = 1024 * 1024

DAMAGED = "Bản sao lưu bị hỏng hoặc đã bị sửa: {what}. Không có gì được ghi; hãy dùng bản sao lưu khác."


def damaged(what: str) -> Refusal:
    """Return the refusal of an archive that is not what was written."""
    return Refusal(DAMAGED.format(what=what))


@dataclass(frozen=True, slots=True)
class Manifest:
    """When and from what a backup was made, the rows of each table, and the files with their hashes."""

    made_at: str  # ISO, office time
    release: str
    engine: str  # "sqlite" or "postgresql"
    engine_version: str
    migrations: tuple[str, ...]  # "reports.0007_words_to_find", those applied
    counts: Mapping[str, int]  # rows of each table of the portal
    files: Mapping[str, str]  # path in the archive → SHA-256
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Return how many rows the backup holds."""
        return sum(self.counts.values())

    def write(self, folder: Path) -> None:
        """Lay the manifest beside the files it speaks of."""
        (folder / NAME).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True))


def read(folder: Path) -> Manifest:
    """Return the manifest of an unpacked archive; Refusal where a file is missing, added or altered."""
    try:
        plain = json.loads((folder / NAME).read_text())
        if plain["format"] != FORMAT:
            raise Refusal(f"Bản sao lưu có dạng {plain['format']}, bản phần mềm này chỉ đọc được dạng {FORMAT}.")
        manifest = Manifest(**{**plain, "migrations": tuple(plain["migrations"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged("không đọc được bản kê") from error
    found = hashes(folder)
    if wrong := sorted(path for path in {*found, *manifest.files} if found.get(path) != manifest.files.get(path)):
        raise damaged(f"tệp {wrong[0]} không khớp bản kê")
    return manifest


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file under the folder but the manifest."""
    return {str(path.relative_to(folder)): sha256_of(path) for path in _files(folder) if path != folder / NAME}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
