"""Small schedules to judge: chains of work, and the one check or finding that a test asks for."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from projects.schedule.cpm import analyse_network
from projects.schedule.model import Activity, Link, Schedule
from projects.schedule.network import Network
from projects.schedule.quality import gate
from projects.schedule.quality.assessing import assess
from projects.schedule.quality.facts import Facts
from projects.schedule.quality.results import Baseline, Blocker, Check, Finding, Report, Status
from tests.projects.schedule.build import link, schedule, task

PASSED, FAILED, NOT_ASSESSED = Status.PASSED, Status.FAILED, Status.NOT_ASSESSED
DAY = 480


def chain(count: int, days: float = 1, **more: Any) -> list[Activity]:
    """A1, A2, ... to be tied by in_line."""
    return [task(f"A{i}", days, **more) for i in range(1, count + 1)]


def in_line(activities: Iterable[Activity]) -> list[Link]:
    codes = [activity.code for activity in activities]
    return [link(f"{a} FS {b}") for a, b in pairwise(codes)]


def judge(plan: Schedule, *, baseline: Baseline = Baseline.OF_FILE, simulated: str = "") -> Report:
    return assess(plan, analyse_network(Network(plan)), baseline=baseline, simulated=simulated)


def check(number: int, activities: Iterable[Activity], links: Iterable[Link], **more: Any) -> Check:
    return judge(schedule(activities, links, **more)).checks[number - 1]


def finding(
    key: str, activities: Iterable[Activity], links: Iterable[Link], **more: Any
) -> Finding:
    report = judge(schedule(activities, links, **more))
    return next(each for each in report.findings if each.key == key)


def blockers(
    activities: Iterable[Activity], links: Iterable[Link], **more: Any
) -> tuple[Blocker, ...]:
    plan = schedule(activities, links, **more)
    return gate.blockers(Facts(plan, analyse_network(Network(plan))))


def named(found: Check | Finding | Blocker) -> list[str]:
    return [offender.codes for offender in found.offenders]
