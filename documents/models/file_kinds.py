"""What a file is by its bytes: pdf, docx, xlsx, jpg or png; anything else isn't taken."""

import io
import unicodedata
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath

import filetype

from briefing_portal.lib.refusal import Refusal

LARGEST_ATTACHMENT = 10 * 1024 * 1024  # bytes
LONGEST_NAME = 150  # characters


class FileKind(StrEnum):
    """A kind of file that may be handed in."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    JPG = "jpg"
    PNG = "png"


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
}
ACCEPTED = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
TAKEN = "Chỉ nhận tệp PDF, DOCX, XLSX, JPG hoặc PNG, tối đa 10 MB"
_ENDINGS = {**{kind.value: kind for kind in FileKind}, "jpeg": FileKind.JPG, "jpe": FileKind.JPG}
_MAIN_PARTS = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}
_BY_MIME = {"application/pdf": FileKind.PDF, "image/jpeg": FileKind.JPG, "image/png": FileKind.PNG}
_ZIP = b"PK\x03\x04"
_MACROS = "vbaproject.bin"


def kind_of(content: bytes, name: str) -> FileKind:
    """Return what a file is; raise Refusal where it is nothing that is taken, or not what its name says."""
    if not content:
        raise Refusal(f"Tệp “{name}” trống.")
    if len(content) > LARGEST_ATTACHMENT:
        raise Refusal(f"Tệp “{name}” lớn hơn 10 MB; hãy gửi bản nhỏ hơn.")
    kind = _of_package(content, name) if content.startswith(_ZIP) else _by_signature(content)
    if kind is None:
        raise Refusal(f"Không nhận ra nội dung của tệp “{name}”. {TAKEN}.")
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    if ending and _ENDINGS.get(ending) is not kind:
        raise Refusal(f"Tệp “{name}” không đúng như tên: nội dung là {kind.value.upper()}. Hãy gửi đúng tệp.")
    return kind


def _by_signature(content: bytes) -> FileKind | None:
    guessed = filetype.guess_mime(content[:262])
    return _BY_MIME.get(guessed) if isinstance(guessed, str) else None


def _of_package(content: bytes, name: str) -> FileKind | None:
    """Return what a ZIP holds: a Word or Excel document without macros, or nothing that is taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = {member.lower() for member in package.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise Refusal(f"Tệp “{name}” bị hỏng, không mở được.") from error
    if any(PurePosixPath(member).name == _MACROS for member in members):
        raise Refusal(f"Tệp “{name}” có macro; hãy lưu lại không kèm macro rồi gửi.")
    kinds = {kind for part, kind in _MAIN_PARTS.items() if part in members and "[content_types].xml" in members}
    return kinds.pop() if len(kinds) == 1 else None


def clean_name(name: str, kind: FileKind) -> str:
    """Return a name that any disk takes: no folders, no control characters, with the ending of its kind."""
    base = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = "".join(sign for sign in base if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*')
    stem = PurePosixPath(plain).stem if _ENDINGS.get(PurePosixPath(plain).suffix.lower().removeprefix(".")) else plain
    return f"{stem.strip(' .')[:LONGEST_NAME] or 'tep'}.{kind.value}"
