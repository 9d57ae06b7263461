"""A fault put into a schedule never makes the check that looks for it pass."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from projects.schedule.model import Activity, Constraint, ConstraintKind, Link, LinkType, Schedule
from projects.schedule.quality.results import Status
from tests.projects.schedule.build import MONDAY, at, schedule, task
from tests.projects.schedule.quality.judging import DAY, judge

Fault = Callable[[Schedule, int], Schedule]

BEGAN, DUE = at("2023-12-20T08:00"), at("2023-12-20T17:00")


@st.composite
def networks(draw: st.DrawFn) -> Schedule:
    """Three to fourteen activities, each tied to one or two before it, some begun or complete."""
    count = draw(st.integers(3, 14))
    activities = [_activity(draw, i) for i in range(count)]
    links = {}
    for i in range(1, count):
        for before in draw(st.sets(st.integers(0, i - 1), min_size=1, max_size=2)):
            kind = draw(st.sampled_from(LinkType))
            lag = draw(st.sampled_from((0, 0, 0, DAY, -DAY)))
            tie = Link(predecessor=f"A{before}", successor=f"A{i}", type=kind, lag=lag)
            links[before, i, kind] = tie
    return schedule(activities, links.values(), must_finish_by=draw(st.sampled_from(_ENDS)))


_ENDS = (None, at("2024-01-05T17:00"), at("2024-04-05T17:00"))


def _activity(draw: st.DrawFn, number: int) -> Activity:
    plain = task(f"A{number}", draw(st.integers(1, 60)), resources=draw(_RESOURCES))
    match draw(st.sampled_from(("to come", "begun", "complete"))):
        case "begun":
            return replace(plain, started_at=BEGAN, remaining=DAY, baseline_finish=DUE)
        case "complete":
            return replace(plain, started_at=BEGAN, finished_at=DUE, baseline_finish=DUE)
    return plain


_RESOURCES = st.sampled_from(((), ("crane",)))


def _on_activity(schedule: Schedule, number: int, **change: object) -> Schedule:
    at_ = number % len(schedule.activities)
    activities = list(schedule.activities)
    activities[at_] = replace(activities[at_], **change)  # type: ignore[arg-type]
    return replace(schedule, activities=tuple(activities))


def _on_link(schedule: Schedule, number: int, **change: object) -> Schedule:
    at_ = number % len(schedule.links)
    links = list(schedule.links)
    links[at_] = replace(links[at_], **change)  # type: ignore[arg-type]
    ends = {(link.predecessor, link.successor, link.type) for link in links}
    return replace(schedule, links=tuple(links)) if len(ends) == len(links) else schedule


def _loose(schedule: Schedule, number: int) -> Schedule:
    return replace(schedule, activities=(*schedule.activities, task("LOOSE", 1)))


def _unstarted(schedule: Schedule, number: int, **change: object) -> Schedule:
    chosen = schedule.activities[number % len(schedule.activities)]
    return schedule if chosen.started_at else _on_activity(schedule, number, **change)


PIN = Constraint(kind=ConstraintKind.MANDATORY_START, at=at("2023-12-22T08:00"))
FAULTS: dict[int, Fault] = {
    1: _loose,
    2: lambda plan, number: _on_link(plan, number, lag=-2 * DAY),
    3: lambda plan, number: _on_link(plan, number, lag=2 * DAY),
    4: lambda plan, number: _on_link(plan, number, type=LinkType.SF),
    5: lambda plan, number: _on_activity(plan, number, constraints=(PIN,)),
    7: lambda plan, number: replace(plan, must_finish_by=MONDAY),
    9: lambda plan, number: _unstarted(plan, number, constraints=(PIN,)),
    10: lambda plan, number: _on_activity(plan, number, resources=()),
    11: lambda plan, number: _unstarted(plan, number, baseline_finish=DUE),
    14: lambda plan, number: _unstarted(plan, number, baseline_finish=DUE),
}


@given(networks(), st.sampled_from(sorted(FAULTS)), st.integers(0, 99))
def test_a_fault_turns_no_failure_into_a_pass(plan: Schedule, number: int, where: int) -> None:
    before = judge(plan).checks[number - 1].status
    after = judge(FAULTS[number](plan, where)).checks[number - 1].status

    assert (before, after) != (Status.FAILED, Status.PASSED)


@given(networks())
def test_a_failure_names_its_offenders_and_what_has_none_blocks_nothing(plan: Schedule) -> None:
    report = judge(plan)

    for check in report.checks:
        assert check.status is not Status.FAILED or check.offenders
        assert check.status is not Status.NOT_ASSESSED or check.reason
    assert {blocker.number for blocker in report.blockers} == {
        number for number in (1, 7, 9) if report.checks[number - 1].offenders
    }
