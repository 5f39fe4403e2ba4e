"""Take a filled database of an earlier state of the project through the migrations since, and check all that it keeps.

Usage: upgrade_check.py COMMIT. The demo is loaded by the code of that commit; DATABASE_URL names the database, which
must be empty (an SQLite file of its own by default).
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COUNTED = "communes.Commune reports.Report reports.Value reports.Submission documents.PublishedDocument".split()
COUNT = f"from django.apps import apps; print([apps.get_model(name).objects.count() for name in {COUNTED}])"


def manage(tree: Path, url: str, *command: str) -> str:
    """Run a command of the portal as it stands in a tree."""
    environment = {**os.environ, "DATABASE_URL": url, "DEBUG": "1", "PORTAL_TODAY": "2015-12-18"}
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=tree,
        env=environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    )
    return done.stdout


def count(tree: Path, url: str) -> str:
    """Return the rows of the tables that every release has had."""
    return manage(tree, url, "shell", "-c", COUNT).splitlines()[-1]


def main(commit: str) -> None:
    """Load the demo as of the commit, migrate on, compare rows and hashes."""
    with tempfile.TemporaryDirectory(prefix="portal-upgrade-") as name:
        old, url = Path(name) / "tree", os.environ.get("DATABASE_URL") or f"sqlite:///{name}/portal.sqlite3"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(old), commit], cwd=ROOT, check=True)
        try:
            manage(old, url, "migrate", "--verbosity=0")
            manage(old, url, "load_demo")
            before = count(old, url)
            print(manage(ROOT, url, "migrate", "--no-color").strip())
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(old)], cwd=ROOT, check=True)
        after = count(ROOT, url)
        if before != after:
            sys.exit(f"Rows before and after the migrations differ:\n{before}\n{after}")
        print(manage(ROOT, url, "check_integrity").strip())
        print(f"From {commit} on: every row is there, every hash holds.")


if __name__ == "__main__":
    main(sys.argv[1])
