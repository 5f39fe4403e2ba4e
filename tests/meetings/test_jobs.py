"""A long document is drawn in the background: once, with progress, and it says how it ended."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult

from briefing_portal.lib.refusal import Refusal
from communes.models import User
from documents.models import PublishedDocument
from meetings import tasks
from meetings.actions import keep_jobs
from meetings.figures import printing
from meetings.models import Briefing, PrintJob
from meetings.models.jobs import JobState, Purpose
from tests.meetings.november import SATURDAY

ASK = "/bach-thong/meetings/2015-11/jobs/ask/"
DRAFT = "/bach-thong/meetings/2015-11/briefing.pdf"


@pytest.fixture
def long_briefing(briefing: Briefing, monkeypatch: pytest.MonkeyPatch) -> Briefing:
    """Hold a briefing of two communes to be a long one."""
    monkeypatch.setattr(printing, "LARGE", 1)
    return briefing


@pytest.fixture
def saturday(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """Let the clock stand still; what is appended is the new time."""
    moments = [SATURDAY]
    monkeypatch.setattr("briefing_portal.lib.clock.now", lambda: moments[-1])
    return moments


def work() -> None:
    """Let the portal's worker do all that waits."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def ask(client: Client, user: User, edition: str = "internal") -> PrintJob:
    client.force_login(user)
    answer = client.post(ASK, {"edition": edition})
    job = PrintJob.objects.latest("pk")
    assert answer.headers["Location"] == page(job)
    return job


def page(job: PrintJob) -> str:
    return f"/bach-thong/meetings/2015-11/jobs/{job.pk}/"


def words(client: Client, job: PrintJob, **headers: str) -> str:
    return client.get(page(job), headers=headers).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_office_asks_for_a_long_draft_sees_it_wait_and_fetches_it(
    client: Client, long_briefing: Briefing, office: User, saturday: list[dt.datetime]
) -> None:
    client.force_login(office)
    first = client.get(DRAFT)
    assert "Tạo tệp PDF" in first.content.decode()
    assert not PrintJob.objects.exists()  # reading a page asks for nothing
    job = ask(client, office)
    assert ask(client, office) == job  # a second press of the button is the same job
    assert DBTaskResult.objects.count() == 1
    assert "Đang chờ đến lượt" in words(client, job)
    assert "chưa chạy tiến trình" not in words(client, job)
    saturday.append(SATURDAY + dt.timedelta(minutes=1))
    assert "Máy chủ chưa chạy tiến trình tạo tệp" in words(client, job)
    assert client.get(DRAFT).headers["Location"] == page(job)

    work()

    moving = words(client, job, **{"HX-Request": "true"})
    assert "Mở tệp PDF" in moving
    assert "<html" not in moving
    assert "hx-trigger" not in moving  # it has come to rest
    file = client.get(client.get(DRAFT).headers["Location"])
    assert file.content.startswith(b"%PDF")
    assert b"".join([file.content]) == printing.draft_of(long_briefing, "internal").pdf()


@pytest.mark.django_db(transaction=True)
def test_a_long_briefing_is_published_in_the_background_once(
    client: Client, long_briefing: Briefing, office: User
) -> None:
    client.force_login(office)
    fields = {"version": str(long_briefing.version)}
    address = "/bach-thong/meetings/2015-11/publish/"
    first, second = client.post(address, fields), client.post(address, fields)
    assert first.headers["Location"] == second.headers["Location"]
    assert not PublishedDocument.objects.exists()

    work()
    work()
    tasks.run_job.call(PrintJob.objects.get().pk, 1)  # even where the queue hands the same job out again

    assert PublishedDocument.objects.count() == 2
    assert "Đã phát hành" in client.get(first.headers["Location"]).content.decode()


def test_what_can_be_refused_at_once_is_not_put_off(client: Client, long_briefing: Briefing, office: User) -> None:
    client.force_login(office)
    answer = client.post("/bach-thong/meetings/2015-11/publish/", {"version": "99"})
    assert "Bản dự thảo vừa thay đổi" in answer.content.decode()
    assert not PrintJob.objects.exists()


def test_a_job_that_fails_says_why_and_can_be_tried_again(
    client: Client, long_briefing: Briefing, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask(client, office)

    def refuse(*_: object, **__: object) -> None:
        raise Refusal("Tạo tệp PDF quá 25 giây nên đã dừng.")

    with monkeypatch.context() as broken:
        broken.setattr(tasks, "draft_of", refuse)
        tasks.run_job.call(job.pk, 1)
    assert "Tạo tệp PDF quá 25 giây nên đã dừng." in words(client, job)
    assert "Thử lại" in words(client, job)
    client.post(f"{page(job)}retry/")
    tasks.run_job.call(job.pk, 2)
    assert "Mở tệp PDF" in words(client, job)


def test_a_run_that_was_cut_off_is_told_and_its_successor_wins(
    client: Client, long_briefing: Briefing, office: User, saturday: list[dt.datetime]
) -> None:
    job = ask(client, office)
    cut_off = keep_jobs.claim(pk=job.pk, attempt=1, at=SATURDAY)
    assert cut_off is not None
    keep_jobs.tell(job=cut_off, drawn=1, total=4, at=SATURDAY)
    assert "Đang tạo tệp: 25%" in words(client, job)
    client.post(f"{page(job)}retry/")
    assert PrintJob.objects.get().attempt == 1  # it still runs
    saturday.append(SATURDAY + dt.timedelta(minutes=3))
    assert "bị ngắt giữa chừng" in words(client, job)
    client.post(f"{page(job)}retry/")
    with pytest.raises(keep_jobs.Overtaken):
        keep_jobs.tell(job=cut_off, drawn=2, total=4, at=SATURDAY)
    keep_jobs.finish(job=cut_off, pdf=b"old", at=SATURDAY)
    assert PrintJob.objects.get().state == JobState.WAITING
    tasks.run_job.call(job.pk, 1)
    assert PrintJob.objects.get().state == JobState.WAITING  # the first attempt is over


def test_a_changed_draft_is_a_new_job_and_the_old_drawing_goes(
    client: Client, long_briefing: Briefing, office: User
) -> None:
    old = ask(client, office)
    tasks.run_job.call(old.pk, 1)
    Briefing.objects.update(version=long_briefing.version + 1)
    new = ask(client, office)
    assert new.pk != old.pk
    assert not PrintJob.objects.filter(pk=old.pk).exists()


def test_a_commune_and_a_stranger_find_no_job(
    client: Client, long_briefing: Briefing, office: User, secretary: User, signer: User, stranger: User
) -> None:
    job = ask(client, office)
    for person, status in ((secretary, 200), (signer, 404), (stranger, 404)):
        client.force_login(person)
        assert client.get(page(job)).status_code == status
        assert client.get(f"{page(job)}file.pdf").status_code == 404  # nothing is drawn yet
    publication = keep_jobs.ask(
        briefing=long_briefing,
        purpose=Purpose.PUBLICATION,
        edition="",
        key="x",
        enqueue=lambda *_: None,
        by=office,
        at=SATURDAY,
    )
    client.force_login(secretary)
    assert client.get(page(publication)).status_code == 404


def test_a_short_draft_is_printed_at_once(client: Client, briefing: Briefing, office: User) -> None:
    client.force_login(office)
    assert client.get(DRAFT).headers["Content-Type"] == "application/pdf"
