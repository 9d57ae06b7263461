"""Record the stories: every entry of every diary in the order of time, a month to a transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from config.story.diary import Entry, prefix
from config.story.labor_told import moves_among
from config.story.reference_data import lay_reference_data
from config.story.script import TOLD_UNTIL, Story
from config.story.telling import diary_of
from eventlog.followers import follow
from eventlog.models import StoredEvent
from projects.staleness import STALENESS


class OtherStoryLoaded(Exception):
    """The database holds a demo of another version, whose facts cannot be mixed with this one's."""


@dataclass
class Loaded:
    """recorded: facts that were new. found: those of an earlier load."""

    recorded: int = 0
    found: int = 0


def load(stories: Iterable[Story]) -> Iterator[tuple[str, Loaded]]:
    """Record what is not recorded yet; yields after each month. Raises OtherStoryLoaded.

    A month is one transaction: what a stopped load has written is whole months, and the next load
    goes on behind them. One transaction for all would keep the queue's workers waiting too long.
    """
    stories = tuple(stories)
    entries = in_order_of_time(stories)
    known = _recorded_before(stories)
    if strangers := known - {entry.key for entry in entries}:
        raise OtherStoryLoaded(
            f"This database holds the demo of another version of Slipway ({min(strangers)})"
        )
    with transaction.atomic():
        lay_reference_data([story.place for story in stories])
    loaded = Loaded(found=len(known))
    for month, told in groupby(entries, key=lambda entry: f"{entry.at:%Y-%m}"):
        with transaction.atomic():
            for entry in told:
                if entry.key not in known:
                    entry.record()
                    loaded.recorded += 1
        yield month, loaded
    follow(STALENESS, wait=True)  # who asks next wants to know which forecasts are due


def in_order_of_time(stories: Iterable[Story]) -> list[Entry]:
    """Positions in the log follow the dates of the story across all sites."""
    stories = tuple(stories)
    diaries = [*map(diary_of, stories), moves_among(stories)]
    entries = [entry for diary in diaries for entry in diary.entries(until=TOLD_UNTIL)]
    return sorted(entries, key=attrgetter("at"))


def _recorded_before(stories: tuple[Story, ...]) -> set[str]:
    keys: set[str] = set()
    told = [story.place.code for story in stories]
    if any(moves_among(stories).entries(until=TOLD_UNTIL)):
        told.append(moves_among(stories).site)
    for name in told:
        of_site = StoredEvent.objects.filter(key__startswith=prefix(name))
        keys.update(key for key in of_site.values_list("key", flat=True) if key)
    return keys
