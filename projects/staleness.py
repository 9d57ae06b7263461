"""Which forecasts are due: rows in the database, so that nothing a broker loses can lose work."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest

from eventlog.amendments import Corrected, Retracted, corrected
from eventlog.events import Event, event_types, name_of
from eventlog.facts import Fact
from eventlog.log import read
from eventlog.models import Cursor
from labor.events import RatioBreached, RatioLifted, RatioRestored
from projects.events import (
    AlertCleared,
    AlertRaised,
    ForecastIssued,
    ForecastsScored,
    ProjectRegistered,
    ScoresWithdrawn,
)
from projects.models import ForecastDue, Project
from supply.queries import sites_in, sites_waiting_for

STALENESS = "projects.staleness"
"""The follower that marks projects stale."""

LEASE = timedelta(minutes=10)
PATIENCE = timedelta(minutes=2)
"""How long a nudge may wait in the queue before another is sent: one fact can ask for a thousand forecasts,
and a sweep that asked for all of them anew would keep the workers from them."""

MOST_UNREAD = 200
_SAID_BY_US = (
    *(ForecastIssued, ForecastsScored, ScoresWithdrawn, AlertRaised, AlertCleared),
    *(RatioBreached, RatioLifted, RatioRestored),
)
_AMENDMENTS = (Retracted, Corrected)
_PLACES = {"project", "site", "scope", "supplier", "region"}


def touching() -> list[type[Event]]:
    """The types of fact that a forecast may depend on: what names a place, and what amends a fact."""
    return [*_AMENDMENTS, *filter(_names_a_place, event_types().values())]


def _names_a_place(payload: type[Event]) -> bool:
    """What we say of a project ourselves names one too, and must not ask for a forecast again."""
    return payload not in _SAID_BY_US and not _PLACES.isdisjoint(payload.__struct_fields__)


def projects_touched(fact: Fact[Any]) -> Iterable[str]:
    """The codes of the projects whose forecast may change with this fact."""
    event = fact.event
    if isinstance(event, _AMENDMENTS):
        return _touched_by_amending(event)
    if isinstance(event, ProjectRegistered):
        return (event.code,)
    if _PLACES.isdisjoint(event.__struct_fields__):
        return ()
    if project := getattr(event, "project", ""):
        return (project,)
    return Project.objects.filter(site__in=_sites_touched(event)).values_list("code", flat=True)


def _touched_by_amending(event: Retracted | Corrected) -> set[str]:
    """What the amended fact had touched, and what it touches as it now stands."""
    said = next(read(after=event.position - 1, until=event.position))
    told = [said, corrected(said, event)] if isinstance(event, Corrected) else [said]
    return {code for each in told for code in projects_touched(each)}


def _sites_touched(event: Any) -> Iterable[str]:
    """The site of the fact, the sites of its region, or those that wait for the supplier it is about."""
    scope = getattr(event, "scope", event)
    if site := getattr(scope, "site", ""):
        return (site,)
    if region := getattr(scope, "region", ""):
        return sites_in(region)
    return sites_waiting_for(scope.supplier)


@transaction.atomic
def mark_stale(projects: Iterable[str], position: int, *, now: datetime) -> list[str]:
    """Ask for forecasts that know this position. Those for which none was asked for already."""
    codes = set(projects)
    rows = ForecastDue.objects.filter(pk__in=codes)
    waiting = rows.filter(done__lt=F("wanted")).select_for_update()  # none is released meanwhile
    waited_for = set(waiting.values_list("project", flat=True))
    known = set(rows.values_list("project", flat=True))
    wanted = Greatest(F("wanted"), position)
    rows.filter(pk__in=waited_for).update(wanted=wanted)
    rows.exclude(pk__in=waited_for).update(wanted=wanted, asked_at=now)
    ForecastDue.objects.bulk_create(
        [
            ForecastDue(project=code, wanted=position, asked_at=now)
            for code in sorted(codes - known)
        ],
        update_conflicts=True,
        unique_fields=["project"],
        update_fields=["wanted", "asked_at"],
    )
    return sorted(codes - waited_for)


def about_to_be_stale() -> set[str]:
    """Projects touched by facts that the follower has yet to read: for a page shown meanwhile.

    Of a long way to go only the beginning is looked at.
    """
    read_up_to = Cursor.objects.filter(pk=STALENESS).values_list("position", flat=True)
    known = read_up_to.first() or 0
    types = [name_of(payload) for payload in touching()]
    unread = read(after=known, until=known + MOST_UNREAD, types=types)
    return {code for fact in unread for code in projects_touched(fact)}


def claim(project: str, *, now: datetime) -> int | None:
    """Take the forecast of a stale project for one lease: the position it must know, else None."""
    taken = _free(now).filter(pk=project).update(claimed_until=now + LEASE)
    if not taken:
        return None
    return ForecastDue.objects.values_list("wanted", flat=True).get(pk=project)


def release(project: str, *, done: int) -> bool:
    """Give the claim back with what was done. True if newer facts have come meanwhile."""
    rows = ForecastDue.objects.filter(pk=project)
    rows.update(done=Greatest(F("done"), done), claimed_until=None)
    return rows.filter(done__lt=F("wanted")).exists()


def stale_projects(*, now: datetime) -> list[str]:
    """Projects whose forecast is due and that nobody has claimed."""
    return list(_free(now).order_by("project").values_list("project", flat=True))


def ask_again(*, now: datetime) -> list[str]:
    """Of the stale projects those whose nudge must have been lost, as having been asked for now."""
    long_ago = Q(asked_at=None) | Q(asked_at__lt=now - PATIENCE)
    lost = list(_free(now).filter(long_ago).order_by("project").values_list("project", flat=True))
    ForecastDue.objects.filter(pk__in=lost).update(asked_at=now)
    return lost


def take_back(project: str) -> None:
    """The broker was away: the next sweep is to ask for the forecast, whenever that was done last."""
    ForecastDue.objects.filter(pk=project).update(asked_at=None)


def set_aside(project: str, *, until: datetime) -> None:
    """Keep a project's forecast from being computed for now, while its history is being loaded."""
    ForecastDue.objects.update_or_create(project=project, defaults={"claimed_until": until})


def _free(now: datetime) -> models.QuerySet[ForecastDue]:
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lt=now)
    return ForecastDue.objects.filter(unclaimed, done__lt=F("wanted"))
