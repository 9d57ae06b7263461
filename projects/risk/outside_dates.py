"""Dates promised by others, drawn: a floor under the finish of what waits for them. Pure."""

from dataclasses import dataclass

from projects.risk.deliveries import end_of
from projects.risk.distributions import triangular
from projects.risk.effects import Compiled, Effect
from projects.risk.extensions import whole_minutes
from projects.risk.randomness import Block
from projects.risk.touched import in_scope, still_open
from projects.schedule.calendars import DAY, to_clock
from projects.schedule.network import Network
from sites.uncertainty import OutsideDate


@dataclass(frozen=True, kw_only=True)
class OutsideDateInfluence(Compiled):
    """Kept at the end of the promised day, or some drawn days later."""

    driver: OutsideDate

    def draw(self, block: Block) -> Effect:
        """A promise that was broken already is late from the data date on."""
        promised = max(to_clock(end_of(self.driver.promised_on)), self.network.data_date)
        late = block.uniforms(self.cause.key, "late") < self.driver.late_probability
        days = triangular(block.uniforms(self.cause.key, "late days"), self.driver.late_days)
        kept = promised + whole_minutes(late * days * DAY)
        return Effect(finish_floors={i: self.network.times[i].work(kept) for i in self.touches})


def compile_outside_date(driver: OutsideDate, network: Network) -> OutsideDateInfluence:
    return OutsideDateInfluence(
        cause=driver.cause,
        network=network,
        touches=frozenset(still_open(network, in_scope(network, driver.scope))),
        driver=driver,
    )
