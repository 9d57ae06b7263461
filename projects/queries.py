"""What is known of the projects, for pages, API and tables."""

from uuid import UUID

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from eventlog.amendments import Retracted
from eventlog.events import name_of
from eventlog.log import read
from eventlog.models import StoredEvent
from labor.models import Crew, RatioBreach
from projects import streams
from projects.errors import UnknownProject
from projects.events import ScheduleImported
from projects.models import (
    Activity,
    Contract,
    Facility,
    Forecast,
    ForecastDue,
    Project,
    Tranche,
)
from projects.schedule.model import Schedule
from projects.staleness import about_to_be_stale, projects_touched
from sites.commissioning.streams import hall_stream
from sites.market.events import MarketSide
from sites.queries import streams_of as site_streams
from sites.streams import once, streams_at
from supply.events import IncidentScope, ScopeKind
from supply.models import Incident, Order
from supply.queries import incidents_touching


def project_named(code: str) -> Project:
    """The project of this code. Raises UnknownProject."""
    project = Project.objects.select_related("site").filter(code=code).first()
    if project is None:
        raise UnknownProject(project=code)
    return project


def tranches_of(project: str) -> QuerySet[Tranche]:
    return Tranche.objects.filter(project=project)


def newest_forecasts() -> QuerySet[Forecast]:
    """The forecast of each tranche that knows most facts, worst first."""
    same = Forecast.objects.filter(project=OuterRef("project"), tranche=OuterRef("tranche"))
    newest = same.order_by("-as_of").values("pk")[:1]
    return Forecast.objects.filter(pk=Subquery(newest)).order_by(
        "-chance_of_missing", "-days_late", "project", "tranche"
    )


def newest_as_of(project: str) -> int:
    """The log position that the newest forecast knows, 0 without one."""
    newest = Forecast.objects.filter(project=project).aggregate(newest=Max("as_of"))["newest"]
    return int(newest or 0)


def stale_codes() -> set[str]:
    """Projects whose newest facts no forecast knows yet, be they marked already or about to be."""
    due = ForecastDue.objects.filter(done__lt=F("wanted"))
    return set(due.values_list("project", flat=True)) | about_to_be_stale()


def fact_streams_of(project: Project) -> list[UUID]:
    """Every stream whose facts bear on a project's date: its own, its site's, its suppliers'."""
    site = project.site_id
    return [
        project.pk,
        streams.schedule_stream(project.code),
        *site_streams(site),
        *(hall_stream(site, name) for name in project.site.halls.values_list("name", flat=True)),
        *contract_streams_of(project.code),
        *streams_at(site, Crew),
        *streams_at(site, Order),
        *incidents_on(site).values_list("pk", flat=True),
    ]


def contract_streams_of(project: str) -> list[UUID]:
    contracts = Contract.objects.filter(project=project)
    return once((project, Contract), lambda: list(contracts.values_list("pk", flat=True)))


def said_streams_of(project: Project) -> list[UUID]:
    """The streams of what Slipway itself has said of a project: forecasts, alerts, broken ratios."""
    codes = tranches_of(project.code).values_list("code", flat=True)
    alerts = [streams.alert_stream(project.code, code) for code in codes]
    breaches = RatioBreach.objects.filter(site=project.site_id).values_list("pk", flat=True)
    return [streams.forecast_stream(project.code), *alerts, *breaches]


def facility_streams_of(project: Project) -> list[UUID]:
    """The streams of loans against its contracts. They move money, and no date."""
    contracts = Contract.objects.filter(project=project.code).values("code")
    return list(Facility.objects.filter(contract__in=contracts).values_list("pk", flat=True))


def incidents_on(site: str) -> QuerySet[Incident]:
    """Incidents at the site and in its region, and those of suppliers it has ordered from."""
    return incidents_touching(site, waiting_only=False)


def stored_facts_of(project: Project, *, after: int = 0) -> QuerySet[StoredEvent]:
    """The facts that bear on a project, and what was said of it, as rows to page through."""
    known = {
        *fact_streams_of(project),
        *facility_streams_of(project),
        *said_streams_of(project),
        *_taken_back_from(project),
    }
    return StoredEvent.objects.filter(stream__in=known, position__gt=after)


def _taken_back_from(project: Project) -> set[UUID]:
    """The streams of what was taken back altogether: no row is left that would lead to them."""
    amendments = read(types=[name_of(Retracted)])
    return {fact.stream for fact in amendments if project.code in projects_touched(fact)}


def is_planned(scope: IncidentScope) -> bool:
    """Whether a schedule at the site has what an incident is said to hold up; True without a schedule."""
    if scope.kind not in (ScopeKind.PACKAGE, ScopeKind.ACTIVITY, ScopeKind.CRAFT):
        return True
    if scope.kind is ScopeKind.ACTIVITY:
        return has_activity(scope.site or "", scope.activity)
    planned = _planned_at(scope.site or "")
    if not planned.exists():
        return True
    if scope.kind is ScopeKind.CRAFT:
        return planned.filter(craft=scope.craft).exists()
    return planned.filter(package=scope.package).exists()


def has_activity(site: str, code: str) -> bool:
    """Whether a schedule at the site has an activity of this code; True without a schedule."""
    planned = _planned_at(site)
    return not planned.exists() or planned.filter(code=code).exists()


def is_needed(sites: set[str], side: MarketSide, name: str) -> bool:
    """Whether a schedule at one of the sites has this craft or package; True without a schedule."""
    codes = Project.objects.filter(site__in=sites).values("code")
    planned = Activity.objects.filter(project__in=codes)
    tied = Q(craft=name) if side is MarketSide.LABOR else Q(package=name)
    return not planned.exists() or planned.filter(tied).exists()


def packages_at(site: str) -> set[str]:
    """The packages that activities at the site are tied to."""
    return set(_planned_at(site).exclude(package="").values_list("package", flat=True).distinct())


def _planned_at(site: str) -> QuerySet[Activity]:
    codes = Project.objects.filter(site=site).values("code")
    return Activity.objects.filter(project__in=codes)


def standing_schedule(project: str, *, until: int | None = None) -> Schedule | None:
    """The schedule of the last import up to a log position, None before the first."""
    stream, kind = streams.schedule_stream(project), name_of(ScheduleImported)
    imports = list(read(streams=[stream], types=[kind], until=until))
    schedule: Schedule | None = imports[-1].event.schedule if imports else None
    return schedule
