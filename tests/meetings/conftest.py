"""A November with accepted reports of Cẩm Giàng (113,1%) and Vi Hương (40%), and its briefing."""

import pytest

from communes.models import Commune, User
from meetings.actions import compile_month
from meetings.models import Briefing
from reports.actions import fill_in
from reports.models import Period
from tests import factories
from tests.meetings.november import FRIDAY, accept


@pytest.fixture
def reported(
    november: Period, cam_giang: Commune, vi_huong: Commune, signer: User, neighbour: User, office: User
) -> Period:
    for commune, person, collected in ((cam_giang, signer, "1131"), (vi_huong, neighbour, "400")):
        factories.set_plan(commune, "BUD_REV_PLAN", "1000", office)
        report = factories.make_report(november, commune, person, {"BUD_REV_YTD": collected, "LIV_SICK": "0"})
        words = fill_in.Entries(narratives={"security": f"Tình hình an ninh tại {commune.name} ổn định."})
        at = factories.moment("2015-11-11")
        fill_in.save(report=report, entries=words, expected_version=report.version, by=person, at=at)
        report.refresh_from_db()
        accept(report, person, office)
    return november


@pytest.fixture
def briefing(reported: Period, office: User) -> Briefing:
    return compile_month.compile(period=reported, by=office, at=FRIDAY)
