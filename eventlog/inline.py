"""What goes with an append: the projections and the reactions in its transaction, the nudges behind it."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple, TypeVar

from eventlog.events import Event, name_of
from eventlog.facts import Fact

Inline = Callable[[Sequence[Fact[Any]]], None]
I = TypeVar("I", bound=Inline)  # noqa: E741


Project = Callable[[Sequence[Fact[Any]]], Inline]


class _Step(NamedTuple):
    hears: Callable[[str], bool]
    run: Inline


class _Projecting(NamedTuple):
    hears: Callable[[str], bool]
    ready: Project


_projections: list[_Projecting] = []
_reactions: list[_Step] = []
_nudges: list[Inline] = []


def project_inline(ready: Project, *, hears: Callable[[str], bool]) -> None:
    """Have read models brought up to date with the facts of the types that this function hears.

    ready: told the facts before they have a place and before the log is held, it gives the function
    that is told of them again when they have, and writes.
    """
    _projections.append(_Projecting(hears, ready))


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
    ears = [*(each.hears for each in _projections), *(each.hears for each in _reactions)]
    return any(hears(type) for hears in ears for type in types)


def make_ready(facts: Sequence[Fact[Any]]) -> Inline:
    """Do what can be done before the log is held; what is given does the rest, and writes."""
    steps = [_Step(each.hears, each.ready(_heard(each.hears, facts))) for each in _projections]

    def run(facts: Sequence[Fact[Any]]) -> None:
        for step in (*steps, *_reactions):
            if heard := _heard(step.hears, facts):
                step.run(heard)
        for nudge in _nudges:
            nudge(facts)

    return run


def _heard(hears: Callable[[str], bool], facts: Sequence[Fact[Any]]) -> list[Fact[Any]]:
    return [fact for fact in facts if hears(fact.type)]
