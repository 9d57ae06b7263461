"""First-pass yield: its interval, and what first attempts teach about the next ones. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054
"""Of the standard normal distribution, for an interval of 95%."""

FEWEST = 10
"""Below so many first attempts a share is not worth showing as one."""

PRIOR_TESTS = 10
"""How many tests the handbook's yield counts for: our judgement, where a share begins to say something."""


@dataclass(frozen=True, kw_only=True)
class FirstAttempt:
    level: str
    kind: str
    passed: bool


@dataclass(frozen=True, kw_only=True)
class FirstPass:
    """First attempts of one level and one kind of system; kind "" is all of them. low, high: 95%."""

    level: str
    kind: str
    tried: int
    passed: int

    @property
    def share(self) -> float:
        return self.passed / self.tried

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.passed, self.tried)

    @property
    def low(self) -> float:
        return self.interval[0]

    @property
    def high(self) -> float:
        return self.interval[1]

    @property
    def share_words(self) -> str:
        return f"{self.share:.0%}"

    @property
    def interval_words(self) -> str:
        return f"{self.low:.0%} to {self.high:.0%}"

    @property
    def too_few(self) -> bool:
        return self.tried < FEWEST


def wilson(passed: int, tried: int, *, z: float = Z95) -> tuple[float, float]:
    """The score interval of a binomial share: lower and upper bound, 0 to 1.

    Raises ValueError unless 0 <= passed <= tried and tried > 0. Source: Wilson 1927; compared by
    Newcombe 1998, Statistics in Medicine 17, method 3.
    """
    if not 0 <= passed <= tried or not tried:
        raise ValueError(f"{passed} of {tried} is no share")
    share, z2 = passed / tried, z * z
    middle = (share + z2 / (2 * tried)) / (1 + z2 / tried)
    half = z * sqrt(share * (1 - share) / tried + z2 / (4 * tried * tried)) / (1 + z2 / tried)
    # The share is within by definition, whatever rounding says at 0 and 1.
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def first_passes(attempts: Iterable[FirstAttempt]) -> Sequence[FirstPass]:
    """By level, then all kinds together and each by itself."""
    counts: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for attempt in attempts:
        counts[attempt.level, ""].append(attempt.passed)
        counts[attempt.level, attempt.kind].append(attempt.passed)
    return [
        FirstPass(level=level, kind=kind, tried=len(passed), passed=sum(passed))
        for (level, kind), passed in sorted(counts.items(), key=lambda item: _order(*item[0]))
    ]


def _order(level: str, kind: str) -> tuple[int, str]:
    return int(level[1:]), kind


def learnt_fail_share(first_pass: float, *, passed: int, failed: int) -> float:
    """The chance that a first attempt fails: mean of Beta(a + failed, b + passed), 0 to 1.

    first_pass: the yield before any record, which counts as PRIOR_TESTS tests: a = PRIOR_TESTS *
    (1 - first_pass), b = PRIOR_TESTS * first_pass. Source: RISK.md 4e; the yields of DOMAIN.md E.4.
    """
    return (PRIOR_TESTS * (1 - first_pass) + failed) / (PRIOR_TESTS + passed + failed)
