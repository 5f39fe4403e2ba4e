import datetime as dt

import pytest
from pytest_django import Settings

from briefing_portal.lib import clock


class LateEvening(dt.datetime):
    """23:30 in London on 30 November 2015: already December in Bạch Thông."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
        return dt.datetime(2015, 11, 30, 23, 30, tzinfo=dt.UTC).astimezone(tz)


@pytest.fixture
def late_evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing_portal.lib.clock.dt.datetime", LateEvening)


@pytest.mark.usefixtures("late_evening")
def test_the_office_lives_in_vietnamese_time() -> None:
    assert clock.today() == dt.date(2015, 12, 1)
    assert clock.now().isoformat() == "2015-12-01T06:30:00+07:00"


@pytest.mark.usefixtures("late_evening")
def test_portal_today_replaces_the_date_and_keeps_the_time_of_day(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 12, 18)
    assert clock.today() == dt.date(2015, 12, 18)
    assert clock.now().isoformat() == "2015-12-18T06:30:00+07:00"
