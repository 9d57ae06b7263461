"""What the portfolio page and the project page show, as plain data made from queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator

from eventlog.log import fact_of
from eventlog.models import StoredEvent
from projects import queries
from projects.models import Activity, Forecast, Project, ScheduleRevision
from projects.outlook import Outlook, outlooks_of
from projects.timeline import sentence_of, subject_of
from sites.models import System

FACTS_A_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A project that cannot be forecast yet, and what it waits for."""

    project: Project
    lacks: str


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """Every tranche, worst first."""

    outlooks: list[Outlook]
    waiting: list[Waiting]

    @property
    def above(self) -> int:
        return sum(outlook.above for outlook in self.outlooks)

    @property
    def being_forecast(self) -> int:
        """How many projects have facts that no forecast knows yet."""
        return len({o.project.code for o in self.outlooks if o.being_forecast})

    @property
    def project_count(self) -> int:
        return len({o.project.code for o in self.outlooks}) + len(self.waiting)


def portfolio() -> Portfolio:
    projects = list(Project.objects.select_related("site"))
    outlooks = outlooks_of(projects)
    promised = {outlook.project.code for outlook in outlooks}
    scheduled = set(ScheduleRevision.objects.values_list("project", flat=True))
    waiting = [
        Waiting(
            project=project,
            lacks="a contract" if project.code in scheduled else "a schedule and a contract",
        )
        for project in projects
        if project.code not in promised
    ]
    return Portfolio(outlooks=outlooks, waiting=waiting)


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One fact as the timeline shows it. day: at the site."""

    position: int
    day: date
    actor: str
    sentence: str
    type: str


@dataclass(frozen=True, kw_only=True)
class ProjectPage:
    """One project: its tranches, and the facts that bear on it, newest first."""

    project: Project
    outlooks: list[Outlook]
    schedule: ScheduleRevision | None
    facts: Page[StoredEvent]
    fact_lines: list[FactLine]
    now: datetime

    @property
    def newest(self) -> Forecast | None:
        said = [outlook.forecast for outlook in self.outlooks if outlook.forecast]
        return max(said, key=lambda forecast: forecast.as_of, default=None)

    @property
    def being_forecast(self) -> bool:
        return any(outlook.being_forecast for outlook in self.outlooks)


def project_page(project: Project, *, now: datetime, facts_page: str | None = None) -> ProjectPage:
    """facts_page: the page of the timeline as the address gives it; what is none is the first."""
    rows = queries.stored_facts_of(project).order_by("-position")
    facts = Paginator(rows, FACTS_A_PAGE).get_page(facts_page)
    return ProjectPage(
        project=project,
        outlooks=outlooks_of([project], in_full=True),
        schedule=ScheduleRevision.objects.filter(project=project.code).first(),
        facts=facts,
        fact_lines=_fact_lines(facts, project),
        now=now,
    )


def _fact_lines(rows: Iterable[StoredEvent], project: Project) -> list[FactLine]:
    facts, zone = [fact_of(row) for row in rows], ZoneInfo(project.site.zone)
    names = names_of([subject_of(fact) for fact in facts])
    return [
        FactLine(
            position=fact.position,
            day=fact.occurred_at.astimezone(zone).date(),
            actor=fact.actor,
            sentence=sentence_of(fact, names),
            type=fact.type,
        )
        for fact in facts
    ]


def names_of(subjects: list[UUID]) -> dict[UUID, str]:
    """What the systems and activities among these are called."""
    systems = System.objects.filter(pk__in=subjects).values_list("pk", "tag")
    activities = Activity.objects.filter(pk__in=subjects).values_list("pk", "name")
    return {**dict(systems), **dict(activities)}
