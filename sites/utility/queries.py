"""What is known of a site's utility, now or as of a past log position."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db.models import QuerySet

from eventlog.projections import Row, replay
from sites.outside import drivers
from sites.streams import of_sites, streams_at
from sites.uncertainty import OutsideDate
from sites.utility.events import UtilityStep
from sites.utility.models import UtilityAgreement, UtilityPower, UtilityPromise
from sites.utility.projections import utility_power

of_sites(UtilityAgreement, UtilityPower)

PERMITS: Mapping[UtilityStep, str] = {
    UtilityStep.TEMPORARY_POWER: "construction: cranes, offices, lighting, tools",
    UtilityStep.BACK_FEED: "tests in the owner's substation, and MV equipment to be energised (gate G3)",
    UtilityStep.PERMANENT_POWER: "start-up of the halls and commissioning from L3 on",
}
"""What may begin with each step. Source: DOMAIN.md E.1, E.6 (G3: back-feed clearance for MV), B.1."""


def agreements_of(site: str) -> QuerySet[UtilityAgreement]:
    return UtilityAgreement.objects.filter(site=site)


def utility_power_of(site: str) -> list[UtilityPower]:
    """In the order in which the steps come."""
    order = list(UtilityStep)
    rows = UtilityPower.objects.filter(site=site)
    return sorted(rows, key=lambda row: order.index(UtilityStep(row.step)))


def utility_promises_of(site: str) -> QuerySet[UtilityPromise]:
    return UtilityPromise.objects.filter(site=site)


def streams_of(site: str) -> list[UUID]:
    return [
        *streams_at(site, UtilityAgreement),
        *streams_at(site, UtilityPower),
    ]


def utility_drivers_as_of(site: str, position: int) -> Iterator[OutsideDate]:
    """A floor for each activity that waits for the utility, as the log stood at a position."""
    rows = replay(utility_power, streams=streams_of(site), until=position)
    for row in rows.values():
        if row.energised_on is None and row.activity:
            yield drivers.outside_driver(_promise(row))


def _promise(row: Row) -> drivers.OpenPromise:
    return drivers.OpenPromise(
        key=f"{row.site_id}:{row.step}",
        who=f"Utility: {row.step.replace('_', ' ')}",
        activity=row.activity,
        promised_on=row.promised_on,
        first_promised_on=row.first_promised_on,
        moves=row.moves,
        confidence=row.confidence,
        late_days=drivers.UTILITY_LATE_DAYS,
        positions=(int(row.position),),
    )
