"""What the pages of a revision, a baseline and the mapping of a project show, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from projects.charts import moved_text
from projects.events import BaselineDates
from projects.models import Activity, Forecast, Project, ScheduleRevision
from projects.planning.baselines import Variance, variances
from projects.planning.importing import ImportPlan
from projects.planning.mapping import NAMES, mapped
from projects.planning.models import Baseline, MappingRule, ScheduleChange
from projects.planning.queries import changes_of, rules_of, schedule_of_revision
from projects.quality import QualityView, quality_view
from projects.queries import standing_schedule
from projects.schedule.cpm import analyse_network
from projects.schedule.difference import Change, ChangeKind
from projects.schedule.network import Network
from projects.schedule.quality.assessing import assess
from projects.schedule.quality.results import Report
from projects.state import schedule_now

SHOWN = 200
"""Rows of a kind on a page; all of them are in the API."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """The changes of one kind in a revision: the first of them, and how many there are."""

    kind: ChangeKind
    count: int
    changes: Sequence[ScheduleChange | Change]

    @property
    def title(self) -> str:
        return TITLES[self.kind]

    @property
    def more(self) -> int:
        return self.count - len(self.changes)


TITLES = {
    ChangeKind.PROGRESS: "Progress",
    ChangeKind.OUT_OF_SEQUENCE: "Out of sequence",
    ChangeKind.ACTIVITIES: "Activities edited",
    ChangeKind.LOGIC: "Logic edited",
    ChangeKind.DURATIONS: "Durations edited",
    ChangeKind.ACTUALS: "Actual dates changed afterwards",
    ChangeKind.CONSTRAINTS: "Constraints edited",
    ChangeKind.CALENDARS: "Working time edited",
    ChangeKind.OPTIONS: "Options and project dates edited",
}


@dataclass(frozen=True, kw_only=True)
class RevisionPage:
    revision: ScheduleRevision
    project: Project | None
    kinds: Sequence[Changed]
    quality: QualityView | None
    before: ScheduleRevision | None

    @property
    def finish_moved(self) -> str:
        """What all its changes together did to the finish, as its own dates have it."""
        if self.before is None or self.before.finish is None or self.revision.finish is None:
            return ""
        days = (self.revision.finish.date() - self.before.finish.date()).days
        return f"{moved_text(days)} than revision {self.before.revision}" if days else "as before"

    @property
    def is_first(self) -> bool:
        return self.revision.revision == 1


def revision_page(revision: ScheduleRevision) -> RevisionPage:
    """Edits first: they are what somebody should be asked about."""
    kinds = []
    for kind in sorted(ChangeKind, key=lambda kind: not kind.is_edit):
        rows = changes_of(revision).filter(kind=kind.value)
        if count := rows.count():
            kinds.append(Changed(kind=kind, count=count, changes=list(rows[:SHOWN])))
    project = Project.objects.filter(code=revision.project).first()
    report = report_of(revision)
    return RevisionPage(
        revision=revision,
        project=project,
        kinds=kinds,
        quality=quality_view(report) if report else None,
        before=ScheduleRevision.objects.filter(
            project=revision.project, revision=revision.revision - 1
        ).first(),
    )


def report_of(revision: ScheduleRevision) -> Report | None:
    """The checks of a revision as today's code makes them; the score in the log is as it was then."""
    schedule = schedule_of_revision(revision.project, revision.revision)
    if schedule is None:
        return None
    return assess(schedule, analyse_network(Network(schedule)), simulated=_simulated(revision))


def _simulated(revision: ScheduleRevision) -> str:
    """A sentence on the simulation of a revision, "" where there was none."""
    newest = Forecast.objects.filter(project=revision.project).order_by("-as_of").first()
    if newest is None or newest.as_of < revision.position:
        return ""
    return f"Simulated with {newest.iterations:,} iterations at data date {newest.data_date}."


def kinds_in(plan: ImportPlan) -> Sequence[Changed]:
    """The same of a file that is not imported yet."""
    return [
        Changed(kind=kind, count=len(changes), changes=changes[:SHOWN])
        for kind, changes in sorted(plan.changes.items(), key=lambda item: not item[0].is_edit)
    ]


@dataclass(frozen=True, kw_only=True)
class BaselinePage:
    """A baseline beside the schedule that stands. None while the project has none."""

    baseline: Baseline
    milestones: Sequence[Variance]
    activities: Sequence[Variance]
    more: int


def baseline_page(baseline: Baseline) -> BaselinePage:
    found = variances_of(baseline)
    milestones = [each for each in found if each.milestone]
    others = [each for each in found if not each.milestone]
    return BaselinePage(
        baseline=baseline,
        milestones=milestones,
        activities=others[:SHOWN],
        more=max(0, len(others) - SHOWN),
    )


def variances_of(baseline: Baseline) -> Sequence[Variance]:
    """Every activity against its baseline, with the dates of today: the schedule that stands, and all
    that was reported of it."""
    schedule = schedule_now(baseline.project)
    if schedule is None:
        return ()
    return variances(schedule, {each.code: each for each in dates_in(baseline)})


def dates_in(baseline: Baseline) -> Sequence[BaselineDates]:
    return [
        BaselineDates(
            code=code,
            start=datetime.fromisoformat(start),
            finish=datetime.fromisoformat(finish),
            work_minutes=minutes,
        )
        for code, (start, finish, minutes) in baseline.activities.items()
    ]


@dataclass(frozen=True, kw_only=True)
class RuleMatched:
    rule: MappingRule
    ties: str
    codes: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class MappingPage:
    """What each rule matches in the schedule that stands, and what nothing matches."""

    project: Project
    rules: Sequence[RuleMatched]
    unmatched: Sequence[Activity]
    activity_count: int


def mapping_page(project: Project) -> MappingPage:
    rules = list(rules_of(project.code))
    schedule = standing_schedule(project.code)
    matches = mapped(schedule.activities if schedule else (), [each.rule for each in rules])
    unmatched, rows = set(matches.unmatched), Activity.objects.filter(project=project.code)
    return MappingPage(
        project=project,
        rules=[
            RuleMatched(rule=rule, ties=_said(rule), codes=codes)
            for rule, codes in zip(rules, matches.by_rule, strict=True)
        ],
        unmatched=[row for row in rows if row.code in unmatched],
        activity_count=len(schedule.activities) if schedule else 0,
    )


def _said(rule: MappingRule) -> str:
    said = [
        f"{name.replace('_', ' ')} {value}"
        for name in NAMES
        if name != "weather_exposed" and (value := getattr(rule.rule, name))
    ]
    if rule.weather:
        said.append(rule.get_weather_display())
    return ", ".join(said)
