"""Nothing is told twice, and a dead mail server loses nothing."""

import contextlib
import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communes.models import ConveningBody, User
from notices import tasks
from notices.actions import choose, keep_letters, outbox, read
from notices.models import Channel, Kind, Letter, LetterState, Notice
from notices.models.letters import HELD, MOST_ATTEMPTS, WAITS
from tests.notices.conftest import BUSY, MORNING, REFUSED, Server, message_ids, note, planned_runs, subjects, with_mail

LETTERS = "/bach-thong/letters/"


@pytest.fixture
def reader(clerk: User) -> User:
    return with_mail(clerk)


@pytest.fixture
def tell(bach_thong: ConveningBody, reader: User) -> Callable[..., int]:
    """Tell the clerk something by its key."""
    return lambda key="a", kind=Kind.ACCEPTED: outbox.tell(body=bach_thong, notes=[note(reader, key, kind)], at=MORNING)


def send() -> None:
    tasks.send_letters.call()


def test_what_was_told_once_is_not_told_again(tell: Callable[..., int]) -> None:
    assert [tell("a"), tell("a"), tell("b")] == [1, 0, 1]
    send()
    send()
    assert subjects() == ["[Huyện ủy Bạch Thông] Việc a", "[Huyện ủy Bạch Thông] Việc b"]
    assert Notice.objects.count() == 2


def test_who_did_it_herself_is_told_nothing(bach_thong: ConveningBody, reader: User) -> None:
    assert outbox.tell(body=bach_thong, notes=[note(reader)], by=reader, at=MORNING) == 0


def test_what_is_undone_is_told_to_nobody(tell: Callable[..., int]) -> None:
    with transaction.atomic():
        tell()
        assert planned_runs() == 1
        transaction.set_rollback(True)
    send()
    assert (Notice.objects.count(), planned_runs(), mail.outbox) == (0, 0, [])


def test_a_portal_without_a_mail_server_and_a_person_without_an_address_get_no_letter(
    bach_thong: ConveningBody, clerk: User, signer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox.tell(body=bach_thong, notes=[note(clerk)], at=MORNING)
    monkeypatch.setattr("django.conf.settings.EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
    outbox.tell(body=bach_thong, notes=[note(with_mail(signer))], at=MORNING)
    assert not Letter.objects.exists()
    assert Notice.objects.count() == 2


def test_a_dead_mail_server_delays_and_loses_nothing(
    tell: Callable[..., int], server: Server, now: list[dt.datetime]
) -> None:
    server.goes_down()
    tell("a")
    tell("b")
    for _ in range(4):
        send()
        now.append(now[-1] + WAITS[2])
    assert list(Letter.objects.values_list("attempts", flat=True)) == [2, 2]  # one knocks at a time, in turn
    assert all("Connection refused" in letter.error for letter in Letter.objects.all())
    assert mail.outbox == []

    server.comes_back()
    now.append(now[-1] + WAITS[-1])
    send()
    assert sorted(subjects()) == ["[Huyện ủy Bạch Thông] Việc a", "[Huyện ủy Bạch Thông] Việc b"]
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}


def test_each_failure_plans_the_next_try_and_no_second_one(
    tell: Callable[..., int], server: Server, now: list[dt.datetime]
) -> None:
    server.goes_down()
    tell()
    send()
    letter = Letter.objects.get()
    assert letter.next_try_at == MORNING + WAITS[0]
    count = planned_runs()
    send()  # nothing is due yet
    assert (planned_runs(), Letter.objects.get().attempts) == (count, 1)


def test_a_letter_is_given_up_at_last_and_the_office_tries_again(
    tell: Callable[..., int], server: Server, now: list[dt.datetime], office: User, client: Client
) -> None:
    server.goes_down()
    tell()
    for _ in range(MOST_ATTEMPTS):
        send()
        now.append(now[-1] + WAITS[-1])
    assert Letter.objects.get().state == LetterState.FAILED
    client.force_login(office)
    page = client.get(LETTERS).content.decode()
    assert "Không gửi được" in page
    assert "Connection refused" in page
    server.comes_back()
    client.post(f"{LETTERS}{Letter.objects.get().pk}/retry/")
    send()
    assert len(mail.outbox) == 1
    client.post(f"{LETTERS}retry/")  # what was sent is sent
    send()
    assert len(mail.outbox) == 1
    assert "Đã gửi" in client.get(LETTERS).content.decode()


def test_an_address_that_is_refused_holds_nobody_up(
    bach_thong: ConveningBody, tell: Callable[..., int], signer: User, server: Server, now: list[dt.datetime]
) -> None:
    tell("a")
    server.fault = REFUSED
    send()
    assert Letter.objects.get().state == LetterState.FAILED
    server.fault = BUSY
    outbox.tell(body=bach_thong, notes=[note(with_mail(signer), "a"), note(signer, "b")], at=MORNING)
    send()
    assert list(Letter.objects.filter(recipient=signer).values_list("attempts", flat=True)) == [1, 1]


def test_a_worker_that_is_gone_is_followed_by_another_with_the_same_message_id(
    tell: Callable[..., int], server: Server, now: list[dt.datetime]
) -> None:
    tell()

    server.after = die
    with pytest.raises(KeyboardInterrupt):
        send()
    server.after = None
    send()
    assert len(mail.outbox) == 1  # it may still be at work
    now.append(now[-1] + HELD)
    send()
    assert len(set(message_ids())) == 1
    assert Letter.objects.get().state == LetterState.SENT


def test_a_worker_held_for_gone_writes_nothing_over_its_successor(tell: Callable[..., int]) -> None:
    tell()
    slow = keep_letters.claim(at=MORNING)
    quick = keep_letters.claim(at=MORNING + HELD)
    assert slow is not None
    assert quick is not None
    keep_letters.mark_sent(letter=quick, at=MORNING + HELD)
    keep_letters.put_off(letter=slow, error="TimeoutError", at=MORNING + HELD)
    assert Letter.objects.get().state == LetterState.SENT


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_an_outbox(bach_thong: ConveningBody, reader: User) -> None:
    outbox.tell(body=bach_thong, notes=[note(reader, f"{number:02}") for number in range(12)], at=MORNING)

    def work() -> None:
        try:
            send()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(subjects()) == [f"[Huyện ủy Bạch Thông] Việc {number:02}" for number in range(12)]


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_the_same_at_once_tell_it_once(bach_thong: ConveningBody, reader: User, signer: User) -> None:
    together = threading.Barrier(2)

    def tell_both(order: int) -> None:
        try:
            together.wait()
            notes = [note(person, key) for person in (reader, signer) for key in ("a", "b", "c")]
            outbox.tell(body=bach_thong, notes=notes[::order], at=MORNING)
        finally:
            connection.close()

    tellers = [threading.Thread(target=tell_both, args=(order,)) for order in (1, -1)]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    send()
    assert Notice.objects.count() == 6
    assert len(mail.outbox) == 3  # the signer has no address


STEPS = ("tell a", "tell b", "down", "up", "send", "wait", "digest", "dies", "one by one", "daily")


@pytest.mark.once
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=14))
def test_whatever_happens_each_thing_arrives_and_none_twice(
    steps: list[str],
    tell: Callable[..., int],
    reader: User,
    server: Server,
    now: list[dt.datetime],
) -> None:
    """A letter whose worker died behind the hand-over comes again, under the same Message-ID: it counts once."""
    point = transaction.savepoint()
    try:
        live_through(steps, tell, reader, server, now)
    finally:
        transaction.savepoint_rollback(point)
        mail.outbox.clear()
        server.comes_back()
        server.after = None


def live_through(
    steps: list[str], tell: Callable[..., int], reader: User, server: Server, now: list[dt.datetime]
) -> None:
    told = set()
    for step in [*steps, "up", "digest", "wait", "send", "wait", "send"]:
        server.after = die if step == "dies" else None
        if step.startswith("tell"):
            told.add(step[-1])
            tell(step[-1])
        elif step in {"down", "up"}:
            server.goes_down() if step == "down" else server.comes_back()
        elif step in {"one by one", "daily"}:
            choose.choose(user=reader, muted=[], digest=step == "daily", by=reader, at=MORNING)
        elif step == "digest":
            outbox.gather_digests(at=MORNING)
        elif step == "wait":
            now.append(now[-1] + max(HELD, *WAITS))
        else:
            with contextlib.suppress(KeyboardInterrupt):
                send()
    arrived = {message.extra_headers["Message-ID"]: message.body for message in mail.outbox}
    for key in told:
        assert sum(f"Việc {key}" in text for text in arrived.values()) == 1
    assert set(Letter.objects.values_list("state", flat=True)) <= {LetterState.SENT}


# Off switches and the digest.


def test_what_is_switched_off_comes_on_no_such_way(tell: Callable[..., int], reader: User, client: Client) -> None:
    off = [(Kind.ACCEPTED, Channel.MAIL), (Kind.RETURNED, Channel.PORTAL), *((Kind.DUE, each) for each in Channel)]
    choose.choose(user=reader, muted=off, digest=False, by=reader, at=MORNING)
    for kind in (Kind.ACCEPTED, Kind.RETURNED, Kind.DUE, Kind.QUOTED):
        tell(kind.value, kind)
    send()
    client.force_login(reader)
    page = client.get("/notices/").content.decode()
    assert [kind for kind in Kind if f"Việc {kind}" in page] == [Kind.ACCEPTED, Kind.QUOTED]
    assert sorted(subjects()) == ["[Huyện ủy Bạch Thông] Việc quoted", "[Huyện ủy Bạch Thông] Việc returned"]


def test_what_was_switched_off_or_read_while_the_server_was_away_is_not_sent(
    tell: Callable[..., int], reader: User, server: Server, now: list[dt.datetime]
) -> None:
    server.goes_down()
    tell("a")
    tell("b", Kind.DUE)
    send()
    choose.choose(user=reader, muted=[(Kind.DUE, Channel.MAIL)], digest=False, by=reader, at=MORNING)
    read.mark_read(notice=Notice.objects.get(key="a"), by=reader, at=MORNING)
    server.comes_back()
    now.append(now[-1] + WAITS[-1])
    send()
    assert mail.outbox == []
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.DROPPED}


def test_a_digest_carries_a_days_notices_once(tell: Callable[..., int], reader: User) -> None:
    choose.choose(user=reader, muted=[], digest=True, by=reader, at=MORNING)
    for key in ("a", "b", "read"):
        tell(key)
    read.mark_read(notice=Notice.objects.get(key="read"), by=reader, at=MORNING)
    send()
    assert mail.outbox == []
    assert [outbox.gather_digests(at=MORNING) for _ in range(2)] == [1, 0]
    send()
    (message,) = mail.outbox
    assert message.subject == "[Huyện ủy Bạch Thông] 2 thông báo trong ngày"
    assert "Việc a" in message.body
    assert "Việc b" in message.body
    assert "Việc read" not in message.body


def test_a_letter_is_plain_text_and_says_how_to_be_rid_of_it(tell: Callable[..., int], reader: User) -> None:
    tell()
    send()
    (message,) = mail.outbox
    choices = "https://giaoban.bachthong.example/notices/choices/"
    assert message.to == ["canbo-camgiang@bachthong.example"]
    assert message.extra_headers["List-Unsubscribe"] == f"<{choices}>"
    assert message.extra_headers["Message-ID"].endswith("@giaoban.bachthong.example>")
    assert message.content_subtype == "plain"
    assert message.body == (
        "Kính gửi đồng chí canbo-camgiang,\n\nViệc a\nXem và làm theo.\n"
        "https://giaoban.bachthong.example/bach-thong/\n\n--\nHuyện ủy Bạch Thông – hệ thống báo cáo tháng và hội nghị "
        "giao ban. Thư gửi tự động, xin không trả lời.\n"
        f"Đổi cách nhận hoặc thôi nhận thư: {choices}\n"
    )


def die() -> None:
    raise KeyboardInterrupt
