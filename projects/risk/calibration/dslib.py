"""Real finished projects in the JSON form of DSLIB, as MANIFEST.md describes it. Pure.

Source of the data: OR-AS and Ghent University, DSLIB; Batselier and Vanhoucke 2015, Construction and
evaluation framework for a real-life project database, Int. J. Project Management 33(3). Durations,
starts and lags are work hours of the project's calendar; clock times are DDMMYYYYHHMM.
"""

import gzip
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from projects.risk.calibration.errors import NotDslib
from projects.risk.calibration.tracked import Minutes, Report, StatusDate, TrackedProject
from projects.schedule.calendars import WorkTime, to_clock
from projects.schedule.model import Link, LinkType, Shift, WorkCalendar

_HOUR = 60
_DONE = 0.999999
_BEFORE, _AFTER = timedelta(days=400), timedelta(days=5_500)


def read_dslib(path: Path) -> list[dict[str, Any]]:
    """The projects of a file, packed or not, or of all JSON files below a folder.

    Raises NotDslib for a file that holds anything else.
    """
    if path.is_dir():
        return [each for file in _files(path) for each in read_dslib(file)]
    content = path.read_bytes()
    try:
        told = json.loads(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
    except (ValueError, EOFError, gzip.BadGzipFile) as error:
        raise NotDslib(f"{path} is no JSON: {error}") from error
    projects = told if isinstance(told, list) else [told]
    for project in projects:
        if not (isinstance(project, dict) and {"activities", "tracking"} <= project.keys()):
            raise NotDslib(f"{path} holds something else than projects of DSLIB")
    return projects


def _files(folder: Path) -> Iterator[Path]:
    """Where all outside data lie in one folder, DSLIB has one of its own in it."""
    own = folder / "dslib"
    yield from sorted((own if own.is_dir() else folder).rglob("*.json*"))


def tracked(told: Mapping[str, Any]) -> TrackedProject | None:
    """The project, None where its file does not say how each of its activities ended.

    Raises NotDslib where something is missing or of another kind, and BeyondCalendar for a date
    far from the project.
    """
    try:
        return _tracked(told)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        name = told.get("file", "a project")
        raise NotDslib(f"{name} is not in the form of DSLIB: {error!r}") from error


def _tracked(told: Mapping[str, Any]) -> TrackedProject | None:
    if not told["tracking"]:
        return None
    codes = [each["id"] for each in told["activities"]]
    final = {act[0]: act for act in told["tracking"][-1]["acts"] if _is_finished(act)}
    if not final.keys() >= set(codes):
        return None
    time, begins = _work_time(told["calendar"]), _clock(told["calendar"]["start"])

    def since(text: str) -> int:
        return int(time.work(to_clock(_clock(text))) - time.work(to_clock(begins)))

    at = {code: position for position, code in enumerate(codes)}
    return TrackedProject(
        name=str(told["file"]).removesuffix(".p2x"),
        day=_HOUR * (24 - len(told["calendar"]["nonhours"])),
        codes=tuple(map(str, codes)),
        durations=_minutes([each["dur"] for each in told["activities"]]),
        planned_starts=_minutes([each["start"] for each in told["activities"]]),
        links=_links(told, set(codes)),
        actual_starts=np.array([since(final[code][1]) for code in codes], dtype=np.int64),
        actual_durations=_minutes([final[code][2] for code in codes]),
        status_dates=tuple(
            StatusDate(
                name=period["name"],
                at=since(period["end"]),
                reports={
                    at[act[0]]: Report(
                        started=since(act[1]),
                        spent=round(act[2] * _HOUR),
                        remaining=round(act[3] * _HOUR),
                    )
                    for act in period["acts"]
                    if act[0] in at
                },
            )
            for period in told["tracking"]
        ),
    )


def _is_finished(act: list[Any]) -> bool:
    _, _, _, remaining, complete = act
    return remaining == 0 and complete >= _DONE


def _minutes(hours: list[float]) -> Minutes:
    return np.rint(np.array(hours, dtype=np.float64) * _HOUR).astype(np.int64)


def _links(told: Mapping[str, Any], codes: set[int]) -> tuple[Link, ...]:
    """Where the file gives a link twice, the longer lag holds."""
    longest: dict[tuple[int, int, str], float] = {}
    for before, after, kind, lag in told["links"]:
        if before in codes and after in codes:
            ends = before, after, kind
            longest[ends] = max(lag, longest.get(ends, lag))
    return tuple(
        Link(
            predecessor=str(before),
            successor=str(after),
            type=LinkType(kind),
            lag=round(lag * _HOUR),
        )
        for (before, after, kind), lag in longest.items()
    )


def _work_time(calendar: Mapping[str, Any]) -> WorkTime:
    shifts = _shifts([hour for hour in range(24) if hour not in calendar["nonhours"]])
    begins = _clock(calendar["start"])
    off: dict[date, tuple[Shift, ...]] = {_clock(text).date(): () for text in calendar["holidays"]}
    worked = WorkCalendar(
        code="dslib",
        name="as the file has it",
        week=tuple(() if day in calendar["nondays"] else shifts for day in range(7)),
        exceptions=off,
    )
    return WorkTime(
        worked,
        zero=to_clock(begins),
        first=to_clock(begins - _BEFORE),
        last=to_clock(begins + _AFTER),
    )


def _shifts(hours: list[int]) -> tuple[Shift, ...]:
    return tuple((hour * _HOUR, (hour + 1) * _HOUR) for hour in hours)


def _clock(text: str) -> datetime:
    return datetime.strptime(text, "%d%m%Y%H%M")  # noqa: DTZ007 (wall clock of the site)
