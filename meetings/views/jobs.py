"""Documents that are drawn in the background: asked for, watched, fetched."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.files import PDF, file_answer
from briefing_portal.lib.months import Month
from communes.permissions import UserRequest
from meetings import tasks
from meetings.actions import keep_jobs
from meetings.figures.printing import edition_named, state_of
from meetings.models.jobs import JobState, PrintJob, Purpose
from meetings.permissions import briefing_or_404, may_edit, readable_period_or_404


@require_POST
def draft_ask(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Have a long draft drawn."""
    found = briefing_or_404(readable_period_or_404(request.user, body, month))
    job = keep_jobs.ask(
        briefing=found,
        purpose=Purpose.DRAFT,
        edition=edition_named(request.POST.get("edition")),
        key=state_of(found),
        enqueue=tasks.run_job.enqueue,
        by=request.user,
        at=clock.now(),
    )
    return redirect("meetings:job", body, month, job.pk)


@never_cache
@require_safe
def job(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Show how far a document is; htmx asks for the moving part alone."""
    found, at = _job_or_404(request, body, month, pk), clock.now()
    is_alone = found.is_unclaimed(at) and not _somebody_works(at)
    context = {"job": found, "body": found.briefing.period.body, "month": month}
    context |= {"is_lost": found.is_lost(at), "has_no_worker": is_alone}
    template = "meetings/_job.html" if request.headers.get("HX-Request") else "meetings/job.html"
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Request",))
    return response


def _somebody_works(at: object) -> bool:
    return any(not each.is_lost(at) for each in PrintJob.objects.filter(state=JobState.RUNNING).defer("pdf"))  # type: ignore[arg-type]


@require_POST
def job_retry(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Run a job again that came to nothing."""
    found = _job_or_404(request, body, month, pk)
    keep_jobs.retry(job=found, enqueue=tasks.run_job.enqueue, by=request.user, at=clock.now())
    return redirect("meetings:job", body, month, pk)


@require_safe
def job_file(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Hand over what was drawn."""
    found = _job_or_404(request, body, month, pk)
    pdf = PrintJob.objects.filter(pk=found.pk, state=JobState.DONE).values_list("pdf", flat=True).first()
    if pdf is None:
        raise Http404
    return file_answer(bytes(pdf), PDF, f"du-thao-{body}-{month}.pdf")


def _job_or_404(request: UserRequest, body: str, month: Month, pk: int) -> PrintJob:
    """Return a job of a month that the user reads; publications are the office's."""
    period = readable_period_or_404(request.user, body, month)
    jobs = PrintJob.objects.filter(briefing__period=period).defer("pdf").select_related("briefing__period__body")
    found = get_object_or_404(jobs, pk=pk)
    if found.purpose == Purpose.PUBLICATION and not may_edit(request.user, period.body):
        raise Http404
    return found
