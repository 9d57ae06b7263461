"""What is known of outside dates, now or as of a past log position."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from eventlog.projections import Row, replay
from sites.outside import drivers
from sites.outside.models import DeveloperMilestone, DeveloperPromise
from sites.outside.projections import developer_milestones
from sites.streams import of_sites, streams_at
from sites.uncertainty import OutsideDate

of_sites(DeveloperMilestone)


def open_developer_milestones(site: str) -> QuerySet[DeveloperMilestone]:
    return DeveloperMilestone.objects.filter(site=site, reached_on=None)


def developer_promises_of(site: str) -> QuerySet[DeveloperPromise]:
    return DeveloperPromise.objects.filter(site=site)


def streams_of(site: str) -> list[UUID]:
    return streams_at(site, DeveloperMilestone)


def developer_drivers_as_of(site: str, position: int) -> Iterator[OutsideDate]:
    """A floor for each activity that waits for a developer, as the log stood at a position."""
    rows = replay(developer_milestones, streams=streams_of(site), until=position)
    for row in rows.values():
        if row.reached_on is None and row.activity:
            yield drivers.outside_driver(_promise(row))


def _promise(row: Row) -> drivers.OpenPromise:
    return drivers.OpenPromise(
        key=f"{row.site_id}:{row.reference}",
        who=f"{row.developer}: {row.step.replace('_', ' ')}",
        activity=row.activity,
        promised_on=row.promised_on,
        first_promised_on=row.first_promised_on,
        moves=row.moves,
        confidence=row.confidence,
        late_days=drivers.DEVELOPER_LATE_DAYS,
        positions=(int(row.position),),
    )
