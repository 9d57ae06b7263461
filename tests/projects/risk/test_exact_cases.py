"""Small cases with answers by numerical integration: outside data, so skipped where it is not."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from projects.risk.engine import World
from projects.risk.simulation import Distribution, simulate
from projects.schedule.calendars import DAY, to_clock
from projects.schedule.model import Activity
from sites.uncertainty import Driver, Retests
from tests.projects.risk.build import cause, crew, delay, exactly, on, points
from tests.projects.schedule.build import MONDAY, NON_STOP, link, schedule, task

ITERATIONS = 1 << 17
ERRORS = 4.5


@pytest.fixture(scope="session")
def cases(outside_data: Path) -> dict[str, Any]:
    read = json.loads((outside_data / "exact/exact_cases.json").read_text())
    return {case["name"]: case for case in read}


def activity(code: str, law: list[Any]) -> Activity:
    """Days round the clock; a triangular law is what is certain of it, and a Delay for the rest."""
    kind, *days = law
    if kind == "pert":
        low, likely, high = (round(day * DAY) for day in days)
        return task(code, on=NON_STOP, optimistic=low, pessimistic=high).__class__(
            **(vars(task(code, days[1], on=NON_STOP)) | {"optimistic": low, "pessimistic": high})
        )
    fixed = round(days[0] * DAY)
    return task(code, days[0], on=NON_STOP, optimistic=fixed, pessimistic=fixed, phase="CIVIL")
