import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap
from config.bootstrap import ROOT, CannotPrepare, Environment

LOCK = "requirements.txt"


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A project with a lock that asks for nothing, so that pip needs no network."""
    for lock in bootstrap.LOCKS_THAT_HOLD:
        (tmp_path / lock).write_text("# nothing\n")
    return Environment(tmp_path)


def test_an_environment_is_made_once(environment: Environment, capsys):
    environment.prepare(LOCK)
    environment.prepare(LOCK)

    assert environment.is_ready(LOCK)
    assert capsys.readouterr().err.count("Installing the packages") == 1


def test_a_changed_lock_is_installed_again(environment: Environment):
    environment.prepare(LOCK)
    (environment.root / LOCK).write_text("# something else\n")

    assert not environment.is_ready(LOCK)


def test_an_interrupted_start_is_not_taken_for_a_whole_one(environment: Environment):
    environment.prepare(LOCK)
    (environment.home / "pyvenv.cfg").unlink()  # as if it had stopped while being made

    assert not environment.is_ready(LOCK)
    environment.prepare(LOCK)
    assert environment.is_ready(LOCK)


def test_an_environment_of_a_python_that_was_replaced_is_made_anew(environment: Environment):
    environment.prepare(LOCK)
    settings = environment.home / "pyvenv.cfg"
    settings.write_text(settings.read_text().replace("version = 3.", "version = 2."))

    assert not environment.is_ready(LOCK)


def test_the_lock_for_development_also_serves_the_demo(environment: Environment):
    environment.prepare("requirements-dev.txt")

    assert environment.is_ready("requirements.txt")


def test_pips_refusal_is_told_with_what_to_do(environment: Environment):
    (environment.root / LOCK).write_text("django\n")  # no hash: refused before any network

    with pytest.raises(CannotPrepare, match=r"pip could not install(.|\n)*goes on from here"):
        environment.prepare(LOCK)

    assert not environment.is_ready(LOCK)


def test_other_commands_do_not_install_anything(environment: Environment):
    bootstrap.enter(["manage.py", "migrate"], environment)

    assert not environment.home.exists()


def test_an_image_with_its_own_packages_can_stay_outside(environment: Environment, monkeypatch):
    monkeypatch.setenv("SLIPWAY_BOOTSTRAP", "off")

    bootstrap.enter(["manage.py", "demo"], environment)

    assert not environment.home.exists()


def test_without_django_the_advice_is_one_line(tmp_path: Path):
    (tmp_path / "config").symlink_to(ROOT / "config")
    (tmp_path / "manage.py").write_text((ROOT / "manage.py").read_text())

    command = [sys.executable, "-I", "-S", "-c", IMPORT_AS_A_BARE_PYTHON, "manage.py", "migrate"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [f"No module named 'django'. {bootstrap.ADVICE}"]


IMPORT_AS_A_BARE_PYTHON = """
import os, runpy, sys
os.environ["SLIPWAY_BOOTSTRAP"] = "off"
sys.path.insert(0, "")
sys.argv = sys.argv[1:]
runpy.run_path("manage.py", run_name="__main__")
"""


def test_the_two_locks_name_the_same_releases():
    runtime, development = (
        {line.split(" ;")[0].rstrip(" \\") for line in (ROOT / lock).read_text().splitlines()}
        for lock in ("requirements.txt", "requirements-dev.txt")
    )

    assert runtime <= development


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_names_no_machine(lock: str):
    text = (ROOT / lock).read_text()

    assert not any(word in text for word in ("://", "--index-url", "--find-links", " @ "))
