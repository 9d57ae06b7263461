"""`python -m tests.projects.schedule.answering`: dates schedules, with or without machine code.

It says first whether its loops are compiled; then, for each schedule that comes as a line of JSON, all
that CPM finds in it as another.
"""

import sys
from typing import Any

import msgspec

from projects.schedule import kernels
from projects.schedule.cautions import cautions
from projects.schedule.cpm import activity_dates, analyse_network
from projects.schedule.errors import ScheduleError
from projects.schedule.model import Schedule
from projects.schedule.network import Network


def answer(schedule: Schedule) -> Any:
    try:
        analysis = analyse_network(Network(schedule))
        dates = [activity_dates(analysis, i) for i in range(len(schedule.activities))]
        return dates, cautions(analysis), analysis.project_finish, analysis.early.start.tolist()
    except ScheduleError as refusal:
        return type(refusal).__name__, str(refusal)


def main() -> None:
    say(kernels.are_compiled())
    for line in sys.stdin.buffer:
        say(answer(msgspec.json.decode(line, type=Schedule)))


def say(what: Any) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(what) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
