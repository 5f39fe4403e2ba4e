"""A folder as one file (tar, gzip, and age where there is a key), and back.

Any technician opens it without the portal: `age -d -i KEY FILE | tar xz`.
"""

import gzip
import os
import shutil
import tarfile
import tempfile
import zlib
from pathlib import Path

from pyrage import DecryptError, decrypt_io, encrypt_io, x25519

from briefing_portal.lib.refusal import Refusal
from operations.actions.backup.manifest import CHUNK, NAME, damaged

ENCRYPTED = b"age-encryption.org/v1"
GZIP_HEAD = bytes.fromhex("1f8b08000000000002ff")  # what gzip writes with the best level, no name and no time
LEVEL = 9

KEY_WANTED = "Bản sao lưu đã mã hóa: cần khóa (BACKUP_KEY_FILE hoặc BACKUP_KEY). Không có gì được ghi."
KEY_WRONG = "Khóa không mở được bản sao lưu này: khóa không đúng, hoặc phần đầu tệp bị hỏng. Không có gì được ghi."


def pack(folder: Path, file: Path, key: x25519.Identity | None) -> None:
    """Write the folder's files into one that appears under its name only when all of it is on the disk."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    os.close(handle)
    partial = Path(name)
    try:
        _compress(folder, partial)
        if key:
            _encrypt(partial, key)
        _sync(partial)
        os.link(partial, file)  # refuses where somebody else wrote the name meanwhile
        _sync(file.parent)
    finally:
        partial.unlink(missing_ok=True)


def _compress(folder: Path, file: Path) -> None:
    with (
        file.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        tar.add(folder / NAME, NAME)
        for path in sorted(folder.iterdir()):
            if path.name != NAME:
                tar.add(path, path.name)


def _encrypt(file: Path, key: x25519.Identity) -> None:
    with tempfile.TemporaryFile(dir=file.parent) as plain:
        with file.open("rb") as source:
            shutil.copyfileobj(source, plain, CHUNK)
        plain.seek(0)
        with file.open("wb") as target:
            encrypt_io(plain, target, [key.to_public()])


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unpack(file: Path, folder: Path, key: x25519.Identity | None) -> None:
    """Write what the archive holds into the folder; Refusal for a wrong key and for anything that is not whole."""
    packed = folder / ".packed"
    try:
        _decrypt(file, packed, key)
        _decompress(packed, folder)
    finally:
        packed.unlink(missing_ok=True)


def _decrypt(file: Path, packed: Path, key: x25519.Identity | None) -> None:
    """Lay a plain copy beside; age itself finds a missing end, a changed byte and a byte too many."""
    with file.open("rb") as source, packed.open("wb") as target:
        is_encrypted = source.read(len(ENCRYPTED)) == ENCRYPTED
        source.seek(0)
        if not is_encrypted:
            shutil.copyfileobj(source, target, CHUNK)
            return
        if key is None:
            raise Refusal(KEY_WANTED)
        try:
            decrypt_io(source, target, [key])
        except (DecryptError, OSError) as error:
            if "No matching keys" in str(error):
                raise Refusal(KEY_WRONG) from error
            raise damaged("nội dung mã hóa không nguyên vẹn") from error


def _decompress(packed: Path, folder: Path) -> None:
    with packed.open("rb") as raw:
        if raw.read(len(GZIP_HEAD)) != GZIP_HEAD:
            raise damaged("đây không phải tệp do lệnh backup ghi")
        raw.seek(0)
        try:
            with gzip.GzipFile(fileobj=raw) as plain:
                with tarfile.open(fileobj=plain, mode="r|") as tar:
                    tar.extractall(folder, filter="data")
                while plain.read(CHUNK):  # to the end, where the checksum stands
                    pass
                length = plain.tell()
        except (OSError, EOFError, zlib.error, tarfile.TarError, ValueError) as error:
            raise damaged("nội dung không đọc được đến hết") from error
        raw.seek(-4, os.SEEK_END)
        if int.from_bytes(raw.read(4), "little") != length % 2**32:
            raise damaged("sau nội dung còn byte lạ")
