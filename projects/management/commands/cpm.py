"""manage.py cpm PATH [PATH ...] [--project ID] [--json]: early and late dates, from files alone."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from projects.schedule.errors import ScheduleError
from projects.schedule.model import Schedule
from projects.schedule.reading import read_schedule
from projects.schedule.report import Report, cpm_report, one_line, problems_of, refusal_report

_COLUMNS = ("early_start", "early_finish", "late_start", "late_finish")


class Command(BaseCommand):
    help = "Print the critical path dates of schedules: P6 and MS Project files, or CSV folders."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--json", action="store_true", help="one JSON object a line per path")
        parser.add_argument("--project", help="name or id of the project, for a file with several")

    def handle(self, *, paths: list[str], project: str | None, **options: Any) -> None:
        """Print what can be read, say what cannot and all that is wrong with it, and exit 1."""
        refused = 0
        for path in paths:
            try:
                schedule = read_schedule(path, project=project)
                report = cpm_report(schedule)
            except (ScheduleError, OSError) as refusal:
                refused += 1
                self._refuse(path, refusal)
                if options["json"]:
                    self._print_json(path, {"error": refusal_report(refusal)})
                continue
            if options["json"]:
                self._print_json(path, report)
            else:
                self.stdout.write(_table(path, schedule, report))
        if refused:
            sys.exit(1)

    def _print_json(self, path: str, report: Report) -> None:
        self.stdout.write(json.dumps({"path": path, **report}))

    def _refuse(self, path: str, refusal: ScheduleError | OSError) -> None:
        self.stderr.write(f"{path}: {one_line(refusal)}")
        if isinstance(refusal, ScheduleError) and len(problems_of(refusal)) > 1:
            for problem in problems_of(refusal):
                self.stderr.write(f"  {problem}")


def _table(path: str, schedule: Schedule, report: Report) -> str:
    rows = report["activities"]
    width = max(len(row["id"]) for row in rows)
    lines = [f"{path}: {schedule.name}, {len(rows)} activities, finish {report['project_finish']}"]
    lines += [f"  {warning}" for warning in report["warnings"]]
    lines.append(
        f"{'id':{width}} {'':1} " + " ".join(f"{name:>16}" for name in _COLUMNS) + "  float h"
    )
    for row in rows:
        dates = " ".join(f"{row[name]:>16}" for name in _COLUMNS)
        total = "" if row["total_float_hours"] is None else f"{row['total_float_hours']:8}"
        mark = "*" if row["critical"] else ""
        lines.append(f"{row['id']:{width}} {mark:1} {dates} {total}  {row['name']}".rstrip())
    return "\n".join(lines)
