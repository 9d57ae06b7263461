"""The forecasts of the past months: what Slipway would have said at the end of each, through Celery."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from celery import chain
from django.db.models import Max

from config.story.script import TOLD_UNTIL, Story
from config.story.telling import status_days
from eventlog.models import StoredEvent
from projects import staleness
from projects.models import Forecast, ForecastDue
from projects.queries import fact_streams_of, newest_as_of, project_named
from projects.reactions import nudge_forecast
from projects.tasks import forecast_project

FIRST_SEEN = date(2026, 3, 1)
"""Forecasts are made for the status days from here on: a curve, and not too long a wait."""

PAST_ITERATIONS = 4096
"""For all but the newest: a quarter of the usual number, whose error is still less than a day or two."""

STALLED_SECONDS = 180
POLL_SECONDS = 0.5

Positions = Mapping[str, tuple[int, ...]]


class ForecastsMissing(Exception):
    """Nothing was forecast for a long while. The text says which forecasts are missing."""


def positions(stories: Iterable[Story]) -> Positions:
    """By project: the log positions to forecast from, oldest first, the newest fact's last."""
    return {story.project: tuple(_positions_of(story)) for story in stories}


def _positions_of(story: Story) -> Iterator[int]:
    streams = fact_streams_of(project_named(story.project))
    zone = ZoneInfo(story.place.zone)
    newest = ForecastDue.objects.get(pk=story.project).wanted
    for day in status_days(FIRST_SEEN):
        midnight = datetime.combine(day + timedelta(days=1), clock(), tzinfo=zone)
        known = StoredEvent.objects.filter(stream__in=streams, recorded_at__lt=midnight)
        position = known.aggregate(last=Max("position"))["last"]
        if position and position < newest and day < TOLD_UNTIL:
            yield position
    yield newest


def missing(wanted: Positions) -> dict[str, tuple[int, ...]]:
    """What of it has not been forecast yet."""
    known = set(Forecast.objects.values_list("project", "as_of"))
    left = {
        project: tuple(as_of for as_of in each if (project, as_of) not in known)
        for project, each in wanted.items()
    }
    return {project: each for project, each in left.items() if each}


def set_aside(stories: Iterable[Story]) -> None:
    """Keep the projects' forecasts from being asked for while their facts are being loaded."""
    until = datetime.now(UTC) + timedelta(minutes=20)
    for story in stories:
        staleness.set_aside(story.project, until=until)


def give_back(stories: Iterable[Story]) -> None:
    """Let the projects be forecast as usual again, from what is forecast already."""
    for story in stories:
        if staleness.release(story.project, done=newest_as_of(story.project)):
            nudge_forecast(story.project)


def enqueue(wanted: Positions) -> None:
    """One chain of tasks for each project: its past must be told in order, the projects need not."""
    for project, each in wanted.items():
        *past, newest = each
        chain(
            *(forecast_project.si(project, as_of=p, iterations=PAST_ITERATIONS) for p in past),
            forecast_project.si(project, as_of=newest),
        ).apply_async()


def await_forecasts(
    wanted: Positions,
    say: Callable[[int, int], None],
    *,
    stalled_seconds: float = STALLED_SECONDS,
) -> None:
    """Watch the database until all are there. Raises ForecastsMissing when nothing comes any more.

    say: called with how many are there and how many there will be, whenever that has changed.
    """
    total = sum(len(each) for each in wanted.values())
    done, since = -1, time.monotonic()
    while done < total:
        left = missing(wanted)
        now_done = total - sum(len(each) for each in left.values())
        if now_done != done:
            done, since = now_done, time.monotonic()
            say(done, total)
        elif time.monotonic() - since > stalled_seconds:
            raise ForecastsMissing(_stalled(left, stalled_seconds))
        else:
            time.sleep(POLL_SECONDS)


def _stalled(left: Positions, seconds: float) -> str:
    lines = [
        f"  {project}: {len(each)} from log position {each[0]} on" for project, each in left.items()
    ]
    return "\n".join(
        (
            f"No forecast has come for {seconds:.0f} seconds. These are missing:",
            *lines,
            "Does a worker run on this queue? Its log says why a forecast failed. The same command "
            "goes on from here.",
        )
    )
