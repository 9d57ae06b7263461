"""What one schedule costs a process that does nothing else: seconds of each step, and peak memory."""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from projects.schedule.cpm import analyse_network
from projects.schedule.network import Network
from projects.schedule.quality.assessing import assess
from projects.schedule.reading import read_schedule

Result = TypeVar("Result")

READ, SCHEDULE, CHECK, IN_ALL, PEAK = "read", "schedule", "check", "in all", "peak memory"


def figures(path: Path) -> dict[str, float]:
    """Seconds by step, and megabytes: read the file, compute all its dates, assess its quality."""
    seconds: dict[str, float] = {}

    def timed(step: str, work: Callable[[], Result]) -> Result:
        begun = time.perf_counter()
        result = work()
        seconds[step] = time.perf_counter() - begun
        return result

    schedule = timed(READ, lambda: read_schedule(path))
    analysis = timed(SCHEDULE, lambda: analyse_network(Network(schedule)))
    report = timed(CHECK, lambda: assess(schedule, analysis))
    assert report.activity_count == len(schedule.activities)
    return seconds | {IN_ALL: sum(seconds.values()), PEAK: peak_megabytes()}


def peak_megabytes() -> float:
    """Of this process since it began, Python and NumPy included. Linux counts in kilobytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)
