"""manage.py dcma PATH [PATH ...] [--project ID] [--json]: what schedules are worth, from files alone."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand

from projects.schedule.cpm import analyse_network
from projects.schedule.errors import ScheduleError
from projects.schedule.network import Network
from projects.schedule.quality.assessing import as_plain, assess
from projects.schedule.quality.results import Baseline, Offender, Report, Status, score
from projects.schedule.reading import read_schedule
from projects.schedule.report import one_line, problems_of, refusal_report

_SHOWN = 3
_STATUS_WORDS = {
    Status.PASSED: "passed",
    Status.FAILED: "FAILED",
    Status.NOT_ASSESSED: "not assessed",
}


class Command(BaseCommand):
    help = "Assess schedules: the DCMA's 14 points, GAO's ten practices, and whether to simulate."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--json", action="store_true", help="one JSON object a line per path")
        parser.add_argument("--project", help="name or id of the project, for a file with several")
        parser.add_argument(
            "--planned-as-baseline",
            action="store_true",
            help="take planned dates for the baseline, as P6 does where the project is its own",
        )

    def handle(self, *, paths: list[str], project: str | None, **options: Any) -> None:
        """Assess what can be read, say what cannot and all that is wrong with it, and exit 1."""
        planned = options["planned_as_baseline"]
        baseline = Baseline.PLANNED_DATES if planned else Baseline.OF_FILE
        refused = 0
        for path in paths:
            try:
                schedule = read_schedule(path, project=project)
                report = assess(schedule, analyse_network(Network(schedule)), baseline=baseline)
            except (ScheduleError, OSError) as refusal:
                refused += 1
                self._refuse(path, refusal)
                if options["json"]:
                    self._print_json(path, {"error": refusal_report(refusal)})
                continue
            if options["json"]:
                self._print_json(path, as_plain(report))
            else:
                self.stdout.write("\n".join(_table(path, report)))
        if refused:
            sys.exit(1)

    def _print_json(self, path: str, said: dict[str, Any]) -> None:
        self.stdout.write(json.dumps({"path": path, **said}))

    def _refuse(self, path: str, refusal: ScheduleError | OSError) -> None:
        self.stderr.write(f"{path}: {one_line(refusal)}")
        if isinstance(refusal, ScheduleError) and len(problems_of(refusal)) > 1:
            for problem in problems_of(refusal):
                self.stderr.write(f"  {problem}")


def _table(path: str, report: Report) -> Iterator[str]:
    yield (
        f"{path}: {report.name}, data date {report.data_date:%Y-%m-%d %H:%M}, "
        f"{report.activity_count} activities ({report.incomplete_count} incomplete), "
        f"{report.link_count} links"
    )
    yield f"{'':2} {'DCMA check':20} {'status':12} {'passes':>8}  metric"
    for check in report.checks:
        status, passes = _STATUS_WORDS[check.status], str(check.point.threshold)
        figures = check.reason or str(check.metric)
        yield f"{check.point.number:2} {check.point.name:20} {status:12} {passes:>8}  {figures}"
        if check.note:
            yield f"{'':46} {check.note}"
        if check.offenders:
            yield f"{'':46} {_named(check.offenders)}"
    yield f"   {_score_words(report)}"
    yield "Also found"
    for finding in report.findings:
        if finding.value is not None:
            yield f"   {finding.value:6.2f} {finding.name}"
        elif finding.offenders:
            yield f"   {len(finding.offenders):6} {finding.name}: {_named(finding.offenders)}"
    yield "GAO"
    for practice in report.practices:
        yield f"{practice.number:2} {practice.verdict:12} {practice.name}"
    for each in report.characteristics:
        yield f"   {each.verdict:12} {each.name}"
    yield "Simulation"
    for blocker in report.blockers:
        yield f"   refused, {blocker.code}: {blocker.message} {_named(blocker.offenders)}"
    if not report.blockers:
        yield "   nothing stands against it"


def _score_words(report: Report) -> str:
    share = score(report)
    if share is None:
        return "score: none, as nothing was assessed"
    assessed = sum(check.status is not Status.NOT_ASSESSED for check in report.checks)
    return f"score: {share:.0%} of the {assessed} checks assessed passed"


def _named(offenders: Sequence[Offender]) -> str:
    first = "; ".join(f"{each.codes} ({each.detail})" for each in islice(offenders, _SHOWN))
    more = len(offenders) - _SHOWN
    return f"{first}; and {more} more" if more > 0 else first
