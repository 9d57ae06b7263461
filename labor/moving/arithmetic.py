"""What a move of heads leaves of one mix and makes of another. Pure."""

from operator import add, sub
from typing import Any

from msgspec.structs import fields

from labor.events import Mix


def mix_of(counted: Any) -> Mix:
    """The mix of a row that holds the columns of `models.Counted`."""
    return Mix(**{field.name: getattr(counted, field.name) for field in fields(Mix)})


def left(mix: Mix, moved: Mix) -> Mix:
    """Who stays when some have gone. Foremen that nobody counted stay uncounted."""
    return _each(sub, mix, moved)


def joined(mix: Mix, moved: Mix) -> Mix:
    """All who are there when some have come; foremen stay uncounted only if none came."""
    return _each(add, mix, moved)


def _each(step: Any, mix: Mix, moved: Mix) -> Mix:
    heads: dict[str, Any] = {}
    for field in fields(Mix):
        there, some = getattr(mix, field.name), getattr(moved, field.name) or 0
        heads[field.name] = None if there is None and not some else step(there or 0, some)
    return Mix(**heads)
