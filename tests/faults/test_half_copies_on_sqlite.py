"""A copy of the database file that was cut off, or made of pieces of two moments."""

import subprocess
import sys
from pathlib import Path

from tests.faults.databases import environment
from tests.faults.nursery import ROOT
from tests.faults.scene import Scene

COMMANDS = ("migrate", "rebuild --check", "verify_log")


def manage(command: str, file: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "django", *command.split()],
        cwd=ROOT,
        env=environment(f"sqlite:///{file}", home),
        capture_output=True,
        text=True,
    )


def test_a_copy_that_was_cut_off_is_refused_and_left_as_it_is(scene: Scene, tmp_path: Path) -> None:
    scene.until_ended(scene.start_writer(batch=10, until=100))
    whole = Path(scene.address.removeprefix("sqlite:///")).read_bytes()
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(whole[: len(whole) // 2])

    refused = [manage(command, copy, tmp_path) for command in COMMANDS]

    for each in refused:
        assert each.returncode
        assert f"{copy} is not a whole SQLite database" in each.stderr.splitlines()[-1]
    assert copy.read_bytes() == whole[: len(whole) // 2]
