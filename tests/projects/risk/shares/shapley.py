"""Shapley's values from all sets of causes: what shares are held against."""

from collections.abc import Callable
from itertools import combinations
from math import factorial

from projects.risk.dated import Finishes
from projects.risk.engine import Engine

Figure = Callable[[Finishes], float]


def shapley(engine: Engine, figure: Figure, *, iterations: int) -> dict[str, float]:
    """By cause, the mean over all orders of what it adds to the figure when it comes (Shapley 1953)."""
    keys = sorted(cause.key for cause in engine.causes)
    everything = frozenset(keys)
    sets = [frozenset(part) for size in range(len(keys) + 1) for part in combinations(keys, size)]
    runs = engine.run(iterations, [everything - present for present in sets])
    worth = {present: figure(run) for present, run in zip(sets, runs, strict=True)}
    count = len(keys)

    def weight(size: int) -> float:
        return factorial(size) * factorial(count - size - 1) / factorial(count)

    return {
        key: sum(
            weight(len(others)) * (worth[others | {key}] - worth[others])
            for others in sets
            if key not in others
        )
        for key in keys
    }
