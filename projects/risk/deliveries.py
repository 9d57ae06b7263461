"""Promised dates of packages, drawn. Pure.

The order is the better witness of its own delivery than the estimate in the schedule: the promise
replaces the estimate of the delivery activity, so that the same weeks are not counted twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from projects.risk.distributions import triangular
from projects.risk.effects import Compiled, Effect
from projects.risk.extensions import whole_minutes
from projects.risk.randomness import Block
from projects.risk.touched import deliveries_of, in_scope, still_open
from projects.schedule.calendars import DAY, Minutes, to_clock
from projects.schedule.network import Network
from sites.uncertainty import Cause, Delivery, Scope


@dataclass(frozen=True, kw_only=True)
class PromiseInfluence(Compiled):
    """A package on site at the end of the promised day, or some drawn days later.

    ends_delivery: touches are the activities that end with the delivery, and these cannot finish
    sooner; else they are those that need the package, and cannot start sooner.
    """

    driver: Delivery
    ends_delivery: bool

    def draw(self, block: Block) -> Effect:
        on_site = self._on_site(block)
        times = {self.network.times[i] for i in self.touches}
        by_time = {time: time.work(on_site) for time in times}
        floors = {i: by_time[self.network.times[i]] for i in self.touches}
        return Effect(finish_floors=floors) if self.ends_delivery else Effect(start_floors=floors)

    def _on_site(self, block: Block) -> Minutes:
        """A promise that was broken already is late from the data date on."""
        promised = max(to_clock(end_of(self.driver.due_on)), self.network.data_date)
        late = block.uniforms(self.cause.key, "late") < self.driver.late_probability
        days = triangular(block.uniforms(self.cause.key, "late days"), self.driver.late_days)
        return promised + whole_minutes(late * days * DAY)


def compile_delivery(driver: Delivery, network: Network) -> PromiseInfluence:
    """For an order that is still out; receipts() says what a delivered one has finished."""
    deliveries = deliveries_of(network, driver.package)
    if deliveries:
        touches = still_open(network, deliveries)
    else:
        users = in_scope(network, Scope(packages=frozenset({driver.package})))
        touches = tuple(i for i in still_open(network, users) if not network.is_started(i))
    return PromiseInfluence(
        cause=driver.cause,
        network=network,
        touches=frozenset(touches),
        superseded=frozenset(touches if deliveries else ()),
        driver=driver,
        ends_delivery=bool(deliveries),
    )


def receipts(driver: Delivery, network: Network) -> dict[int, datetime]:
    """When the open delivery activities of a delivered order were finished: on the day of receipt."""
    open_deliveries = still_open(network, deliveries_of(network, driver.package))
    return {i: _received(driver, network, i) for i in open_deliveries} if driver.delivered else {}


@dataclass(frozen=True, kw_only=True)
class ReceiptInfluence(Compiled):
    """What receipts() says of one order, told to a network in which the delivery is still to come.

    finished: own work minutes by position.
    """

    finished: Mapping[int, int]

    def draw(self, block: Block) -> Effect:
        floors = {at: np.full(block.iterations, on) for at, on in self.finished.items()}
        return Effect(finish_floors=floors)


def receive(cause: Cause, finished: Mapping[int, datetime], network: Network) -> ReceiptInfluence:
    return ReceiptInfluence(
        cause=cause,
        network=network,
        touches=frozenset(finished),
        superseded=frozenset(finished),
        finished={at: int(network.times[at].work(to_clock(on))) for at, on in finished.items()},
    )


def end_of(on: date) -> datetime:
    return datetime.combine(on, time()) + timedelta(days=1)


def _received(driver: Delivery, network: Network, position: int) -> datetime:
    """The end of the day of receipt: not after the data date, nor before the recorded start."""
    received = min(end_of(driver.due_on), network.schedule.data_date)
    started = network.activities[position].started_at
    return max(received, started) if started else received
