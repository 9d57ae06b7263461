"""How many sites are measured, and by how many workers. Pure."""

from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, kw_only=True)
class Plan:
    """sites: that are forecast for the time end to end, once for each number of workers.

    projects: among how many a single fact waits for its forecast. events: how many such facts.
    """

    sites: int = 1_000
    activities: int = 500
    iterations: int = 10_000
    workers: tuple[int, ...] = (1, 2)
    projects: int = 100
    events: int = 60
    makers: int = 2


def as_text(plan: Plan) -> str:
    return msgspec.json.encode(plan).decode()


def plan_of(text: str) -> Plan:
    return msgspec.json.decode(text, type=Plan)
