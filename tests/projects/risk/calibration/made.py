"""Finished projects made up for tests, in the form of DSLIB. Day 0 is Monday, 3 January 2011."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

BEGAN = datetime.fromisoformat("2011-01-03T08:00")
_OFF = [hour for hour in range(24) if not 8 <= hour < 16]


def told(at: datetime) -> str:
    return f"{at:%d%m%Y%H%M}"


def evening(day: int) -> str:
    """The end of a calendar day."""
    return told(BEGAN.replace(hour=16) + timedelta(days=day))


def morning(day: int) -> str:
    return told(BEGAN + timedelta(days=day))


def chain(
    name: str = "Made.p2x",
    *,
    planned: Sequence[int] = (2, 2),
    actual: Sequence[int] = (2, 3),
    status_days: Sequence[int] = (2,),
) -> dict[str, Any]:
    """Activities one after the other, of so many days each, on seven days of eight hours.

    status_days: calendar days on whose evening progress was reported; the last report is added.
    """
    ends, begins, done = [], [], 0
    for days in actual:
        begins.append(done)
        done += days
        ends.append(done)
    reports = [_report(day, planned, actual, begins, ends) for day in (*status_days, done)]
    starts = [sum(planned[:index]) for index in range(len(planned))]
    return {
        "name": name,
        "file": name,
        "calendar": {
            "start": told(BEGAN.replace(hour=0)),
            "nonhours": _OFF,
            "nondays": [],
            "holidays": [],
        },
        "activities": [
            {
                "id": index + 1,
                "name": "",
                "dur": 8 * days,
                "start": 8 * starts[index],
                "milestone": False,
            }
            for index, days in enumerate(planned)
        ],
        "links": [[index, index + 1, "FS", 0] for index in range(1, len(planned))],
        "tracking": reports,
    }


def _report(
    day: int,
    planned: Sequence[int],
    actual: Sequence[int],
    begins: Sequence[int],
    ends: Sequence[int],
) -> dict[str, Any]:
    acts = []
    for index, days in enumerate(actual):
        if begins[index] >= day:
            continue
        spent = min(days, day - begins[index])
        finished = ends[index] <= day
        left = 0 if finished else max(planned[index] - spent, 1)
        acts.append(
            [index + 1, morning(begins[index]), 8.0 * spent, 8.0 * left, 1.0 if finished else 0.5]
        )
    return {"name": f"day {day}", "end": evening(day - 1), "acts": acts}
