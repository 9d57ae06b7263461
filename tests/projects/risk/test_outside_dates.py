"""A date promised by others is a floor under what waits for it."""

from datetime import date

import numpy as np
import pytest

from projects.risk.contributions import explain
from projects.risk.engine import World
from projects.schedule.model import ActivityKind
from sites.uncertainty import OutsideDate
from tests.projects.risk.build import cause, exactly, on
from tests.projects.risk.test_drivers import days, plan, sure
from tests.projects.schedule.build import NON_STOP, link, task


def promised(day: str, *, late: float = 0.0, days_late: float = 30, code: str = "SHELL"):
    return OutsideDate(
        cause=cause("outside:SHELL"),
        scope=on(code),
        promised_on=date.fromisoformat(day),
        late_probability=late,
        late_days=exactly(days_late),
    )


SHELL = plan([sure("SHELL", 5), sure("FITOUT", 5)], [link("SHELL FS FITOUT")])


def test_what_waits_is_not_finished_before_the_end_of_the_promised_day():
    """SHELL would take from 1 to 5 January; promised for the 20th it is there on that evening."""
    found = days(SHELL, promised("2024-01-20"))

    assert (found["SHELL"], found["FITOUT"]) == (20, 25)


def test_a_promise_sooner_than_the_work_itself_brings_nothing_forward():
    assert days(SHELL, promised("2024-01-02"))["SHELL"] == 5


def test_a_milestone_waits_too():
    handed = plan(
        [task("SHELL", 0, on=NON_STOP, kind=ActivityKind.FINISH_MILESTONE), sure("FITOUT", 5)],
        [link("SHELL FS FITOUT")],
    )

    assert days(handed, promised("2024-01-20"))["FITOUT"] == 25


def test_less_confidence_is_more_often_late_by_the_same_draws():
    sure_, unsure = (
        days(SHELL, promised("2024-01-20", late=late), iterations=4096)["SHELL"]
        for late in (0.1, 0.6)
    )

    assert set(np.unique(unsure)) == {20, 50}
    assert np.mean(unsure == 50) == pytest.approx(0.6, abs=0.02)
    assert (unsure >= sure_).all()


def test_a_broken_promise_counts_from_today():
    assert days(SHELL, promised("2023-12-01", late=1.0))["SHELL"] == 30


def test_what_is_not_gated_waits_for_nobody():
    assert days(SHELL, promised("2024-01-20", code="ELSE"))["FITOUT"] == 10


def test_an_outside_date_is_named_as_a_reason_with_its_days():
    world = World(schedule=SHELL, drivers=(promised("2024-01-20"),), seed=1, reported_at={})

    found = explain(world, iterations=64, watched=("FITOUT",))
    (reason,) = found.milestones["FITOUT"].contributions

    assert (reason.cause.key, reason.days) == ("outside:SHELL", 15)
