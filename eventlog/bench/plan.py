"""How long and how large a run is. Pure."""

from dataclasses import dataclass

import msgspec

SECTIONS = ("append", "batch", "slow-disk", "chain", "fold", "rebuild", "growth")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """rounds: how often each contender is measured; slice_seconds: for how long each time. Many short
    slices, because a disk that others use as well stands still for a second now and then.

    events: how long the long log is. only: the sections to run, all of them when none is named.
    """

    rounds: int = 31
    slice_seconds: float = 0.15
    events: int = 1_000_000
    writers: tuple[int, ...] = (1, 4, 8)
    only: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if unknown := set(self.only) - set(SECTIONS):
            raise ValueError(f"no such section: {', '.join(sorted(unknown))}")

    @property
    def rounds_of_two(self) -> int:
        """Where only two are compared, what was gained in time goes into exactness."""
        return 3 * self.rounds

    def has(self, section: str) -> bool:
        return not self.only or section in self.only


def as_text(plan: Plan) -> str:
    return msgspec.json.encode(plan).decode()


def plan_of(text: str) -> Plan:
    return msgspec.json.decode(text, type=Plan)
