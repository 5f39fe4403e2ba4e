"""Office files are ZIP archives that carry the time of writing: without it the same content gives the same bytes."""

import io
import zipfile
from collections.abc import Mapping

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP file knows


def rewritten(archive: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """Return an archive with the same files in the same order and no times; `replaced` are files by name."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, (replaced or {}).get(name) or old.read(name))
    return written.getvalue()
