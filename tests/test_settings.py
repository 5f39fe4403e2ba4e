"""What the environment decides, each in a process of its own."""

import json
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

KEY = "a-key-for-this-test-alone"
ASKED = """
import json
from briefing_portal import settings as s
names = (
    "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS",
    "PORTAL_URL",
)
found = {name: getattr(s, name) for name in names} | {"today": s.PORTAL_TODAY, "db": s.DATABASES["default"]}
print(json.dumps(found, default=str))
"""


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={"DATABASE_URL": "sqlite://:memory:", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def loaded(**environment: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(python(ASKED, **environment).stdout)
    return answer


def test_a_server_is_careful_unless_told_otherwise() -> None:
    found = loaded(SECRET_KEY=KEY, ALLOWED_HOSTS="portal.example, 10.0.0.5")
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["portal.example", "10.0.0.5"]
    assert found["SECURE_SSL_REDIRECT"] is found["SESSION_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert found["today"] is None


def test_an_office_may_serve_plain_http_in_its_own_network() -> None:
    found = loaded(SECRET_KEY=KEY, SECURE_SSL_REDIRECT="0")
    assert found["SECURE_SSL_REDIRECT"] is found["SESSION_COOKIE_SECURE"] is False
    assert found["SECURE_HSTS_SECONDS"] == 0


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"PORTAL_URL": "https://giaoban.example/", "ALLOWED_HOSTS": "portal.example"}, "https://giaoban.example"),
        ({"ALLOWED_HOSTS": "127.0.0.1, .example, portal.example"}, "https://portal.example"),
        ({"ALLOWED_HOSTS": "10.0.0.5", "SECURE_SSL_REDIRECT": "0"}, "http://10.0.0.5"),
        ({"ALLOWED_HOSTS": "*", "PORT": "8123"}, "http://127.0.0.1:8123"),
    ],
)
def test_printed_codes_lead_to_the_address_that_others_see(given: dict[str, str], address: str) -> None:
    assert loaded(SECRET_KEY=KEY, **given)["PORTAL_URL"] == address


def test_an_office_decides_how_its_people_log_in() -> None:
    asked = (
        "from briefing_portal import settings as s; print(s.MFA_REQUIRED, s.TRUSTED_PROXIES, s.AXES_FAILURE_LIMIT, {})"
    )
    asked = asked.format("s.LOGIN_LIMIT_ADDRESS, s.AXES_COOLOFF_TIME, s.SESSION_COOKIE_AGE, s.SESSION_LONGEST")
    assert python(asked, DEBUG="1").stdout == "False 0 5 30 0:15:00 28800 2592000\n"
    chosen = {"MFA_REQUIRED": "1", "TRUSTED_PROXIES": "1", "LOGIN_LIMIT_ACCOUNT": "7", "LOGIN_LIMIT_ADDRESS": "70"}
    chosen |= {"LOGIN_COOL_OFF": "5", "SESSION_IDLE_HOURS": "1", "SESSION_LONGEST_DAYS": "2"}
    assert python(asked, DEBUG="1", **chosen).stdout == "True 1 7 70 0:05:00 3600 172800\n"
    refused = python(asked, DEBUG="1", LOGIN_LIMIT_ADDRESS="0")
    assert "LOGIN_LIMIT_ADDRESS must be a whole number from 1" in refused.stderr


def test_the_demo_needs_no_key_and_sets_its_day() -> None:
    found = loaded(DEBUG="1", PORTAL_TODAY="2015-12-18")
    assert found["SECRET_KEY"]
    assert found["today"] == "2015-12-18"


def test_no_worker_starts_without_a_key() -> None:
    refused = python("import briefing_portal.wsgi")
    assert refused.returncode == 1
    assert "SECRET_KEY" in refused.stderr
    assert python("import briefing_portal.wsgi", SECRET_KEY=KEY).returncode == 0


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_comes_by_its_address(scheme: str) -> None:
    database = loaded(DEBUG="1", DATABASE_URL=f"{scheme}://portal:secret@db.example:5433/portal")["db"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "portal")
    assert database["CONN_HEALTH_CHECKS"] is True
    assert "transaction_mode" not in database.get("OPTIONS", {})
