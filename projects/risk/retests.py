"""Further attempts at failed commissioning tests, drawn. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projects.risk.effects import Compiled, Effect, Floats
from projects.risk.extensions import whole_minutes
from projects.risk.laws import quantiles
from projects.risk.randomness import Block
from projects.risk.touched import in_scope, last_of, still_open
from projects.schedule.calendars import Minutes
from projects.schedule.network import Network
from sites.uncertainty import Retests


@dataclass(frozen=True, kw_only=True)
class RetestInfluence(Compiled):
    """Attempts cost working days of the last activities in scope; of what follows, if all are done."""

    driver: Retests
    by_activity: bool

    def draw(self, block: Block) -> Effect:
        days = self._days(block)
        rows = {i: self._minutes(i, days) for i in self.touches}
        return Effect(added_work=rows) if self.by_activity else Effect(start_floors=rows)

    def attempts(self, block: Block) -> NDArray[np.int64]:
        """How many attempts follow the first one, (n,)."""
        return self.driver.attempts_owed + further_attempts(
            block.uniforms(self._name, "attempts"), self.driver
        )

    @property
    def _name(self) -> str:
        return f"{self.cause.key} {_words(self.driver)}"

    def _days(self, block: Block) -> Floats:
        attempts = self.attempts(block)
        days = np.zeros(block.iterations)
        for attempt in range(1, int(attempts.max(initial=0)) + 1):
            u = block.uniforms(self._name, f"days of attempt {attempt}")
            days += (attempts >= attempt) * quantiles(self.driver.days, u)
        return days

    def _minutes(self, position: int, days: Floats) -> Minutes:
        return whole_minutes(days * self.network.times[position].calendar.minutes_per_day)


def further_attempts(u: Floats, driver: Retests) -> NDArray[np.int64]:
    """How many attempts fail in a row, at most driver.most; u uniform, (n,); returns (n,).

    P(more than z fail) is the product of the failing probabilities up to z, so the count is the
    number of such products above one uniform (RISK.md 4e).
    """
    fails = driver.fail_probability * (1 - driver.improvement) ** np.arange(driver.most)
    return (u < np.cumprod(fails)[:, np.newaxis]).sum(axis=0, dtype=np.int64)


def compile_retests(driver: Retests, network: Network) -> RetestInfluence:
    """A test may fail after its activity was reported finished: then what comes next waits for it."""
    tested = in_scope(network, driver.scope)
    left = last_of(network, still_open(network, tested))
    following = {
        tie.successor
        for i in tested
        for tie in network.outgoing[i]
        if not network.is_finished(tie.successor)
    }
    return RetestInfluence(
        cause=driver.cause,
        network=network,
        touches=frozenset(left or following),
        driver=driver,
        by_activity=bool(left),
    )


def _words(driver: Retests) -> str:
    """Levels and halls of one cause fail apart from one another, so each has its own numbers."""
    scope = driver.scope
    return " ".join(sorted(scope.cx_levels | scope.halls | scope.codes))
