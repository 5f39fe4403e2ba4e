"""What stands in deploy/ fits the portal: each variable is read, each command exists, each file is there."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
DEPLOYED = "/opt/briefing-portal"
ENVIRONMENT = [
    line.split("=", 1)[0]
    for line in (DEPLOY / "portal.env.example").read_text().splitlines()
    if line and not line.startswith("#")
]


def started(unit: Path) -> list[list[str]]:
    return [shlex.split(command) for command in re.findall(r"(?m)^ExecStart=(.+)$", unit.read_text())]


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_every_variable_of_the_example_is_read_and_explained(name: str) -> None:
    assert f'"{name}"' in (ROOT / "briefing_portal/settings.py").read_text() or name == "DATABASE_URL"
    assert f"`{name}`" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_every_command_of_a_unit_exists(unit: Path) -> None:
    commands = started(unit)
    assert commands
    for program, *arguments in commands:
        assert program in {f"{DEPLOYED}/.venv/bin/python", f"{DEPLOYED}/.venv/bin/gunicorn"}
        if arguments[0] == "manage.py":
            assert arguments[1] in get_commands()
        else:
            assert (ROOT / arguments[arguments.index("--config") + 1]).is_file()


def test_every_timer_has_its_service_and_the_notices_go_out_at_half_past_six() -> None:
    timers = {unit.stem for unit in UNITS if unit.suffix == ".timer"}
    assert timers == {unit.stem for unit in SERVICES if "Type=oneshot" in unit.read_text()}
    assert "06:30:00 Asia/Ho_Chi_Minh" in (DEPLOY / "systemd/briefing-portal-notices.timer").read_text()


def test_a_unit_may_write_where_its_command_writes() -> None:
    for name in ("backup", "rehearsal"):
        assert "/var/backups/briefing-portal" in (DEPLOY / f"systemd/briefing-portal-{name}.service").read_text()


def test_gunicorn_takes_its_settings() -> None:
    command = [str(ROOT / ".venv/bin/gunicorn"), "--check-config", "--config", "deploy/gunicorn.conf.py"]
    environment = {"SECRET_KEY": "x", "DATABASE_URL": "sqlite://:memory:", "PATH": "/usr/bin"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_site_keeps_no_log_of_addresses_and_sends_what_the_portal_believes() -> None:
    site = (DEPLOY / "nginx.conf").read_text()
    assert "access_log off;" in site
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in site
    assert "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;" in site
    assert (ROOT / "static/away.html").is_file()


def test_the_pages_of_operations_name_only_commands_that_exist() -> None:
    page = (ROOT / "docs/operations.md").read_text()
    named = set(re.findall(r"`?portal ([a-z_]+)", page)) & {
        word for word in re.findall(r"[a-z_]+", page) if "_" in word
    }
    assert named
    assert named <= set(get_commands())
