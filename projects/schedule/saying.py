"""Values of a schedule as a person reads them: dates with minutes, durations in hours. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from projects.schedule.model import Constraint, Link, Shift


def said(value: Any) -> str:
    """Any value that an activity, a calendar or a project has; an int is work minutes."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return hours(value)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case Constraint(kind=kind, at=at):
            return " ".join((kind.value.replace("_", " "), said(at))).rstrip()
        case Mapping():
            return ", ".join(f"{key}: {said(each)}" for key, each in sorted(value.items()))
        case tuple() if value and isinstance(value[0], tuple):
            return " / ".join(map(as_hours, value))
        case tuple():
            return ", ".join(map(said, value))
    return str(value)


def said_of_lag(link: Link) -> str:
    if not link.lag:
        return "no lag"
    on = f" on {link.lag_calendar.value} time" if link.lag_calendar else ""
    return f"lag {hours(link.lag)}{on}"


def hours(minutes: int) -> str:
    """Exact to the minute, without more digits than that takes."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".") + " h"


def as_hours(shifts: Iterable[Shift]) -> str:
    """08:00-12:00 13:00-17:00, or "no work"."""
    return " ".join(f"{_at(start)}-{_at(finish)}" for start, finish in shifts) or "no work"


def _at(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
