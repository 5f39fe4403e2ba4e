"""Measure the portal beside its peers and print a table each. Takes some ten minutes on two quiet cores.

Usage: python -m benchmarks [compiling] [posting] [printing] [word]; without a name all of them.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

PARTS = ("compiling", "posting", "printing", "word")
ON_POSTGRES_TOO = ("compiling", "posting")
ROOT = Path(__file__).parent.parent
OWN = {
    "DEBUG": "0",
    "SECRET_KEY": "measured-on-this-machine-and-nowhere-else-0123456789",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SECURE_SSL_REDIRECT": "0",
    "DJANGO_SETTINGS_MODULE": "briefing_portal.settings",
}


def main() -> None:
    """Run each part in a process and with a database of its own."""
    for part in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            run(part, [], {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"})
        if part in ON_POSTGRES_TOO:
            run(part, [sys.executable, "scripts/with_postgres.py"], {})


def run(part: str, prefix: Sequence[str], database: dict[str, str]) -> None:
    """Migrate a new database and measure one part on it."""
    code = (
        "import django; django.setup(); from django.core.management import call_command;"
        f"call_command('migrate', verbosity=0); from benchmarks import {part}; {part}.measure()"
    )
    subprocess.run([*prefix, sys.executable, "-c", code], cwd=ROOT, env=os.environ | OWN | database, check=True)


if __name__ == "__main__":
    main()
