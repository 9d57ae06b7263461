"""manage.py backtest [PROJECT ...] [--dslib [PATH]]: forecasts of the past, held against what came."""

import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand

from eventlog.errors import Refusal
from projects.queries import project_named
from projects.risk.calibration.backtest import DRAWS, SEED, replay
from projects.risk.calibration.dslib import read_dslib, tracked
from projects.risk.calibration.model import fit
from projects.risk.calibration.remaining import unfit
from projects.risk.calibration.report import fitted_line, record_lines
from projects.risk.calibration.tracked import TrackedProject
from projects.risk.capacity import MOST_ITERATIONS
from projects.risk.scoring.compared import record_of
from projects.risk.simulation import ITERATIONS
from projects.schedule.errors import BeyondCalendar, FileMissing, ScheduleError
from projects.track.replaying import reached_milestones, replay_log

_OUTSIDE = "outside"
_UNFINISHED = "not tracked to the end"


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


def _iterations(text: str) -> int:
    if _count(text) > MOST_ITERATIONS:
        raise ArgumentTypeError(f"{int(text):,} is more than {MOST_ITERATIONS:,} iterations")
    return int(text)


def _folds(text: str) -> int:
    if _count(text) < 2:
        raise ArgumentTypeError("one fold leaves nothing to fit on")
    return int(text)


class Command(BaseCommand):
    help = (
        "Score forecasts of the past: those that the log would have given at each month's end, or, "
        "with --dslib, those of real finished projects at their status dates. Records nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("projects", nargs="*", metavar="PROJECT", help="default: all")
        parser.add_argument(
            "--dslib",
            nargs="?",
            const=_OUTSIDE,
            metavar="PATH",
            help="JSON of DSLIB, a file or a folder of them; default: that of SLIPWAY_DATA",
        )
        parser.add_argument(
            "--fitted-on",
            metavar="PATH",
            help="fit on these projects and not on the others of --dslib",
        )
        parser.add_argument(
            "--folds", type=_folds, help="leave out so many parts by turns, not each project"
        )
        parser.add_argument("--iterations", type=_iterations, help="of each forecast")
        parser.add_argument("--seed", type=int, default=SEED, help="of --dslib")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, projects: list[str], dslib: str | None, **options: Any) -> None:
        try:
            if dslib is None:
                self._log(projects, options)
            else:
                self._dslib(dslib, options)
        except (Refusal, ScheduleError, OSError) as refusal:
            self.stderr.write(" ".join(str(refusal).split()))
            sys.exit(1)

    def _log(self, projects: Sequence[str], options: dict[str, Any]) -> None:
        for code in projects:
            project_named(code)
        reached = reached_milestones(projects)
        iterations = options["iterations"] or ITERATIONS
        record = record_of(list(replay_log(reached, iterations=iterations)))
        if record is None:
            of = f" of {', '.join(projects)}" if projects else ""
            self.stderr.write(
                f"no milestone of a tranche{of} is reached, so nothing can be scored yet"
            )
            sys.exit(1)
        if options["json"]:
            self.stdout.write(json.dumps(msgspec.to_builtins(record)))
            return
        count = f"{len(reached)} milestone{'s' * (len(reached) != 1)} reached"
        self.stdout.write(f"{count}, forecast at each month's end before")
        self.stdout.write("\n".join(record_lines(record, scale="day")))

    def _dslib(self, dslib: str, options: dict[str, Any]) -> None:
        found, passed_over = _projects(dslib)
        others = _projects(options["fitted_on"])[0] if options["fitted_on"] else None
        record = record_of(
            replay(
                found,
                others=others,
                folds=options["folds"],
                draws=options["iterations"] or DRAWS,
                seed=options["seed"],
            )
        )
        if record is None:
            self.stderr.write(f"nothing to score: {_told(passed_over)}")
            sys.exit(1)
        model = fit([each.history() for each in (others or found)])
        if options["json"]:
            told = {"projects": len(found), "passed_over": passed_over, "fitted": model}
            self.stdout.write(json.dumps(msgspec.to_builtins({**told, "record": record})))
            return
        count = f"{len(found)} project{'s' * (len(found) != 1)} replayed"
        self.stdout.write(f"{count}; passed over: {_told(passed_over)}")
        self.stdout.write(fitted_line(model))
        self.stdout.write("\n".join(record_lines(record, scale="plan")))


def _projects(place: str) -> tuple[list[TrackedProject], dict[str, int]]:
    """Those that can be replayed, and how many cannot for which reason."""
    path = _outside_data() if place == _OUTSIDE else Path(place)
    if not path.exists():
        raise FileMissing(f"there is no file or folder {path}")
    sound, passed_over = [], Counter({_UNFINISHED: 0})
    for told in read_dslib(path):
        try:
            project = tracked(told)
        except BeyondCalendar as refusal:
            passed_over[refusal.code.replace("_", " ")] += 1
            continue
        why = unfit(project) if project else _UNFINISHED
        if project and not why:
            sound.append(project)
        else:
            passed_over[why] += 1
    return sound, dict(passed_over)


def _outside_data() -> Path:
    beside = Path(__file__).parents[4] / "shared/data/risk"
    folder = Path(os.environ.get("SLIPWAY_DATA") or beside)
    if not (folder / "dslib").is_dir():
        raise FileMissing("other people's projects are not here: set SLIPWAY_DATA or give a PATH")
    return folder


def _told(passed_over: dict[str, int]) -> str:
    return ", ".join(f"{count} ({reason})" for reason, count in passed_over.items())
