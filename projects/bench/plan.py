"""How large the measured schedule is, and how often it is measured. Pure."""

from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, kw_only=True)
class Plan:
    """rounds: how often each figure is taken; their median counts. seed: of the schedule made."""

    rounds: int = 5
    activities: int = 10_000
    links: int = 20_000
    seed: int = 4


def as_text(plan: Plan) -> str:
    return msgspec.json.encode(plan).decode()


def plan_of(text: str) -> Plan:
    return msgspec.json.decode(text, type=Plan)
