"""Measure the portal beside its peers and print a table each. Takes a quarter of an hour."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PARTS = ("compiling", "posting", "printing")
ROOT = Path(__file__).parent.parent


def main() -> None:
    """Run each part in a process and with a database of its own; names of parts may be given."""
    for part in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            own = {
                "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
                "DEBUG": "0",
                "SECRET_KEY": "measured-on-this-machine-and-nowhere-else-0123456789",
                "ALLOWED_HOSTS": "127.0.0.1",
                "SECURE_SSL_REDIRECT": "0",
                "DJANGO_SETTINGS_MODULE": "briefing_portal.settings",
            }
            code = f"import django; django.setup(); from benchmarks import {part}; {part}.measure()"
            environment = os.environ | own
            migrate = [sys.executable, "manage.py", "migrate", "-v0"]
            subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
            subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
