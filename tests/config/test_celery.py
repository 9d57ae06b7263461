"""What a worker does before it takes a task."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

STARTS = """
from config.celery import load_once_for_all

load_once_for_all()
from projects.schedule import kernels

print(kernels.READY)
"""


def test_a_worker_looks_for_loops_where_the_settings_keep_them(tmp_path: Path) -> None:
    surroundings = {name: text for name, text in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    told = subprocess.run(
        [sys.executable, "-c", STARTS],
        check=True,
        capture_output=True,
        text=True,
        cwd=settings.ROOT,
        env=surroundings | {"SLIPWAY_VAR": str(tmp_path)},
    )

    assert Path(told.stdout.strip()).is_relative_to(tmp_path / "kernels")
