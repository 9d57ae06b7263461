"""What goes with an append: the projections and the reactions in its transaction, the nudges behind it."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from eventlog.events import Event, name_of
from eventlog.facts import Fact, Unplaced
from eventlog.tables import Write

Inline = Callable[[Sequence[Fact[Any]]], None]
I = TypeVar("I", bound=Inline)  # noqa: E741


class Ready(Protocol):
    """Read models, ready to be brought up to date.

    writes: what goes along with the append in one statement. run: told the facts at their places, and
    which of the writes went through, it does the rest.
    """

    @property
    def writes(self) -> Sequence[Write]: ...
    def run(self, facts: Sequence[Fact[Any]], went: Sequence[bool]) -> None: ...


Prepare = Callable[[Sequence[Unplaced[Any]]], Ready]


class _Reaction(NamedTuple):
    hears: Callable[[str], bool]
    run: Inline


class _Projecting(NamedTuple):
    hears: Callable[[str], bool]
    prepare: Prepare


_projecting: list[_Projecting] = []  # at most one: whoever knows all projections
_reactions: list[_Reaction] = []
_nudges: list[Inline] = []


def project_inline(prepare: Prepare, *, hears: Callable[[str], bool]) -> None:
    """Have read models brought up to date with the facts of the types that these hear.

    prepare: told the facts before the log is held, when they have no place yet.
    """
    assert not _projecting
    _projecting.append(_Projecting(hears, prepare))


def in_appends_of(*types: type[Event]) -> Callable[[I], I]:
    """Decorate a function that must see facts of these types in the transaction that writes them."""
    names = frozenset(map(name_of, types))

    def register(reaction: I) -> I:
        _reactions.append(_Reaction(names.__contains__, reaction))
        return reaction

    return register


def after_every_append(nudge: I) -> I:
    """Decorate a function that is told of all facts, and writes none of what they must stand with."""
    _nudges.append(nudge)
    return nudge


def goes_along(types: Collection[str]) -> bool:
    """Whether something else is to be written in one transaction with facts of these types."""
    return any(each.hears(type) for each in _projecting for type in types) or any(
        each.hears(type) for each in _reactions for type in types
    )


def prepare(facts: Sequence[Unplaced[Any]]) -> Ready:
    """Do what can be done before the log is held."""
    (projecting,) = _projecting
    return projecting.prepare(facts)


def react(facts: Sequence[Fact[Any]]) -> None:
    for reaction in _reactions:
        if heard := [fact for fact in facts if reaction.hears(fact.type)]:
            reaction.run(heard)
    for nudge in _nudges:
        nudge(facts)
