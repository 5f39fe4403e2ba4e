"""The files of the portal that lie outside its database."""

import shutil
from pathlib import Path

from django.conf import settings

from briefing_portal.lib.refusal import Refusal

NOT_EMPTY = "Thư mục {path} đã có tệp: chỉ khôi phục vào nơi trống (hoặc dùng --replace; tệp cũ được giữ lại bên cạnh)."


def places() -> dict[str, Path]:
    """Return the folders by their names in a backup: what people handed in as files, the certificates trusted."""
    return {"files": Path(settings.MEDIA_ROOT), "signing-roots": Path(settings.SIGNING_ROOTS)}


def copy_into(folder: Path) -> None:
    """Copy every file, under the name of its folder."""
    for name, place in places().items():
        if place.is_dir():
            shutil.copytree(place, folder / name)


def refuse_filled() -> None:
    """Refuse where a folder that a restore would fill has something in it."""
    for place in places().values():
        if place.is_dir() and any(place.iterdir()):
            raise Refusal(NOT_EMPTY.format(path=place))


def put_in_place(folder: Path, aside: str) -> list[tuple[Path, Path | None]]:
    """Move the restored folders to their places; return each with where its old content went."""
    moved: list[tuple[Path, Path | None]] = []
    for name, place in places().items():
        if not (folder / name).is_dir():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        coming = place.with_name(f".{place.name}.coming")
        shutil.rmtree(coming, ignore_errors=True)
        shutil.copytree(folder / name, coming)
        old = place.with_name(f"{place.name}.{aside}") if place.is_dir() and any(place.iterdir()) else None
        if old:
            place.rename(old)
        elif place.is_dir():
            place.rmdir()
        coming.rename(place)
        moved.append((place, old))
    return moved


def put_back(moved: list[tuple[Path, Path | None]]) -> None:
    """Undo put_in_place: what came goes, what was there returns."""
    for place, old in moved:
        shutil.rmtree(place)
        if old:
            old.rename(place)
