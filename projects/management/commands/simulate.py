"""manage.py simulate PATH [PATH ...] [--case NAME] [--sensitivity] [--json]: which finish is how likely."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from math import nan
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from labor.productivity import BOOM_YEARS, EQUAL_YEARS, CrewMix, heads_by_year, productivity
from projects.risk.capacity import MOST_ITERATIONS, refuse_if_too_many
from projects.risk.cases.errors import CaseRefused, CaseUnknown, OptionOfSchedules
from projects.risk.cases.reading import looks_like_cases, named, read_case, records_of
from projects.risk.cases.report import case_report, case_table
from projects.risk.cases.sampling import ROWS, Sample
from projects.risk.engine import Engine, World
from projects.risk.report import Report, sensitivity_report, simulation_report
from projects.risk.simulation import ITERATIONS, simulate
from projects.risk.soundness import NoPathToTranche, TrancheUnknown, capped, unreached
from projects.schedule.archives import MOST_BYTES
from projects.schedule.errors import FileTooLarge, ScheduleError, XerHasSeveralProjects
from projects.schedule.model import MILESTONES, Schedule, SourceFormat
from projects.schedule.reading import read_schedule
from projects.schedule.report import problems_of
from sites.uncertainty import Cause, Productivity, Scope

_YEARS = {"equal": EQUAL_YEARS, "boom": BOOM_YEARS}
RANKED = 20
"""Activities that are printed, and given a rank correlation."""

_OF_SCHEDULES = ("sensitivity", "project", "tranche", "crew", "phase_correlation")
"""Options that would change what a schedule gives, and nothing of a case."""

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
    if int(text) > MOST_ITERATIONS:
        raise ArgumentTypeError(f"{int(text):,} is more than {MOST_ITERATIONS:,} iterations")
    return int(text)


def correlation(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = nan
    if not 0 <= value <= 1:
        raise ArgumentTypeError(f"{text!r} is no number between 0 and 1")
    return value


class Command(BaseCommand):
    help = (
        "Simulate schedule files, folders with two CSV files, or files of cases. Records nothing."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument(
            "--iterations", type=iterations, default=ITERATIONS, help=f"at most {MOST_ITERATIONS:,}"
        )
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true", help="one JSON object a line per path")
        parser.add_argument(
            "--sensitivity", action="store_true", help="on which activities the finish depends"
        )
        parser.add_argument("--project", help="short name of the project, for a file with several")
        parser.add_argument("--case", metavar="NAME", help="of a file of cases, only this one")
        parser.add_argument(
            "--tranche",
            action="append",
            default=[],
            metavar="CODE",
            help="a milestone to be reached: refuse the schedule if no work leads to it",
        )
        parser.add_argument(
            "--crew",
            type=crew,
            metavar="J:A[:equal|boom]",
            help="one crew does all the work of a schedule: journeypersons, apprentices and their years",
        )
        parser.add_argument(
            "--phase-correlation",
            type=correlation,
            default=0.0,
            metavar="0..1",
            help="between the durations of one phase of a schedule",
        )

    def handle(self, *, paths: list[str], **options: Any) -> None:
        """Print what can be simulated, say in a line each what cannot, and exit 1 for those."""
        self._refusals = 0
        for path in paths:
            try:
                if _holds_cases(path):
                    self._print_cases(path, options)
                else:
                    self._print_schedule(path, options)
            except (ScheduleError, OSError) as refusal:
                self._refuse(path, refusal)
                problems = problems_of(refusal) if isinstance(refusal, ScheduleError) else ()
                for problem in problems if len(problems) > 1 else ():
                    self.stderr.write(f"  {problem}")
        if self._refusals:
            sys.exit(1)

    def _print_schedule(self, path: str, options: dict[str, Any]) -> None:
        if options["case"]:
            raise CaseUnknown("a schedule holds no cases")
        schedule = self._schedule(path, options["project"])
        self._refuse_unreached(path, schedule, options["tranche"])
        milestones = sum(each.kind in MILESTONES for each in schedule.activities)
        refuse_if_too_many(options["iterations"], dates=milestones + 1)
        report = _report(schedule, options)
        if options["json"]:
            self.stdout.write(json.dumps({"path": path, **report}))
        else:
            self.stdout.write(_table(path, schedule, report))

    def _refuse_unreached(self, path: str, schedule: Schedule, tranches: list[str]) -> None:
        """A schedule of our own form is refused, and one that a tool keeps is told about."""
        known = {activity.code for activity in schedule.activities}
        if unknown := [code for code in tranches if code not in known]:
            raise TrancheUnknown(f"there is no activity {', '.join(unknown)}", field="tranche")
        codes = unreached(schedule, tranches)
        if not codes:
            return
        refusal = NoPathToTranche(codes)
        if schedule.source is SourceFormat.CSV or set(codes) & set(tranches):
            raise refusal
        self.stderr.write(f"{path}: {refusal}")

    def _print_cases(self, path: str, options: dict[str, Any]) -> None:
        if asked := [f"--{name.replace('_', '-')}" for name in _OF_SCHEDULES if options[name]]:
            raise OptionOfSchedules(f"{', '.join(asked)}: of schedules, and this file holds cases")
        records = records_of(Path(path).read_bytes())
        if options["case"]:
            records = {options["case"]: named(records, options["case"])}
        for name, record in records.items():
            try:
                self._print_case(path, name, record, options)
            except CaseRefused as refusal:
                for problem in refusal.problems:
                    self._refuse(path, problem)
            except ScheduleError as refusal:
                self._refuse(path, f"{name}: {refusal}")

    def _print_case(self, path: str, name: str, record: Any, options: dict[str, Any]) -> None:
        case = read_case(name, record)
        refuse_if_too_many(options["iterations"], dates=len(case.activities) * ROWS)
        for unread in case.passed_over:
            self.stderr.write(f"{path}: {unread}")
        sample = Sample(case, iterations=options["iterations"], seed=options["seed"])
        report = case_report(sample)
        if options["json"]:
            self.stdout.write(json.dumps({"path": path, **report}))
        else:
            title = f"{path}: {name}, {options['iterations']:,} iterations"
            self.stdout.write(f"{title}\n{case_table(report, case.oracle)}")

    def _refuse(self, path: str, reason: object) -> None:
        self._refusals += 1
        self.stderr.write(f"{path}: {' '.join(str(reason).split())}")

    def _schedule(self, path: str, project: str | None) -> Schedule:
        """Nothing is recorded here, so of several projects the largest may be shown, if we say so."""
        try:
            schedule = read_schedule(path, project=project)
        except XerHasSeveralProjects as refusal:
            largest = max(refusal.choices, key=refusal.choices.__getitem__)
            self.stderr.write(f"{path}: {' '.join(str(refusal).split())}; showing {largest}")
            return read_schedule(path, project=largest)
        if project and schedule.source in (SourceFormat.CSV, SourceFormat.MSPDI):
            self.stderr.write(f"{path}: holds one project, so --project {project} was passed over")
        return schedule


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
    caps = capped(world, iterations=count)
    if caps:
        report["capped"] = [
            {
                "id": each.code,
                "constraint": each.constraint.value,
                "at": each.at.isoformat(timespec="minutes"),
                "later_without": round(each.later, 4),
            }
            for each in caps
        ]
    return report


def _crew_driver(mix: CrewMix) -> Productivity:
    """The median without its spread, as the table of DOMAIN.md B.3 was made."""
    label = f"Crew: {mix.journey_level:,} journeypersons of {mix.heads:,}"
    cause = Cause(key="crew", label=label, kind="labor")
    return Productivity(cause=cause, scope=Scope(), median=productivity(mix).median, log_sd=0.0)


def _holds_cases(path: str) -> bool:
    if not Path(path).is_file():
        return False
    if Path(path).stat().st_size > MOST_BYTES:
        raise FileTooLarge(f"the file passes {MOST_BYTES // 1_000_000} MB")
    with Path(path).open("rb") as file:
        return looks_like_cases(file.read(64))


def _table(path: str, schedule: Schedule, report: Report) -> str:
    rows = [{"id": "finish", "name": "", **report["finish"]}, *report["milestones"]]
    width = max(len(row["id"]) for row in rows)
    lines = [f"{path}: {schedule.name}, {len(schedule.activities)} activities"]
    lines += [f"  {note}" for note in schedule.notes]
    lines.append(f"{'':{width}} " + " ".join(f"{name:>16}" for name in _COLUMNS))
    for row in rows:
        figures = " ".join(f"{row[name]:>16}" for name in _COLUMNS)
        lines.append(f"{row['id']:{width}} {figures}  {row['name']}".rstrip())
    lines += _told_caps(report)
    return "\n".join([*lines, *_sensitivity_lines(report.get("sensitivity"))])


def _told_caps(report: Report) -> Iterator[str]:
    for each in report.get("capped", ()):
        constraint = each["constraint"].replace("_", " ")
        yield (
            f"{each['id']} is held by its {constraint} on {each['at']}: "
            f"{each['later_without']:.0%} of iterations would be later without it"
        )


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
