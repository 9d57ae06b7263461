import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap
from config.bootstrap import ROOT, CannotPrepare, Environment

LOCK = "requirements.txt"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A project whose locks ask for nothing, so that pip needs no network."""
    root = tmp_path_factory.mktemp("project")
    for lock in bootstrap.LOCKS_THAT_HOLD:
        (root / lock).write_text("# nothing\n")
    environment = Environment(root)
    environment.prepare(LOCK)
    return environment


@pytest.fixture
def environment(prepared: Environment, tmp_path: Path) -> Environment:
    """A copy of it to break."""
    return Environment(shutil.copytree(prepared.root, tmp_path / "project", symlinks=True))


def test_an_environment_is_made_once(environment: Environment, capsys):
    assert environment.is_ready(LOCK)

    environment.prepare(LOCK)

    assert capsys.readouterr().err == ""  # a second start has nothing to say


def test_a_changed_lock_is_installed_again(environment: Environment):
    (environment.root / LOCK).write_text("# something else\n")

    assert not environment.is_ready(LOCK)


def test_an_interrupted_start_is_made_whole_by_the_next(environment: Environment):
    (environment.home / "pyvenv.cfg").unlink()  # as if it had stopped while being made

    assert not environment.is_ready(LOCK)
    environment.prepare(LOCK)
    assert environment.is_ready(LOCK)


def test_packages_that_were_not_installed_to_the_end_are_not_there(environment: Environment):
    (environment.home / f"holds-{LOCK}").unlink()  # the stamp is written last

    assert environment.is_whole()
    assert not environment.is_ready(LOCK)


def test_an_environment_of_a_python_that_was_replaced_is_made_anew(environment: Environment):
    settings = environment.home / "pyvenv.cfg"
    settings.write_text(settings.read_text().replace("version = 3.", "version = 2."))

    assert not environment.is_ready(LOCK)


def test_the_lock_for_development_also_serves_the_demo(environment: Environment):
    environment.home.joinpath(f"holds-{LOCK}").rename(
        environment.home / "holds-requirements-dev.txt"
    )

    assert environment.is_ready("requirements.txt")


def test_two_starts_take_turns(tmp_path: Path):
    lock = tmp_path / "tools" / "lock"

    def busy() -> None:
        raise CannotPrepare("somebody else")

    with bootstrap.one_at_a_time(lock, if_busy=busy):
        with pytest.raises(CannotPrepare), bootstrap.one_at_a_time(lock, if_busy=busy):
            pass
    with bootstrap.one_at_a_time(lock, if_busy=busy):
        assert lock.exists()


def test_pips_refusal_is_told_with_what_to_do(environment: Environment):
    # Without a hash pip refuses before it asks any network.
    (environment.root / LOCK).write_text("slipway-has-no-such-package==1\n")

    with pytest.raises(CannotPrepare, match=r"pip could not install(.|\n)*goes on from here"):
        environment.prepare(LOCK)

    assert not environment.is_ready(LOCK)


def test_other_commands_do_not_install_anything(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("SLIPWAY_BOOTSTRAP", raising=False)

    bootstrap.enter(["manage.py", "migrate"], Environment(tmp_path))

    assert not (tmp_path / ".venv").exists()


def test_an_image_with_its_own_packages_can_stay_outside(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SLIPWAY_BOOTSTRAP", "off")

    bootstrap.enter(["manage.py", "demo"], Environment(tmp_path))

    assert not (tmp_path / ".venv").exists()


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
