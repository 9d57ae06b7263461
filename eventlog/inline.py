"""What goes with an append: the projections and the reactions in its transaction, the nudges behind it."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple, TypeVar

from eventlog.events import Event, name_of
from eventlog.facts import Fact

Inline = Callable[[Sequence[Fact[Any]]], None]
I = TypeVar("I", bound=Inline)  # noqa: E741


class _Step(NamedTuple):
    hears: Callable[[str], bool]
    run: Inline


_projections: list[_Step] = []
_reactions: list[_Step] = []
_nudges: list[Inline] = []


def project_inline(update: Inline, *, hears: Callable[[str], bool]) -> None:
    """Have read models brought up to date by this function, told the facts of the types that it hears."""
    _projections.append(_Step(hears, update))


def in_appends_of(*types: type[Event]) -> Callable[[I], I]:
    """Decorate a function that must see facts of these types in the transaction that writes them."""
    names = frozenset(map(name_of, types))

    def register(reaction: I) -> I:
        _reactions.append(_Step(names.__contains__, reaction))
        return reaction

    return register


def after_every_append(nudge: I) -> I:
    """Decorate a function that is told of all facts, and writes none of what they must stand with."""
    _nudges.append(nudge)
    return nudge


def goes_along(types: Collection[str]) -> bool:
    """Whether something else is to be written in one transaction with facts of these types."""
    return any(step.hears(type) for step in (*_projections, *_reactions) for type in types)


def run(facts: Sequence[Fact[Any]]) -> None:
    for step in (*_projections, *_reactions):
        if heard := [fact for fact in facts if step.hears(fact.type)]:
            step.run(heard)
    for nudge in _nudges:
        nudge(facts)
