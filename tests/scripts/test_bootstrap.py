"""What `make run` and `make test` do on a machine that lacks something; no package is installed here."""

from pathlib import Path

import pytest

from scripts import bootstrap


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without Chromium, whose virtual environment is in a folder of its own."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setitem(bootstrap.NEEDS, "test", [(lambda: False, ("chromium", "chromium-browser"))])
    return tmp_path


def test_a_person_who_may_not_install_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, bare: Path) -> None:
    monkeypatch.setattr(bootstrap, "apt_prefix", lambda: None)
    with pytest.raises(SystemExit, match=r"As root, run: apt-get install chromium$"):
        bootstrap.main("test")


def test_a_machine_that_has_all_is_left_alone(monkeypatch: pytest.MonkeyPatch, bare: Path) -> None:
    monkeypatch.setitem(bootstrap.NEEDS, "run", [])
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("something was started"))
    (bare / ".installed-for-test").write_text(bootstrap.wanted_state("test"))
    bootstrap.main("run")


def test_changed_requirements_are_installed_anew(bare: Path) -> None:
    (bare / ".installed-for-run").write_text("an older state")
    assert not bootstrap.is_installed("run")


def test_what_was_installed_for_running_is_not_enough_for_testing(bare: Path) -> None:
    (bare / ".installed-for-run").write_text(bootstrap.wanted_state("run"))
    assert bootstrap.is_installed("run")
    assert not bootstrap.is_installed("test")


def test_no_script_names_a_host() -> None:
    for path in (bootstrap.ROOT / "scripts").glob("*.py"):
        assert "https://" not in path.read_text()
    assert "http" not in (bootstrap.ROOT / "Makefile").read_text()
