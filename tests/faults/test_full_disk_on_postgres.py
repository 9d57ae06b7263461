"""No room left for the tables: a small disk of the database's own, filled up and cleared again."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.cluster import Cluster
from tests.faults.conftest import Stage
from tests.faults.databases import PostgresDatabases
from tests.faults.scene import Scene

DISK_BYTES = 64_000_000
LEFT_BYTES = 200_000
SAID_OF_A_FULL_DISK = ("No space left on device", "Check free disk space")
"""What PostgreSQL says where nothing of a block could be written, and where only its first half."""


@pytest.fixture
def disk(own_cluster: Cluster) -> Iterator[Path]:
    path = own_cluster.home / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "small", str(path)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this user may not mount a small disk; the test on SQLite has a quota instead")
    shutil.chown(path, "nobody")
    own_cluster.run(f"CREATE TABLESPACE small LOCATION '{path}'")
    yield path
    own_cluster.run("DROP TABLESPACE small")
    subprocess.run(["umount", path], check=True)


@pytest.fixture
def scene_on_disk(disk: Path, databases: PostgresDatabases, stage: Stage) -> Iterator[Scene]:
    address = databases.new("TABLESPACE small")
    yield stage(address)
    databases.drop(address)


def test_a_full_disk_stops_writers_until_there_is_room_again(
    scene_on_disk: Scene, disk: Path
) -> None:
    scene = scene_on_disk
    for _ in range(2):
        scene.start_writer(batch=10)
    scene.until_answered(more=5)
    ballast = fill(disk)
    scene.until(lambda: len(scene.unsure()) >= 3)
    ballast.unlink()
    scene.until_answered(more=5)

    assert scene.examine().flaws == []
    for note in scene.unsure():
        assert any(words in note.why for words in SAID_OF_A_FULL_DISK), note.why


def fill(disk: Path) -> Path:
    """Take all room but a little. Writers take room as well meanwhile, and then it is measured again."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        while (room := shutil.disk_usage(disk).free - LEFT_BYTES) > 0:
            try:
                os.posix_fallocate(file.fileno(), 0, ballast.stat().st_size + room)
            except OSError as refusal:
                if refusal.errno != errno.ENOSPC:
                    raise
    return ballast
