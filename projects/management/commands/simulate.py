"""manage.py simulate PATH [PATH ...] [--sensitivity] [--json]: how likely which finish is, from files alone."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand

from labor.productivity import BOOM_YEARS, EQUAL_YEARS, CrewMix, heads_by_year, productivity
from projects.risk.engine import Engine, World
from projects.risk.report import Report, sensitivity_report, simulation_report
from projects.risk.simulation import ITERATIONS, simulate
from projects.schedule.errors import ScheduleError, XerHasSeveralProjects
from projects.schedule.model import Schedule
from projects.schedule.reading import read_schedule
from sites.uncertainty import Cause, Productivity, Scope

_YEARS = {"equal": EQUAL_YEARS, "boom": BOOM_YEARS}
RANKED = 20
"""Activities that are printed, and given a rank correlation."""

_MEASURES = (
    "criticality",
    "schedule_sensitivity",
    "cruciality",
    "weighted_cruciality",
    "rank_cruciality",
    "significance",
)
_COLUMNS = ("mean", "sd", "p10", "p50", "p80", "p90")


def crew(text: str) -> CrewMix:
    """ "20:980:boom" as a crew: journeypersons, apprentices, and their spread over the years."""
    journeypersons, _, rest = text.partition(":")
    apprentices, _, years = rest.partition(":")
    if (
        not (journeypersons.isdecimal() and apprentices.isdecimal())
        or (years or "equal") not in _YEARS
    ):
        raise ArgumentTypeError(f"{text!r} is not JOURNEYPERSONS:APPRENTICES[:equal|boom]")
    by_year = heads_by_year(int(apprentices), _YEARS[years or "equal"])
    mix = CrewMix(journeypersons=int(journeypersons), apprentices_by_year=by_year)
    if not mix.heads:
        raise ArgumentTypeError(f"{text!r} is a crew without heads")
    return mix


def iterations(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text!r} is not a number of iterations")
    return int(text)


def correlation(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


class Command(BaseCommand):
    help = "Simulate schedules: XER files, or folders with two CSV files. Records nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--iterations", type=iterations, default=ITERATIONS)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true", help="one JSON object a line per path")
        parser.add_argument(
            "--sensitivity", action="store_true", help="on which activities the finish depends"
        )
        parser.add_argument("--project", help="short name of the project, for a file with several")
        parser.add_argument(
            "--crew",
            type=crew,
            metavar="J:A[:equal|boom]",
            help="one crew does all the work: journeypersons, apprentices and their years",
        )
        parser.add_argument(
            "--phase-correlation",
            type=correlation,
            default=0.0,
            metavar="0..1",
            help="between the durations of one phase",
        )

    def handle(self, *, paths: list[str], **options: Any) -> None:
        """Print what can be simulated, say in a line each what cannot, and exit 1 for those."""
        refused = 0
        for path in paths:
            try:
                schedule = self._schedule(path, options["project"])
                report = _report(schedule, options)
            except (ScheduleError, OSError) as refusal:
                refused += 1
                self.stderr.write(f"{path}: {_one_line(refusal)}")
                continue
            if options["json"]:
                self.stdout.write(json.dumps({"path": path, **report}))
            else:
                self.stdout.write(_table(path, schedule, report))
        if refused:
            sys.exit(1)

    def _schedule(self, path: str, project: str | None) -> Schedule:
        """Nothing is recorded here, so of several projects the largest may be shown, if we say so."""
        try:
            return read_schedule(path, project=project)
        except XerHasSeveralProjects as refusal:
            largest = max(refusal.choices, key=refusal.choices.__getitem__)
            self.stderr.write(f"{path}: {_one_line(refusal)}; showing {largest}")
            return read_schedule(path, project=largest)


def _report(schedule: Schedule, options: dict[str, Any]) -> Report:
    world = World(
        schedule=schedule,
        drivers=() if options["crew"] is None else (_crew_driver(options["crew"]),),
        seed=options["seed"],
        phase_correlation=options["phase_correlation"],
    )
    count = options["iterations"]
    report = simulation_report(schedule, simulate(world, iterations=count))
    if options["sensitivity"]:
        found = Engine(world, watched=()).sensitivity(count, ranked=RANKED, significance=True)
        report["sensitivity"] = sensitivity_report(found)
    return report


def _crew_driver(mix: CrewMix) -> Productivity:
    """The median without its spread, as the table of DOMAIN.md B.3 was made."""
    label = f"Crew: {mix.journey_level:,} journeypersons of {mix.heads:,}"
    cause = Cause(key="crew", label=label, kind="labor")
    return Productivity(cause=cause, scope=Scope(), median=productivity(mix).median, log_sd=0.0)


def _one_line(refusal: Exception) -> str:
    return " ".join(str(refusal).split())


def _table(path: str, schedule: Schedule, report: Report) -> str:
    rows = [{"id": "finish", "name": "", **report["finish"]}, *report["milestones"]]
    width = max(len(row["id"]) for row in rows)
    lines = [f"{path}: {schedule.name}, {len(schedule.activities)} activities"]
    lines += [f"  {note}" for note in schedule.notes]
    lines.append(f"{'':{width}} " + " ".join(f"{name:>16}" for name in _COLUMNS))
    for row in rows:
        figures = " ".join(f"{row[name]:>16}" for name in _COLUMNS)
        lines.append(f"{row['id']:{width}} {figures}  {row['name']}".rstrip())
    return "\n".join([*lines, *_sensitivity_lines(report.get("sensitivity"))])


def _sensitivity_lines(found: Report | None) -> list[str]:
    if found is None:
        return []
    shown = [each for each in found["activities"][:RANKED] if each["criticality"]]
    width = max((len(each["id"]) for each in shown), default=0)
    lines = [
        f"  the mean lies {found['merge_bias_days']} calendar days after the plan, {found['planned']}",
        f"{'':{width}} " + " ".join(f"{name.replace('_', ' '):>20}" for name in _MEASURES),
    ]
    return lines + [
        f"{each['id']:{width}} " + " ".join(f"{_or_dash(each[name]):>20}" for name in _MEASURES)
        for each in shown
    ]


def _or_dash(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
