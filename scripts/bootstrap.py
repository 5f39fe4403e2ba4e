"""Give the portal what a fresh Debian or Ubuntu lacks: system packages and a virtual environment.

Usage: bootstrap.py run|test|deploy|bench. It needs Python 3.11+ and nothing else; a second call only looks and returns.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# The last of each includes the others.
REQUIREMENTS = {
    "run": ["requirements.txt"],
    "test": ["requirements.txt", "requirements-dev.txt"],
    "deploy": ["requirements.txt", "requirements-dev.txt"],
    "bench": ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"],
}
OLDEST_PYTHON = (3, 11)


def succeeds(*command: str | Path) -> bool:
    """Tell whether a program runs and says yes; what it prints is of no interest."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def has_library(name: str) -> bool:
    """Tell whether the system's linker finds a shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_vietnamese_serif() -> bool:
    """Tell whether Liberation Serif is there with the Vietnamese letters (its versions 1.x lack them)."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":family=Liberation Serif:lang=vi"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def has_venv() -> bool:
    """Tell whether this Python can make a virtual environment with pip (Debian packs that apart)."""
    return VENV.exists() or importlib.util.find_spec("ensurepip") is not None


# What must be there → the packages that bring it, the first that the system knows.
Need = tuple[Callable[[], bool], tuple[str, ...]]
NEEDS: dict[str, list[Need]] = {
    "run": [
        (has_venv, (f"python3.{sys.version_info.minor}-venv", "python3-venv")),
        (lambda: has_library("libpango-1.0.so.0"), ("libpango-1.0-0",)),
        (lambda: has_library("libpangoft2-1.0.so.0"), ("libpangoft2-1.0-0",)),
        (lambda: has_library("libharfbuzz-subset.so.0"), ("libharfbuzz-subset0",)),
        (lambda: shutil.which("fc-list") is not None, ("fontconfig",)),
        (has_vietnamese_serif, ("fonts-liberation2", "fonts-liberation")),
    ],
}
NEEDS["test"] = [
    *NEEDS["run"],
    (lambda: Path("/usr/bin/chromium").exists(), ("chromium",)),
    (lambda: shutil.which("pdftotext") is not None, ("poppler-utils",)),
    (lambda: shutil.which("softhsm2-util") is not None, ("softhsm2",)),
]
NEEDS["deploy"] = [
    *NEEDS["test"],
    (lambda: shutil.which("nginx") is not None, ("nginx-light", "nginx")),
    (lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")), ("postgresql",)),
    (lambda: shutil.which("openssl") is not None, ("openssl",)),
]
NEEDS["bench"] = [*NEEDS["test"], (lambda: shutil.which("soffice") is not None, ("libreoffice-writer",))]


def missing(purpose: str) -> list[tuple[str, ...]]:
    """Return the packages that are lacking, each with its other names."""
    return [packages for is_there, packages in NEEDS[purpose] if not is_there()]


def apt_prefix() -> list[str] | None:
    """Return what to put before apt-get to be allowed to install, or None where nothing helps."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if sys.stdin.isatty() or succeeds("sudo", "-n", "true"):
        return ["sudo", "--preserve-env=DEBIAN_FRONTEND"]
    return None


def known_names(lacking: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield of each package the first name that this release knows (the first of all where it knows none)."""
    for names in lacking:
        yield next((name for name in names if succeeds("apt-cache", "show", name)), names[0])


def has_package_lists() -> bool:
    """Tell whether apt knows any packages; a fresh image comes without its lists."""
    return any(Path("/var/lib/apt/lists").glob("*Packages*"))


def install_system_packages(lacking: list[tuple[str, ...]]) -> None:
    """Install packages with apt, refreshing its lists only when it does not find them."""
    prefix = apt_prefix()
    if prefix is None or not shutil.which("apt-get"):
        names = " ".join(names[0] for names in lacking)
        sys.exit(f"Some system packages are missing. As root, run: apt-get install {names}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*prefix, "apt-get", "install", "--yes", "--quiet", "--no-install-recommends"]
    print("Installing system packages …", flush=True)
    if (
        has_package_lists()
        and not subprocess.run([*install, *known_names(lacking)], env=environment, check=False).returncode
    ):
        return
    subprocess.run([*prefix, "apt-get", "update", "--quiet"], env=environment, check=True)
    subprocess.run([*install, *known_names(lacking)], env=environment, check=True)


def wanted_state(purpose: str) -> str:
    """Return a fingerprint of the requirements and of the Python they are installed for."""
    texts = b"".join((ROOT / name).read_bytes() for name in REQUIREMENTS[purpose])
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return hashlib.sha256(texts + python.encode()).hexdigest()


def is_installed(purpose: str) -> bool:
    """Tell whether the virtual environment already holds what the purpose (or a wider one) asks for."""
    purposes = list(REQUIREMENTS)
    wider = purposes[purposes.index(purpose) :]
    stamps = ((VENV / f".installed-for-{each}", wanted_state(each)) for each in wider)
    sound = any(stamp.exists() and stamp.read_text() == state for stamp, state in stamps)
    return sound and (VENV / "bin" / "python").exists()


def install_python_packages(purpose: str) -> None:
    """Make the virtual environment where there is no sound one, and install the requirements into it."""
    python = VENV / "bin" / "python"
    print("Installing Python packages …", flush=True)
    if not (python.exists() and succeeds(python, "-m", "pip", "--version")):
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, "-r", REQUIREMENTS[purpose][-1]], cwd=ROOT, check=True)
    (VENV / f".installed-for-{purpose}").write_text(wanted_state(purpose))


def main(purpose: str) -> None:
    """Install what is lacking for running or for testing the portal."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("The portal needs Python 3.11 or newer. With one at hand: make PYTHON=python3.11 run")
    if lacking := missing(purpose):
        install_system_packages(lacking)
    if still := missing(purpose):
        sys.exit(f"Still missing after installing: {' '.join(names[0] for names in still)}")
    if not is_installed(purpose):
        install_python_packages(purpose)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except subprocess.CalledProcessError as failure:
        sys.exit(f"This step failed, see above: {' '.join(map(str, failure.cmd))}")
