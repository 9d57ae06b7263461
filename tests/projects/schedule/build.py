"""Small schedules for tests, in days of a calendar that is named."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.model import (
    Activity,
    Link,
    LinkType,
    Schedule,
    SourceFormat,
    WorkCalendar,
)

MONDAY = datetime.fromisoformat("2024-01-01T08:00")
NON_STOP = WorkCalendar(
    code="non-stop", name="Day and night", week=(((0, 1440),),) * 7, minutes_per_day=1440
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def task(code: str, days: float = 0, on: WorkCalendar = FIVE_DAYS, **more: Any) -> Activity:
    likely = round(days * on.minutes_per_day)
    return Activity(code=code, name=f"Work {code}", calendar=on.code, likely=likely, **more)


def link(text: str, lag_days: float = 0, day: int = 480) -> Link:
    """link("A FS B")."""
    before, kind, after = text.split()
    lag = round(lag_days * day)
    return Link(predecessor=before, successor=after, type=LinkType(kind), lag=lag)


def schedule(activities: Iterable[Activity], links: Iterable[Link] = (), **more: Any) -> Schedule:
    given: dict[str, Any] = {
        "name": "a test",
        "source": SourceFormat.CSV,
        "data_date": MONDAY,
        "calendars": (FIVE_DAYS, NON_STOP),
        "default_calendar": FIVE_DAYS.code,
    }
    return Schedule(activities=tuple(activities), links=tuple(links), **(given | more))
