"""A backup holds all that was acknowledged, opens only whole and with its key, and comes back into an empty place."""

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.core.management import CommandError, call_command
from django.db import connection, connections
from pytest_django import Settings

from communes.models import Commune, User
from operations.actions.backup import databases, keys, manifest, postgres
from operations.actions.backup.archive import pack, unpack
from operations.actions.backup.manifest import Manifest
from operations.figures.backups import kept_in
from reports.models import Period, Submission
from tests import factories

MOMENT = factories.moment("2015-12-01", "23:00")


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, settings: Settings) -> None:
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.SIGNING_ROOTS = tmp_path / "signing-roots"
    settings.BACKUP_KEY = settings.BACKUP_KEY_FILE = ""


@pytest.fixture
def key_file(tmp_path: Path, settings: Settings) -> Path:
    path = tmp_path / "backup.key"
    keys.make_key(path)
    settings.BACKUP_KEY_FILE = str(path)
    return path


def run(command: str, *arguments: Path) -> str:
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


# The archive by itself: no database is asked.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lie as a backup does before it is packed."""
    gathered = tmp_path / "gathered"
    (gathered / "files").mkdir(parents=True)
    (gathered / "database.sqlite3").write_bytes(os.urandom(3000) + b"sensitive words" * 100)
    (gathered / "files" / "Báo cáo.pdf").write_bytes(b"%PDF-1.7")
    Manifest(MOMENT.isoformat(), "1", "sqlite", "3", (), {}, manifest.hashes(gathered)).write(gathered)
    return gathered


def opened(file: Path, to: Path) -> Manifest:
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir()
    unpack(file, to, keys.configured_key())
    return manifest.read(to)


@pytest.mark.parametrize("encrypted", [False, True])
def test_what_is_packed_comes_out_the_same(
    folder: Path, tmp_path: Path, encrypted: bool, request: pytest.FixtureRequest
) -> None:
    if encrypted:
        request.getfixturevalue("key_file")
    pack(folder, tmp_path / "one", keys.configured_key())
    opened(tmp_path / "one", tmp_path / "out")
    assert manifest.hashes(tmp_path / "out") == manifest.hashes(folder)
    assert (tmp_path / "one").stat().st_mode & 0o077 == 0
    assert (b"age-encryption.org" in (tmp_path / "one").read_bytes()) is encrypted


@pytest.mark.parametrize("encrypted", [False, True])
def test_no_altered_byte_and_no_missing_end_goes_unnoticed(
    folder: Path, tmp_path: Path, encrypted: bool, request: pytest.FixtureRequest
) -> None:
    if encrypted:
        request.getfixturevalue("key_file")
    pack(folder, tmp_path / "one", keys.configured_key())
    sound = (tmp_path / "one").read_bytes()
    flipped = [sound[:at] + bytes([sound[at] ^ 0x10]) + sound[at + 1 :] for at in range(0, len(sound), 37)]
    broken = [*flipped, *(sound[:length] for length in range(0, len(sound), 211)), sound + b"\0", sound + sound]
    for content in broken:
        (tmp_path / "broken").write_bytes(content)
        with pytest.raises(Exception, match=r"bị hỏng|không đúng|byte lạ") as refusal:
            opened(tmp_path / "broken", tmp_path / "out")
        assert type(refusal.value).__name__ == "Refusal"


def test_another_key_and_no_key_are_told_apart_from_a_damaged_file(
    folder: Path, tmp_path: Path, key_file: Path, settings: Settings
) -> None:
    pack(folder, tmp_path / "one", keys.configured_key())
    settings.BACKUP_KEY_FILE = ""
    with pytest.raises(Exception, match="đã mã hóa: cần khóa"):
        opened(tmp_path / "one", tmp_path / "out")
    keys.make_key(tmp_path / "other.key")
    settings.BACKUP_KEY_FILE = str(tmp_path / "other.key")
    with pytest.raises(Exception, match="Khóa không mở được bản sao lưu này"):
        opened(tmp_path / "one", tmp_path / "out")


def test_the_key_may_stand_in_the_environment_and_a_wrong_one_is_said(key_file: Path, settings: Settings) -> None:
    settings.BACKUP_KEY, settings.BACKUP_KEY_FILE = key_file.read_text().splitlines()[-1], ""
    assert str(keys.configured_key()) in key_file.read_text()
    settings.BACKUP_KEY = "mật khẩu"
    with pytest.raises(Exception, match="AGE-SECRET-KEY-1"):
        keys.configured_key()
    settings.BACKUP_KEY_FILE = "/nowhere"
    with pytest.raises(Exception, match="Không đọc được tệp khóa /nowhere"):
        keys.configured_key()


def test_an_archive_that_reaches_outside_its_folder_writes_nothing(tmp_path: Path) -> None:
    member = tarfile.TarInfo("../outside")
    with tarfile.open(fileobj=(packed := io.BytesIO()), mode="w|") as tar:
        tar.addfile(member, io.BytesIO())
    with gzip.GzipFile("", "wb", 9, (file := io.BytesIO()), mtime=0) as gz:
        gz.write(packed.getvalue())
    (tmp_path / "evil").write_bytes(file.getvalue())
    with pytest.raises(Exception, match="bị hỏng"):
        opened(tmp_path / "evil", tmp_path / "out")
    assert not (tmp_path / "outside").exists()


# With a database: the state of an office.


@pytest.fixture
def office_state(transactional_db: None, request: pytest.FixtureRequest) -> Period:
    """Have November with two accepted reports, committed as in real use."""
    november: Period = request.getfixturevalue("reported")
    return november


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Run a command of the portal on an empty database beside, in a process of its own."""
    with _beside(tmp_path) as url:
        yield _manage_at(url, tmp_path)


def _manage_at(url: str, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": url, "DATA_DIR": str(tmp_path / "elsewhere")}
    (tmp_path / "elsewhere").mkdir()

    def manage(*command: object, **more: str) -> subprocess.CompletedProcess[str]:
        arguments = [sys.executable, "manage.py", *map(str, command)]
        environ = {**environment, "BACKUP_KEY_FILE": portal_settings.BACKUP_KEY_FILE, **more}
        return subprocess.run(
            arguments, cwd=portal_settings.BASE_DIR, env=environ, capture_output=True, text=True, check=False
        )

    return manage


@contextmanager
def _beside(tmp_path: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere' / 'portal.sqlite3'}"
        return
    with postgres.temporary_database() as name:
        yield databases.url_of(name)


COUNT = "from reports.models import Submission, Value; print(Submission.objects.count(), Value.objects.count())"


@pytest.mark.usefixtures("office_state", "key_file")
def test_an_office_comes_back_in_an_empty_place_with_its_files(
    tmp_path: Path, elsewhere: Callable[..., subprocess.CompletedProcess[str]], settings: Settings
) -> None:
    Path(settings.SIGNING_ROOTS).mkdir()
    (Path(settings.SIGNING_ROOTS) / "gốc.pem").write_text("a certificate")
    assert "đã mã hóa" in run("backup", tmp_path / "one.backup")

    done = elsewhere("restore", tmp_path / "one.backup")
    assert done.returncode == 0, done.stderr
    assert "khớp bản kê" in done.stdout
    assert "Đã kiểm tra 2 lần nộp" in done.stdout
    assert elsewhere("shell", "--no-imports", "-c", COUNT).stdout.split() == ["2", "4"]
    assert (tmp_path / "elsewhere" / "signing-roots" / "gốc.pem").read_text() == "a certificate"

    again = elsewhere("restore", tmp_path / "one.backup")
    assert again.returncode == 1
    assert "đã có dữ liệu: chỉ khôi phục vào nơi trống" in again.stderr


@pytest.mark.long
@pytest.mark.usefixtures("office_state")
def test_what_is_replaced_was_asked_for_and_is_kept_beside(
    tmp_path: Path, elsewhere: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    run("backup", tmp_path / "one.backup")
    assert elsewhere("restore", tmp_path / "one.backup").returncode == 0
    replaced = elsewhere("restore", "--replace", tmp_path / "one.backup")
    assert replaced.returncode == 0, replaced.stderr
    kept = list((tmp_path / "elsewhere").glob("portal.sqlite3.before-*"))
    assert len(kept) == (1 if connection.vendor == "sqlite" else 0)
    assert elsewhere("shell", "--no-imports", "-c", COUNT).stdout.split() == ["2", "4"]


@pytest.mark.usefixtures("office_state")
def test_a_refused_restore_leaves_nothing_behind(
    tmp_path: Path, elsewhere: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    run("backup", tmp_path / "one.backup")
    content = (tmp_path / "one.backup").read_bytes()
    (tmp_path / "short.backup").write_bytes(content[: len(content) // 2])
    for file, sentence in (("short.backup", "bị hỏng"), ("none.backup", "Không khôi phục được từ")):
        refused = elsewhere("restore", tmp_path / file)
        assert refused.returncode == 1
        assert sentence in refused.stderr
        assert "Traceback" not in refused.stderr
        assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.usefixtures("office_state")
def test_a_backup_of_the_other_database_or_of_a_newer_release_is_refused_by_name(
    tmp_path: Path, elsewhere: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    run("backup", tmp_path / "one.backup")
    told = opened(tmp_path / "one.backup", tmp_path / "out")
    other = "postgresql" if told.engine == "sqlite" else "sqlite"
    for name, changed, sentence in (
        ("other", replace(told, engine=other), "cùng loại cơ sở dữ liệu"),
        ("newer", replace(told, migrations=("reports.9999_later",)), "mới hơn"),
    ):
        changed.write(tmp_path / "out")
        pack(tmp_path / "out", tmp_path / name, None)
        assert sentence in elsewhere("restore", tmp_path / name).stderr


@pytest.mark.usefixtures("office_state")
def test_rows_that_are_not_those_of_the_manifest_are_not_restored(
    tmp_path: Path, elsewhere: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    run("backup", tmp_path / "one.backup")
    told = opened(tmp_path / "one.backup", tmp_path / "out")
    submissions = told.counts["reports_submission"]
    replace(told, counts={**told.counts, "reports_submission": submissions + 1}).write(tmp_path / "out")
    pack(tmp_path / "out", tmp_path / "short.backup", None)
    refused = elsewhere("restore", tmp_path / "short.backup")
    assert refused.returncode == 1
    assert "reports_submission" in refused.stderr
    assert "no such table" in (after := elsewhere("shell", "--no-imports", "-c", COUNT).stderr) or "not exist" in after


def test_who_writes_meanwhile_has_whole_submissions_in_the_backup_and_all_acknowledged_before_it(
    office_state: Period, office: User, tmp_path: Path
) -> None:
    acknowledged: list[int] = []
    begun, stop = threading.Event(), threading.Event()
    communes = [
        factories.make_commune(
            office_state.body, f"Xã {number}", code=f"9{number:04}", slug=f"xa-{number}", order=number
        )
        for number in range(100, 250)
    ]

    def write() -> None:
        for commune in communes:
            report = factories.make_accepted(
                office_state, commune, office, office, {"BUD_REV_YTD": "10", "LIV_SICK": "0"}
            )
            acknowledged.append(report.pk)
            if len(acknowledged) == 3:
                begun.set()
            if stop.is_set():
                break
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(timeout=60)
    before = set(acknowledged)
    run("backup", tmp_path / "one.backup")
    stop.set()
    writer.join()

    counts = opened(tmp_path / "one.backup", tmp_path / "out").counts
    assert counts["reports_submission"] >= 2 + len(before)
    # A report is saved, submitted and accepted in three transactions; each of them is there wholly or not at all.
    in_a_report = Submission.objects.get(report__pk=acknowledged[0]).report.values.count()
    assert counts["reports_value"] % in_a_report == 0
    assert counts["reports_value"] // in_a_report in {counts["reports_submission"], counts["reports_submission"] + 1}


@pytest.mark.usefixtures("office_state", "key_file")
def test_the_rehearsal_says_how_long_it_took_and_leaves_nothing(settings: Settings) -> None:
    told = run("rehearse_restore")
    assert "Diễn tập khôi phục đạt" in told
    assert "giây" in told
    assert "Đã kiểm tra 2 lần nộp" in told
    assert not Path(settings.BACKUP_DIR).exists()


@pytest.mark.usefixtures("office_state")
def test_no_backup_is_written_over_and_none_is_left_half_written(tmp_path: Path) -> None:
    (tmp_path / "one.backup").write_text("yesterday's")
    with pytest.raises(CommandError, match="không bao giờ bị ghi đè"):
        run("backup", tmp_path / "one.backup")
    assert (tmp_path / "one.backup").read_text() == "yesterday's"
    with pytest.raises(CommandError, match="Không có thư mục"):
        run("backup", tmp_path / "nowhere" / "one.backup")


@pytest.mark.usefixtures("office_state")
def test_a_full_disk_leaves_no_half_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("operations.actions.backup.archive._sync", full)
    (tmp_path / "backups").mkdir()
    with pytest.raises(CommandError, match="No space left on device"):
        run("backup", tmp_path / "backups" / "one.backup")
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.usefixtures("office_state")
def test_the_nightly_backup_is_marked_as_read_back_and_old_ones_go(settings: Settings) -> None:
    settings.BACKUP_DAYS = settings.BACKUP_WEEKS = settings.BACKUP_MONTHS = 1
    backups = Path(settings.BACKUP_DIR)
    backups.mkdir()
    for name in ("portal-20150101T230000.backup", "portal-20150101T230000.verified", "of somebody else.backup"):
        (backups / name).touch()
    told = run("backup")
    assert "Đã xóa 1 bản cũ" in told
    ((kept),) = kept_in(backups)
    assert kept.verified
    assert (backups / "of somebody else.backup").exists()
    assert not (backups / "portal-20150101T230000.verified").exists()
    assert Commune.objects.exists()
