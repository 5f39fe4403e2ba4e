"""What the portal's worker (`manage.py db_worker`) does: draw the documents that a page doesn't wait for."""

import logging
from collections.abc import Callable

from django_tasks import task

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from meetings.actions import keep_jobs, publish
from meetings.figures.printing import draft_of, edition_named
from meetings.models.jobs import PrintJob, Purpose

BROKEN = "Việc tạo tệp bị lỗi giữa chừng; hãy thử lại, nếu vẫn lỗi xin báo quản trị."
Progress = Callable[[int, int], None]

logger = logging.getLogger(__name__)


@task()
def run_job(pk: int, attempt: int) -> None:
    """Draw a document, or publish it, and keep how it ended; a job that somebody else has taken is left alone."""
    job = keep_jobs.claim(pk=pk, attempt=attempt, at=clock.now())
    if job is None:
        return
    try:
        pdf = _work(job)
    except Refusal as refusal:
        keep_jobs.fail(job=job, sentence=refusal.sentence, at=clock.now())
    except keep_jobs.Overtaken:
        logger.info("Job %s was started anew meanwhile", pk)
    except BaseException:
        keep_jobs.fail(job=job, sentence=BROKEN, at=clock.now())
        raise
    else:
        keep_jobs.finish(job=job, pdf=pdf, at=clock.now())


def _work(job: PrintJob) -> bytes | None:
    def progress(drawn: int, total: int) -> None:
        keep_jobs.tell(job=job, drawn=drawn, total=total, at=clock.now())

    if job.purpose == Purpose.DRAFT:
        return draft_of(job.briefing, edition_named(job.edition)).pdf(progress)
    publish.publish(
        briefing=job.briefing,
        expected_version=job.version,
        by=job.asked_by,
        at=clock.now(),
        despite=job.despite,
        progress=progress,
    )
    return None
