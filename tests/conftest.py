"""What every test stands on: settings that no machine changes, and a database as in real use."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings as portal_settings
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from pytest_django import DjangoDbBlocker, Settings

from briefing_portal.lib import post
from communes.models import Commune, ConveningBody, Role, User
from documents.actions.load_profiles import load_profiles
from meetings.actions import compile_month
from meetings.models import Briefing
from reports.actions import fill_in
from reports.actions.load_catalogue import load_catalogue
from reports.models import Indicator, Period
from tests import factories
from tests.meetings.november import FRIDAY, accept

# The settings were loaded from the machine's environment by now; these must be the same on all machines.
portal_settings.SECRET_KEY = "tests-only"
portal_settings.PORTAL_TODAY = None
portal_settings.PORTAL_URL = "https://giaoban.bachthong.example"
portal_settings.MFA_REQUIRED = False
portal_settings.TRUSTED_PROXIES = 0
portal_settings.SECURE_SSL_REDIRECT = False
portal_settings.SECURE_HSTS_SECONDS = 0
portal_settings.SESSION_COOKIE_SECURE = portal_settings.CSRF_COOKIE_SECURE = False
portal_settings.ALLOWED_HOSTS = ["testserver"]
portal_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
portal_settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
portal_settings.WHITENOISE_AUTOREFRESH = True  # no collected files are expected
# Playwright keeps an event loop in the test's thread; the tests themselves are synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# No property may fail by the clock of a busy machine.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")

DATABASE = {"db", "transactional_db"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings: None) -> None:
    """Keep SQLite's test database in a file of this run: WAL and its locks don't exist in memory."""
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "tests.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load the project's catalogue once for all tests, as every installation has it.

    And let SQLite's flush after a browser test empty the tables whose triggers refuse it; they stand again after it.
    """
    with django_db_blocker.unblock():
        load_catalogue()
    if connection.vendor != "sqlite":
        return
    operations = type(connection.ops)  # of the class: Playwright's event loop gives its tests a connection of their own
    flush = operations.sql_flush

    def without_triggers(self: BaseDatabaseOperations, *arguments: Any, **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = dict(cursor.fetchall())
        return [*(f"DROP TRIGGER {name}" for name in triggers), *flush(self, *arguments, **options), *triggers.values()]

    operations.sql_flush = without_triggers  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: Settings) -> None:
    """Keep the files that a test stores in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def own_letters() -> Iterator[None]:
    """Let letters that are sent in passing arrive in the test that caused them, never in the next."""
    yield
    post.wait_until_sent()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in tests/browser, and what asks for a database."""
    for item in items:
        if DATABASE & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)
        if "browser" in item.path.relative_to(portal_settings.BASE_DIR).parts:
            item.add_marker(pytest.mark.browser)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run of the continuous integration in which something was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


# The cast: a clerk and a signer of Cẩm Giàng, people of Vi Hương, the office, the secretary, a stranger.


@pytest.fixture
def catalogue(db: None) -> None:
    """Have the project's catalogue, also behind a browser test, whose flush empties the database."""
    if not Indicator.objects.exists():
        load_catalogue()
        load_profiles()


@pytest.fixture
def bach_thong(catalogue: None) -> ConveningBody:
    body = factories.make_body()
    factories.make_seasons(body, 2015)
    return body


@pytest.fixture
def cam_giang(bach_thong: ConveningBody) -> Commune:
    return factories.make_commune(bach_thong, "Cẩm Giàng", code="02008", slug="cam-giang", order=14)


@pytest.fixture
def vi_huong(bach_thong: ConveningBody) -> Commune:
    return factories.make_commune(bach_thong, "Vi Hương", code="01975", slug="vi-huong", order=3)


@pytest.fixture
def clerk(cam_giang: Commune) -> User:
    """The clerk of Cẩm Giàng, who may not submit."""
    return factories.make_person("canbo-camgiang", roles=[Role.CLERK], commune=cam_giang)


@pytest.fixture
def signer(cam_giang: Commune) -> User:
    """The chairman of Cẩm Giàng, clerk and signer in one."""
    return factories.make_person("camgiang", roles=[Role.CLERK, Role.SIGNER], commune=cam_giang)


@pytest.fixture
def neighbour(vi_huong: Commune) -> User:
    """Clerk and signer of Vi Hương."""
    return factories.make_person("vihuong", roles=[Role.CLERK, Role.SIGNER], commune=vi_huong)


@pytest.fixture
def office(bach_thong: ConveningBody) -> User:
    return factories.make_person("vanphong", roles=[Role.OFFICE], body=bach_thong)


@pytest.fixture
def secretary(bach_thong: ConveningBody) -> User:
    return factories.make_person("bithu", roles=[Role.LEADER], body=bach_thong)


@pytest.fixture
def stranger(catalogue: None) -> User:
    """Works in the office of another body."""
    return factories.make_person("nguoi-la", roles=[Role.OFFICE], body=factories.make_body("cho-don", "Chợ Đồn"))


@pytest.fixture
def november(bach_thong: ConveningBody, office: User) -> Period:
    return factories.make_period(bach_thong, office)


# A November with accepted reports of Cẩm Giàng (113,1%) and Vi Hương (40%), and its briefing.


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
