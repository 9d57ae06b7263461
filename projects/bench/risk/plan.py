"""How large the simulated networks are, and how often each figure is taken. Pure."""

from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, kw_only=True)
class Plan:
    """sizes: activities of each network. site: activities of the one site with everything on.

    rounds: how often each figure is taken; their medians count. seed: of the networks made.
    replicates, scattered: runs of the one site under seeds of their own, and the iterations of each, to
    see how far their figures scatter.
    """

    rounds: int = 5
    sizes: tuple[int, ...] = (1_000, 10_000)
    site: int = 500
    iterations: int = 10_000
    replicates: int = 40
    scattered: int = 16_384
    seed: int = 4


def as_text(plan: Plan) -> str:
    return msgspec.json.encode(plan).decode()


def plan_of(text: str) -> Plan:
    return msgspec.json.decode(text, type=Plan)
