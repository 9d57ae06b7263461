"""How far an import has come, for whoever waits for it in front of a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

STEPS = ("read", "dated", "checked", "compared", "recorded")

_listener: ContextVar[Callable[[str], object] | None] = ContextVar("listener", default=None)


@contextmanager
def told(listener: Callable[[str], object]) -> Iterator[None]:
    """Within the block, tell the listener each step that is done."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def done(step: str) -> None:
    if listener := _listener.get():
        listener(step)
