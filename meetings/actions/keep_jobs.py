"""The steps of a document that is drawn in the background: asked for, claimed by one worker, told of, finished."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from communes.models import User
from meetings.models import Briefing
from meetings.models.jobs import JobState, PrintJob, Purpose

Enqueue = Callable[[int, int], object]


class Overtaken(Exception):
    """Stop a run that somebody else has started anew."""


@transaction.atomic
def ask(
    *,
    briefing: Briefing,
    purpose: Purpose,
    edition: str,
    key: str,
    enqueue: Enqueue,
    by: User,
    at: datetime,
    despite: str = "",
) -> PrintJob:
    """Have a document drawn: the job that is already underway, or already drew it, else a new run.

    `enqueue` takes the job and its attempt and is kept or undone together with them.
    """
    asked = {"version": briefing.version, "despite": despite, "asked_at": at, "asked_by": by}
    job, is_new = PrintJob.objects.select_for_update().get_or_create(
        briefing=briefing, purpose=purpose, edition=edition, key=key, defaults=asked
    )
    if is_new:
        _forget_others(job)
        enqueue(job.pk, job.attempt)
    elif not _stands(job, at):
        _start_anew(job, enqueue, despite=despite, by=by, at=at)
    return job


@transaction.atomic
def retry(*, job: PrintJob, enqueue: Enqueue, by: User, at: datetime) -> PrintJob:
    """Run a job again that failed or was lost; what is underway or done stays as it is."""
    job = PrintJob.objects.select_for_update().get(pk=job.pk)
    if job.state == JobState.FAILED or job.is_lost(at):
        _start_anew(job, enqueue, despite=job.despite, by=by, at=at)
    return job


def _stands(job: PrintJob, at: datetime) -> bool:
    is_drawn = job.state == JobState.DONE and job.purpose == Purpose.DRAFT
    return is_drawn or (job.is_underway and not job.is_lost(at))


def _start_anew(job: PrintJob, enqueue: Enqueue, *, despite: str, by: User, at: datetime) -> None:
    job.state, job.attempt, job.drawn, job.total = JobState.WAITING, job.attempt + 1, 0, 0
    job.sentence, job.pdf, job.seen_at, job.finished_at = "", None, None, None
    job.despite, job.asked_by, job.asked_at = despite, by, at
    job.save()
    enqueue(job.pk, job.attempt)


def _forget_others(job: PrintJob) -> None:
    """Drop the drawings of earlier states of the same draft."""
    same = PrintJob.objects.filter(briefing=job.briefing, purpose=job.purpose, edition=job.edition)
    same.filter(state__in=(JobState.DONE, JobState.FAILED)).exclude(pk=job.pk).delete()


@transaction.atomic
def claim(*, pk: int, attempt: int, at: datetime) -> PrintJob | None:
    """Return the job for the one worker that may run it; None where it has been run, or was asked for anew."""
    jobs = PrintJob.objects.select_for_update(of=("self",)).select_related("briefing__period__body", "asked_by")
    job = jobs.filter(pk=pk, attempt=attempt, state=JobState.WAITING).first()
    if job is not None:
        job.state, job.seen_at = JobState.RUNNING, at
        job.save(update_fields=("state", "seen_at"))
    return job


def tell(*, job: PrintJob, drawn: int, total: int, at: datetime) -> None:
    """Keep how far a run is; Overtaken where it isn't wanted any longer."""
    if not _running(job).update(drawn=drawn, total=total, seen_at=at):
        raise Overtaken


def finish(*, job: PrintJob, pdf: bytes | None, at: datetime) -> None:
    """Keep what a run drew (nothing where it was published)."""
    _running(job).update(state=JobState.DONE, pdf=pdf, finished_at=at, seen_at=at)


def fail(*, job: PrintJob, sentence: str, at: datetime) -> None:
    """Keep why a run came to nothing."""
    _running(job).update(state=JobState.FAILED, sentence=sentence, finished_at=at, seen_at=at)


def _running(job: PrintJob) -> QuerySet[PrintJob]:
    return PrintJob.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)
