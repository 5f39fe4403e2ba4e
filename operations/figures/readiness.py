"""Whether everything is there that the portal needs: database, worker, queue, disk, last backup."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult

from briefing_portal.lib.alive import is_held
from operations.facts import Part
from operations.figures.backups import kept_in

MEGABYTE = 1024 * 1024


def parts(at: dt.datetime) -> list[Part]:
    """Return each part with its state; none of them raises."""
    asked: dict[str, Callable[[dt.datetime], Part]] = {
        "database": _database,
        "worker": _worker,
        "queue": _queue,
        "disk": _disk,
        "backup": _backup,
    }
    return [_asked(name, ask, at) for name, ask in asked.items()]


def _asked(name: str, ask: Callable[[dt.datetime], Part], at: dt.datetime) -> Part:
    try:
        return ask(at)
    except (DatabaseError, OSError) as error:
        return Part(name, is_ready=False, says=type(error).__name__)


def _database(_: dt.datetime) -> Part:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Part("database", is_ready=True, says="answers")


def _worker(_: dt.datetime) -> Part:
    runs = is_held(settings.WORKER_ALIVE)
    return Part("worker", runs, "runs" if runs else "does not run")


def _queue(at: dt.datetime) -> Part:
    """Ask how long the oldest job that could be done has been waiting."""
    waiting = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", "run_after")
    since = [enqueued if run_after > at else max(enqueued, run_after) for enqueued, run_after in waiting[:50]]
    minutes = (at - min(since)) / dt.timedelta(minutes=1) if since else 0.0
    return Part("queue", minutes <= settings.READY_QUEUE_MINUTES, f"oldest job waits {minutes:.0f} min", minutes * 60)


def _disk(_: dt.datetime) -> Part:
    free = min(shutil.disk_usage(place).free for place in _disks())
    says = f"{free // MEGABYTE} MB free"
    return Part("disk", free >= settings.READY_DISK_MEGABYTES * MEGABYTE, says, free)


def _disks() -> Iterator[Path]:
    """Yield where the portal writes; of a folder that isn't there yet, what it will be made in."""
    for place in (Path(settings.VAR_DIR), Path(settings.BACKUP_DIR)):
        yield next(each for each in (place, *place.parents) if each.exists())


def _backup(at: dt.datetime) -> Part:
    """Ask for the newest backup that was read back whole."""
    verified = [each for each in kept_in(Path(settings.BACKUP_DIR)) if each.verified]
    if not verified:
        return Part("backup", is_ready=False, says="none yet")
    age = at - verified[-1].at
    hours = age / dt.timedelta(hours=1)
    return Part("backup", hours <= settings.READY_BACKUP_HOURS, f"{hours:.0f} h old", age.total_seconds())
