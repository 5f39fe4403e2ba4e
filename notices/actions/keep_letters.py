"""The steps of a letter: claimed by one worker, sent, put off, given up, tried again.

A letter is handed over at least once. It is claimed before it is sent, so that no two workers send it, and marked when
the mail server took it; where a worker ends between the two, nobody can know whether it did, and the letter is sent
again: a return that never arrives costs a commune its deadline, one that arrives twice a glance. Its Message-ID stays
the same, so that servers and readers drop the second. Source: RFC 5321, 4.5.4.2 and 6.1; RFC 1047.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from communes.models import User
from notices.models import Letter, LetterState
from notices.models.letters import MOST_ATTEMPTS, wait_after


@transaction.atomic
def claim(*, at: datetime) -> Letter | None:
    """Return the next letter to be sent, for the one worker that may send it; None where none is due."""
    due = Letter.objects.due(at).select_for_update(of=("self",), skip_locked=True)
    letter = due.select_related("recipient", "body").first()
    if letter is not None:
        letter.state, letter.claimed_at, letter.attempts = LetterState.SENDING, at, letter.attempts + 1
        letter.save(update_fields=("state", "claimed_at", "attempts"))
    return letter


def mark_sent(*, letter: Letter, at: datetime) -> None:
    """Keep that the mail server took a letter."""
    _held(letter).update(state=LetterState.SENT, sent_at=at, error="", next_try_at=None)


def drop(*, letter: Letter) -> None:
    """Keep that a letter isn't needed any longer: read on the portal, settled, or not wanted."""
    _held(letter).update(state=LetterState.DROPPED, next_try_at=None)


def put_off(*, letter: Letter, error: str, at: datetime) -> None:
    """Keep why a letter didn't go, and try it later: each time after a longer wait, and at last no more."""
    if letter.attempts >= MOST_ATTEMPTS:
        give_up(letter=letter, error=error)
        return
    later = at + wait_after(letter.attempts)
    _held(letter).update(state=LetterState.WAITING, next_try_at=later, error=_short(error))


def give_up(*, letter: Letter, error: str) -> None:
    """Keep why a letter can't go at all; the office sees it and may try again."""
    _held(letter).update(state=LetterState.FAILED, next_try_at=None, error=_short(error))


@transaction.atomic
def retry(*, letters: QuerySet[Letter], by: User, at: datetime) -> int:
    """Have letters tried again at once that wait for their next try, or were given up; return how many."""
    stuck = letters.filter(state__in=(LetterState.WAITING, LetterState.FAILED))
    return stuck.update(state=LetterState.WAITING, next_try_at=None, attempts=0)


def _held(letter: Letter) -> QuerySet[Letter]:
    """Return the letter as long as this claim is the last: who was held for gone must not write over his successor."""
    return Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, attempts=letter.attempts)


def _short(error: str) -> str:
    return error[: Letter._meta.get_field("error").max_length]
