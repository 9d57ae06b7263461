"""Schedules whose dates say nothing, or less than they seem to."""

from dataclasses import replace

import pytest
from scipy import stats

from projects.risk.engine import World
from projects.risk.soundness import capped, unreached
from projects.schedule.model import ActivityKind, Constraint, ConstraintKind
from tests.projects.schedule.build import at, link, schedule, task

READY = ActivityKind.FINISH_MILESTONE
HELD_ON = at("2024-01-10T17:00")


def milestone(code: str, **more):
    return task(code, kind=READY, **more)


def test_a_milestone_is_reached_by_any_chain_that_holds_work():
    led = schedule([task("A", 5), milestone("B"), milestone("C")], [link("A FS B"), link("B FS C")])

    assert unreached(led, ["C"]) == ()


def test_milestones_that_only_follow_one_another_are_not_reached():
    idle = schedule([task("A", 5), milestone("B"), milestone("C")], [link("B FS C")])

    assert unreached(idle) == ("C",)
    assert unreached(idle, ["B", "Z"]) == ("Z", "B", "C")


def test_readiness_is_not_where_work_begins():
    begun = schedule(
        [milestone("LNTP", phase="PRECON"), milestone("RFS", phase="HANDOVER"), task("A", 5)],
        [link("LNTP FS A"), link("RFS FS A")],
    )

    assert unreached(begun) == ("RFS",)


def test_a_milestone_with_a_date_of_its_own_is_reached_then():
    dated = milestone(
        "B", constraints=(Constraint(kind=ConstraintKind.MANDATORY_FINISH, at=HELD_ON),)
    )

    assert unreached(schedule([dated])) == ()


def test_the_reference_build_reaches_all_its_milestones(ref72):
    assert unreached(ref72) == ()
    assert capped(World(schedule=ref72, seed=1), iterations=8) == ()


def held(kind: ConstraintKind):
    work = task("A", 8, optimistic=2_400, pessimistic=5_760)
    pinned = milestone("B", constraints=(Constraint(kind=kind, at=HELD_ON),))
    return schedule([work, pinned], [link("A FS B")])


def test_a_date_that_a_hard_constraint_caps_is_told_with_what_it_hides():
    world = World(schedule=held(ConstraintKind.MANDATORY_FINISH), seed=1)

    (cap,) = capped(world, iterations=2_000)

    assert (cap.code, cap.constraint, cap.at) == ("B", "mandatory_finish", HELD_ON)
    mode = (8 - 5) / (12 - 5)  # days: 8 are planned, of 5 to 12, and 8 lie before the constraint
    assert cap.later == pytest.approx(stats.beta(1 + 4 * mode, 5 - 4 * mode).sf(mode), abs=0.04)


def test_a_soft_constraint_and_finished_work_cap_nothing():
    assert (
        capped(World(schedule=held(ConstraintKind.FINISH_ON_OR_BEFORE), seed=1), iterations=8) == ()
    )
    pinned = held(ConstraintKind.MANDATORY_FINISH)
    done = replace(pinned.activities[1], finished_at=at("2024-01-01T08:00"))
    over = replace(pinned, activities=(pinned.activities[0], done))

    assert capped(World(schedule=over, seed=1), iterations=8) == ()
