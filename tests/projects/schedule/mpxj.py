"""What MPXJ makes of files: an oracle in a process of its own, one start for many files."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.projects.schedule.conftest import PROJECT_ROOT

Found = dict[str, Any]


def found_by_mpxj(paths: list[Path]) -> list[Found]:
    """Activities, links and dates of each file, and `scheduled`: the early dates MPXJ computes."""
    command = [sys.executable, "-m", "projects.bench.mpxj", *map(str, paths)]
    done = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
