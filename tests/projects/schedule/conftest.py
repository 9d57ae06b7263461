"""Where other people's schedules lie: outside this repository, if anywhere."""

import os
from pathlib import Path

import pytest

from projects.schedule.model import Schedule
from projects.schedule.read_csv import read_csv
from tests.projects.schedule import build

PROJECT_ROOT = Path(build.__file__).parents[3]


@pytest.fixture(scope="session")
def outside_data() -> Path:
    """The folder of third-party schedules with known answers; tests skip without it."""
    folder = Path(os.environ.get("SLIPWAY_DATA") or PROJECT_ROOT.parent / "shared/data/risk")
    if not (folder / "p6").is_dir():
        pytest.skip("other people's schedules are not here: set SLIPWAY_DATA to their folder")
    return folder


@pytest.fixture(scope="session")
def ref72() -> Schedule:
    return read_csv(PROJECT_ROOT / "projects/reference/ref72")
