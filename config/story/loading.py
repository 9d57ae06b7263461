"""Record the stories: every entry of every diary in the order of time, a month to a transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from config.story.diary import Entry
from config.story.reference_data import lay_reference_data
from config.story.script import TOLD_UNTIL, Story
from config.story.telling import diary_of
from eventlog.errors import KeyReused


class OtherStoryLoaded(Exception):
    """The database holds a demo of another version, whose facts cannot be mixed with this one's."""


@dataclass
class Loaded:
    """recorded: facts that were new. Those of an earlier load are counted in found."""

    recorded: int = 0
    found: int = 0
    by_month: dict[str, int] = field(default_factory=dict)


def load(stories: Iterable[Story]) -> Iterator[tuple[str, Loaded]]:
    """Record what is not recorded yet; yields after each month. Raises OtherStoryLoaded.

    A month is one transaction: what a stopped load has written is whole months, and the next load
    goes on behind them. One transaction for all would keep the queue's workers waiting too long.
    """
    stories = tuple(stories)
    with transaction.atomic():
        lay_reference_data([story.place for story in stories])
    loaded = Loaded()
    for month, entries in groupby(in_order_of_time(stories), key=lambda entry: f"{entry.at:%Y-%m}"):
        with transaction.atomic():
            for entry in entries:
                _record(entry, loaded)
        yield month, loaded


def in_order_of_time(stories: Iterable[Story]) -> list[Entry]:
    """Positions in the log follow the dates of the story across all sites."""
    entries = [e for story in stories for e in diary_of(story).entries(until=TOLD_UNTIL)]
    return sorted(entries, key=attrgetter("at"))


def _record(entry: Entry, loaded: Loaded) -> None:
    try:
        appended = entry.record()
    except KeyReused as reason:
        raise OtherStoryLoaded(
            f"This database holds the demo of another version of Slipway ({reason})"
        ) from reason
    if appended.replayed:
        loaded.found += 1
    else:
        loaded.recorded += 1
