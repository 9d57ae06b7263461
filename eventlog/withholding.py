"""Read the log as if some of its facts had never been told: for asking what each of them changed."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

NOTHING: frozenset[int] = frozenset()
_withheld: ContextVar[Collection[int]] = ContextVar("withheld", default=NOTHING)


@contextmanager
def without(positions: Collection[int]) -> Iterator[None]:
    """Within the block, and for whoever runs it alone, no read gives the facts at these positions.

    What is not read as facts stays as it is: tables, positions, versions. Nothing is to be decided on
    it, so a command has no place in the block.
    """
    token = _withheld.set(frozenset(positions))
    try:
        yield
    finally:
        _withheld.reset(token)


def withheld() -> Collection[int]:
    """The positions that reads are to leave out here."""
    return _withheld.get()
