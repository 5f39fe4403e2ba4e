"""What a monitor and a technician see: readiness by part, numbers, log lines without a typed word, a reference code."""

import datetime as dt
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django_guid.log_filters import CorrelationId
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from briefing_portal.lib import clock
from briefing_portal.lib.alive import held
from briefing_portal.lib.logs import WordlessFormatter
from communes.models import Commune, User
from notices import tasks
from tests import factories

pytestmark = pytest.mark.once


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Have a worker that runs and a backup of an hour ago."""
    settings.WORKER_ALIVE = tmp_path / "worker.lock"
    settings.BACKUP_DIR = tmp_path
    settings.READY_DISK_MEGABYTES = 1
    keep_backup(tmp_path, hours=1)
    with held(settings.WORKER_ALIVE):
        yield tmp_path


def keep_backup(folder: Path, hours: int) -> None:
    for old in folder.glob("portal-*"):
        old.unlink()
    name = f"portal-{clock.machine_now() - dt.timedelta(hours=hours):%Y%m%dT%H%M%S}"
    for ending in (".backup", ".verified"):
        (folder / f"{name}{ending}").touch()


def not_ready(client: Client) -> list[str]:
    answer = client.get("/readyz")
    found = [name for name, part in answer.json()["parts"].items() if not part["ready"]]
    assert answer.status_code == (503 if found else 200)
    return found


@pytest.mark.usefixtures("db", "place")
def test_all_is_ready_with_a_worker_and_a_backup_of_last_night(client: Client) -> None:
    assert not_ready(client) == []


@pytest.mark.usefixtures("db")
def test_a_worker_that_ended_is_seen_at_once(client: Client, place: Path, settings: Settings) -> None:
    settings.WORKER_ALIVE = place / "another.lock"
    assert not_ready(client) == ["worker"]
    with held(settings.WORKER_ALIVE):
        assert not_ready(client) == []
    assert not_ready(client) == ["worker"]


@pytest.mark.usefixtures("db")
def test_an_old_backup_and_one_that_nobody_could_read_back_do_not_count(client: Client, place: Path) -> None:
    keep_backup(place, hours=30)
    assert not_ready(client) == ["backup"]
    keep_backup(place, hours=1)
    next(place.glob("*.verified")).unlink()
    assert not_ready(client) == ["backup"]


@pytest.mark.usefixtures("db", "place")
def test_a_job_that_waits_too_long_and_a_full_disk_are_named(client: Client, settings: Settings) -> None:
    tasks.send_letters.enqueue()
    assert not_ready(client) == []
    DBTaskResult.objects.update(enqueued_at=clock.machine_now() - dt.timedelta(minutes=16))
    assert not_ready(client) == ["queue"]
    settings.READY_DISK_MEGABYTES = 10**9
    assert not_ready(client) == ["queue", "disk"]


@pytest.mark.usefixtures("db", "place")
def test_without_its_database_the_portal_is_not_ready_and_tells_no_secret(client: Client) -> None:
    def refuse(*_: object) -> None:
        raise DatabaseError("connection to 10.0.0.5, password=secret")

    with connection.execute_wrapper(refuse):
        assert not_ready(client) == ["database", "queue"]
        assert b"secret" not in client.get("/readyz").content


@pytest.mark.usefixtures("db", "place")
def test_the_numbers_are_for_this_machine_or_by_token(client: Client, settings: Settings) -> None:
    told = client.get("/metrics").content.decode()
    assert 'portal_ready{part="worker"} 1.0' in told
    assert (
        'portal_request_seconds_count{method="GET",status="200",view="metrics"}'
        in client.get("/metrics").content.decode()
    )
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.9"}).status_code == 404
    settings.METRICS_TOKEN = "a-token"
    for token, status in (("a-token", 200), ("another", 404)):
        header = {"Authorization": f"Bearer {token}"}
        assert client.get("/metrics", REMOTE_ADDR="10.0.0.9", headers=header).status_code == status


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what the log of a server would have."""
    told: list[str] = []
    collecting = logging.Handler()
    collecting.setFormatter(WordlessFormatter())
    monkeypatch.setattr(collecting, "emit", lambda record: told.append(collecting.format(_referenced(record))))
    for name in ("portal.request", "django.request"):
        logger = logging.getLogger(name)
        monkeypatch.setattr(logger, "handlers", [collecting])
        monkeypatch.setattr(logger, "level", logging.INFO)
    return told


def _referenced(record: logging.LogRecord) -> logging.LogRecord:
    CorrelationId().filter(record)
    return record


def test_a_search_leaves_its_page_in_the_log_not_its_words(client: Client, office: User, lines: list[str]) -> None:
    client.force_login(office)
    answer = client.get("/bach-thong/search/", {"q": "khiếu nại"})
    line = json.loads(lines[-1])
    assert line["message"] == f"GET /<slug:body>/search/ {answer.status_code}"
    assert line["reference"] == answer["X-Request-ID"]
    assert (line["account"], line["status"], line["from"]) == (office.pk, answer.status_code, "127.0.0.1")
    assert "khiếu" not in "".join(lines)


@pytest.mark.usefixtures("db")
def test_a_link_to_a_new_password_is_not_in_the_log(client: Client, lines: list[str]) -> None:
    client.get(reverse("reset_link", args=["MQ", "the-secret-token"]))
    client.get("/no/such/page-with-a-secret-token/")
    assert "secret-token" not in "".join(lines)


@pytest.mark.usefixtures("db")
def test_the_page_of_an_error_shows_the_code_that_its_log_line_has(
    client: Client, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("báo cáo của xã: lời đã gõ")

    monkeypatch.setattr("operations.figures.readiness.parts", fail)
    client.raise_request_exception = False
    answer = client.get("/readyz", headers={"Accept": "text/html"})
    assert answer.status_code == 500
    assert f"<strong>{answer['X-Request-ID']}</strong>" in answer.content.decode()
    traced = next(json.loads(line) for line in lines if "exc_info" in json.loads(line))
    assert traced["reference"] == answer["X-Request-ID"]
    assert "builtins.ValueError" in traced["exc_info"]
    assert "test_monitoring.py" in traced["exc_info"]
    assert "lời đã gõ" not in "".join(lines)


def test_a_broken_promise_of_the_database_is_named_without_the_row(cam_giang: Commune) -> None:
    try:
        factories.make_commune(cam_giang.body, "Bí mật", code="1", slug=cam_giang.slug, order=1)
    except IntegrityError as error:
        told = WordlessFormatter().formatException((type(error), error, error.__traceback__))
    assert "IntegrityError" in told
    assert "Bí mật" not in told
