"""Where followers stand in the log, why they stopped, and how they are told to go on."""

import logging
from typing import Literal, NamedTuple

from django.db import transaction

from eventlog.errors import NoSuchPosition, NotStoppedThere
from eventlog.log import GENESIS
from eventlog.models import Cursor, StoredEvent

log = logging.getLogger(__name__)

Since = Literal["start", "tail"]


class Place(NamedTuple):
    """A position and the hash of the event there: together they say which log was read so far."""

    position: int
    hash: bytes


START = Place(0, GENESIS)


def end_of_log() -> Place:
    newest = StoredEvent.objects.order_by("-position").values_list("position", "hash").first()
    return Place(newest[0], bytes(newest[1])) if newest else START


def place_at(position: int) -> Place | None:
    """The place of an event, None if the log has none there."""
    if position == START.position:
        return START
    found = StoredEvent.objects.filter(pk=position).values_list("hash", flat=True).first()
    return Place(position, bytes(found)) if found is not None else None


def begun(name: str, since: Since) -> Cursor:
    """The cursor of a follower; a new one is put where it begins."""
    cursor = Cursor.objects.filter(pk=name).first()
    if cursor is None:
        position, seen = end_of_log() if since == "tail" else START
        begin = {"position": position, "hash": seen}
        cursor, _ = Cursor.objects.get_or_create(name=name, defaults=begin)
    return cursor


def is_behind(cursor: Cursor) -> bool:
    """Whether there is something to read, or to find out about the log that was read."""
    stands = Place(cursor.position, bytes(cursor.hash))
    return cursor.stopped_at is None and stands != end_of_log()


def free(name: str, *, wait: bool) -> Cursor | None:
    """The cursor, kept from others until the transaction ends; None if somebody has it or it stopped.

    wait: until whoever has it lets go.
    """
    rows = Cursor.objects.select_for_update(skip_locked=not wait)
    return rows.filter(pk=name, stopped_at=None).first()


def unlike(cursor: Cursor) -> str:
    """Why this is not the log that was read up to here; empty if it is."""
    position, end = cursor.position, end_of_log().position
    if position > end:
        return f"It has read up to {position}, but the log ends at {end}: is it an older backup?"
    if place_at(position) != (position, bytes(cursor.hash)):
        return f"The event {position} is not the one that it has read: was the log put in anew?"
    return ""


@transaction.atomic
def resume(name: str) -> None:
    """Let a stopped follower try again where it stopped."""
    _go_on(_held(name))


@transaction.atomic
def skip(name: str, position: int) -> None:
    """Go on behind the event that stopped it. Raises NotStoppedThere for any other."""
    cursor = _held(name)
    if cursor.stopped_at != position or position <= cursor.position:
        raise NotStoppedThere(name=name, position=position)
    log.warning("%s skips the event %d, which had stopped it: %s", name, position, cursor.problem)
    _go_on(cursor, behind=position)


@transaction.atomic
def go_on_behind(name: str, position: int) -> None:
    """Read on behind any position, in the log as it stands now. Raises NoSuchPosition."""
    cursor = _held(name)
    log.warning("%s goes on behind %d; it stood at %d.", name, position, cursor.position)
    _go_on(cursor, behind=position)


def _held(name: str) -> Cursor:
    return Cursor.objects.select_for_update().get(pk=name)


def _go_on(cursor: Cursor, *, behind: int | None = None) -> None:
    if behind is not None:
        place = place_at(behind)
        if place is None:
            raise NoSuchPosition(position=behind, tail=end_of_log().position)
        cursor.position, cursor.hash = place
    cursor.stopped_at, cursor.problem = None, ""
    cursor.save()
