"""What runs inside the transaction of every append: the projections, then the reactions."""

from collections.abc import Callable, Sequence
from typing import Any

from eventlog.facts import Fact

Inline = Callable[[Sequence[Fact[Any]]], None]

_projections: list[Inline] = []
_reactions: list[Inline] = []


def project_inline(update: Inline) -> None:
    """Have read models brought up to date by this function in every append."""
    _projections.append(update)


def in_every_append(reaction: Inline) -> Inline:
    """Decorate a function that must see every fact in the transaction that writes it."""
    _reactions.append(reaction)
    return reaction


def run(facts: Sequence[Fact[Any]]) -> None:
    for step in (*_projections, *_reactions):
        step(facts)
