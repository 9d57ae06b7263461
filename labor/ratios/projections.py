"""From crossings of a ratio rule to the row of each site, craft and rule."""

from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Projection, Row
from labor.events import RatioBreached, RatioLifted, RatioReading, RatioRestored
from labor.ratios.models import RatioBreach

ratio_breaches = Projection(RatioBreach)


@ratio_breaches.on(RatioBreached)
def breached(before: Row | None, fact: Fact[RatioBreached]) -> Row:
    return Row(
        site_id=fact.event.site,
        craft=fact.event.craft,
        rule=fact.event.rule,
        open=True,
        since=fact.event.on,
        restored_on=None,
        breaches=(before.breaches if before else 0) + 1,
        **_read(fact.event),
    )


@ratio_breaches.on(RatioRestored)
def restored(breach: Row, fact: Fact[RatioRestored]) -> Row:
    return breach.but(open=False, restored_on=fact.event.on, **_read(fact.event))


@ratio_breaches.on(RatioLifted)
def lifted(breach: Row, fact: Fact[RatioLifted]) -> Row:
    return breach.but(open=False, restored_on=fact.event.on)


def _read(event: RatioReading) -> dict[str, Any]:
    return {
        "jurisdiction": event.jurisdiction,
        "says": event.says,
        "source": event.source,
        "basis": event.basis,
        "direction": event.direction,
        "journeys": event.journeys,
        "apprentices": event.apprentices,
        "limit": event.limit,
        "excess_apprentices": event.excess_apprentices,
        "missing_journeys": event.missing_journeys,
    }
