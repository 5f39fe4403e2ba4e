"""The sessions of people, each findable by its owner, so that they can be shown to her and ended together."""

import hashlib
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from briefing_portal.lib import clock

BEGUN, SEEN = "begun", "seen"  # seconds since 1970, by the machine's clock
ADDRESS, AGENT, DEVICE, SECOND_FACTOR = "address", "agent", "device", "second_factor"
UNTOLD = "untold"  # this login was from a browser not seen before, and no page has said so yet


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions, spoken of by whose they are."""

    def of(self, user: models.Model) -> "SessionQuerySet":
        """Return the person's sessions that have not run out."""
        return self.filter(user_id=user.pk, expire_date__gt=clock.machine_now())

    def end(self, user: models.Model, *, but: str | None = None) -> int:
        """End the person's sessions, all but one where its key is given; return how many were ended."""
        return self.filter(user_id=user.pk).exclude(session_key=but or "").delete()[0]


class Session(AbstractBaseSession):
    """A session that knows whose it is; its data tell since when, from where and with which browser."""

    user = models.ForeignKey("communes.User", models.CASCADE, null=True, related_name="sessions")

    objects = SessionQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        """Return the store that keeps these sessions."""
        return SessionStore

    @property
    def public_name(self) -> str:
        """Return what a page calls this session by; its key would open it."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:20]


class SessionStore(DatabaseStore):
    """Keep sessions in the database with their owner, their beginning and when they were last used."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table of the sessions."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row of a session; a person's is stamped with the time."""
        owner = data.get(SESSION_KEY)
        if owner:
            moment = int(clock.machine_now().timestamp())
            data.setdefault(BEGUN, moment)
            data[SEEN] = moment
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 - what get_model_class says
        row.user_id = int(owner) if owner else None
        return row
