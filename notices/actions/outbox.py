"""Tell people: write notices and the letters that carry them, in the transaction of what happened."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from communes.models import ConveningBody, User
from notices.models import Channel, Letter, Mailing, Muted, Note, Notice, Rhythm

Start = Callable[[], object]
_starts: list[Start] = []


def when_letters_wait(start: Start) -> None:
    """Have `start` called in the transaction of every letter that is written, so that what it enqueues falls with it.

    It is told by the app, once, since no action knows a task.
    """
    _starts[:] = [start]


@transaction.atomic
def tell(*, body: ConveningBody, notes: Iterable[Note], at: datetime, by: User | None = None) -> int:
    """Write what people are to be told; return how many notices are new.

    Nobody is told of an occasion (`Note.key`) twice, of what she switched off, or of what she did herself (`by`).
    """
    rows = _rows(body, [note for note in notes if note.recipient != by], at)
    known = set(
        Notice.objects.filter(
            recipient__in={row.recipient_id for row in rows}, key__in={row.key for row in rows}
        ).values_list("recipient_id", "key")
    )
    # In one order: two who tell the same people at the same moment wait for each other and never in a circle.
    new = sorted(
        (row for row in rows if (row.recipient_id, row.key) not in known), key=lambda row: (row.recipient_id, row.key)
    )
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    waiting = Notice.objects.filter(body=body).awaiting_letter(Mailing.SINGLE) if new else Notice.objects.none()
    _write_letters([[notice] for notice in waiting.select_for_update(of=("self",))], at)
    return len(new)


@transaction.atomic
def settle(*, body: ConveningBody, key: str, at: datetime) -> int:
    """Say of what people were told that it is done: notices whose key begins so count as read; return how many."""
    return Notice.objects.filter(body=body, key__startswith=key).unread().update(read_at=at)


@transaction.atomic
def gather_digests(*, at: datetime) -> int:
    """Write to each person who wants one letter a day what has come together for her; return how many letters."""
    waiting = Notice.objects.all().awaiting_letter(Mailing.DIGEST).select_for_update(of=("self",))
    by_person = itertools.groupby(waiting, key=lambda notice: (notice.recipient_id, notice.body_id))
    gathered = [list(notices) for _, notices in by_person]
    read = [notice.pk for notices in gathered for notice in notices if notice.is_read]
    Notice.objects.filter(pk__in=read).update(mailing=Mailing.NONE)
    unread = [[notice for notice in notices if not notice.is_read] for notices in gathered]
    return _write_letters([notices for notices in unread if notices], at)


def _rows(body: ConveningBody, notes: Sequence[Note], at: datetime) -> list[Notice]:
    """Return the notices as each recipient wants them; none for who wants it on no way."""
    people = {note.recipient.pk for note in notes}
    muted = set(Muted.objects.filter(user__in=people).values_list("user_id", "kind", "channel")) if people else set()
    daily = set(Rhythm.objects.filter(user__in=people, digest=True).values_list("user_id", flat=True)) if people else ()
    rows = []
    for note in notes:
        pk = note.recipient.pk
        is_shown = (pk, note.kind, Channel.PORTAL) not in muted
        by_mail = (pk, note.kind, Channel.MAIL) not in muted and _reaches_by_mail(note.recipient)
        mailing = Mailing.NONE if not by_mail else Mailing.DIGEST if pk in daily else Mailing.SINGLE
        if is_shown or by_mail:
            rows.append(_row(body, note, at, is_shown=is_shown, mailing=mailing))
    return rows


def _row(body: ConveningBody, note: Note, at: datetime, *, is_shown: bool, mailing: Mailing) -> Notice:
    return Notice(
        recipient=note.recipient,
        body=body,
        kind=note.kind,
        key=note.key,
        title=note.title,
        text=note.text,
        address=note.address,
        at=at,
        is_shown=is_shown,
        mailing=mailing,
    )


def _reaches_by_mail(user: User) -> bool:
    """Tell whether a letter can be written to somebody; a portal without a mail server writes none."""
    return bool(user.email) and "dummy" not in settings.EMAIL_BACKEND


def _write_letters(gathered: Sequence[Sequence[Notice]], at: datetime) -> int:
    """Write a letter for each of these lists of notices, and have the worker started."""
    letters = Letter.objects.bulk_create(
        Letter(
            recipient_id=notices[0].recipient_id,
            body_id=notices[0].body_id,
            is_digest=notices[0].mailing == Mailing.DIGEST,
            made_at=at,
        )
        for notices in gathered
    )
    carried = []
    for letter, notices in zip(letters, gathered, strict=True):
        for notice in notices:
            notice.letter = letter
            carried.append(notice)
    Notice.objects.bulk_update(carried, ("letter",))
    if letters:
        for start in _starts:
            start()
    return len(letters)
