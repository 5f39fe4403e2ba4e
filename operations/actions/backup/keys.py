"""The key of backups: an age identity (https://age-encryption.org), from a file or the environment."""

from pathlib import Path

from django.conf import settings
from pyrage import IdentityError, x25519

from briefing_portal.lib.refusal import Refusal

NO_KEY = "Không đọc được tệp khóa {path}: {why}."
NOT_A_KEY = "Khóa sao lưu không đúng dạng: phải là một dòng AGE-SECRET-KEY-1… (tạo bằng lệnh make_backup_key)."


def configured_key() -> x25519.Identity | None:
    """Return the key that BACKUP_KEY_FILE or BACKUP_KEY gives, None where neither is set; Refusal for a wrong one."""
    if settings.BACKUP_KEY_FILE:
        return key_in(Path(settings.BACKUP_KEY_FILE))
    return _read(settings.BACKUP_KEY) if settings.BACKUP_KEY else None


def key_in(path: Path) -> x25519.Identity:
    """Return the key in a file, as age-keygen writes it (lines with # are remarks); Refusal where there is none."""
    try:
        return _read(path.read_text())
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(NO_KEY.format(path=path, why=getattr(error, "strerror", None) or "không phải văn bản")) from error


def _read(text: str) -> x25519.Identity:
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    try:
        (only,) = lines
        return x25519.Identity.from_str(only)
    except (ValueError, IdentityError) as error:
        raise Refusal(NOT_A_KEY) from error


def make_key(path: Path) -> str:
    """Write a new key into a file that only its owner reads, and return its public half; Refusal where one stands."""
    key = x25519.Identity.generate()
    try:
        path.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        why = "đã có tệp này" if isinstance(error, FileExistsError) else error.strerror
        raise Refusal(f"Không tạo được tệp khóa {path}: {why}.") from error
    path.write_text(f"# public key: {key.to_public()}\n{key}\n")
    return str(key.to_public())
