"""manage.py cpm PATH [PATH ...] [--json]: early and late dates and float, from files alone."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from projects.schedule.errors import ScheduleError, XerHasSeveralProjects
from projects.schedule.model import Schedule
from projects.schedule.reading import read_schedule
from projects.schedule.report import Report, cpm_report

_COLUMNS = ("early_start", "early_finish", "late_start", "late_finish")


class Command(BaseCommand):
    help = "Print the critical path dates of schedules: XER files, or folders with two CSV files."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--json", action="store_true", help="one JSON object a line per path")
        parser.add_argument("--project", help="short name of the project, for a file with several")

    def handle(self, *, paths: list[str], project: str | None, **options: Any) -> None:
        """Print what can be read, say in a line each what cannot, and exit 1 for those."""
        refused = 0
        for path in paths:
            try:
                schedule = self._schedule(path, project)
                report = cpm_report(schedule)
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


def _one_line(refusal: Exception) -> str:
    return " ".join(str(refusal).split())


def _table(path: str, schedule: Schedule, report: Report) -> str:
    rows = report["activities"]
    width = max(len(row["id"]) for row in rows)
    lines = [f"{path}: {schedule.name}, {len(rows)} activities, finish {report['project_finish']}"]
    lines += [f"  {note}" for note in schedule.notes]
    lines.append(
        f"{'id':{width}} {'':1} " + " ".join(f"{name:>16}" for name in _COLUMNS) + "  float"
    )
    for row in rows:
        dates = " ".join(f"{row[name]:>16}" for name in _COLUMNS)
        total = "" if row["total_float_days"] is None else f"{row['total_float_days']:6}"
        mark = "*" if row["critical"] else ""
        lines.append(f"{row['id']:{width}} {mark:1} {dates} {total}  {row['name']}".rstrip())
    return "\n".join(lines)
