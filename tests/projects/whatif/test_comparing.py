"""Savings are differences iteration by iteration, and so are their errors."""

from datetime import date, datetime, time

import numpy as np
import pytest

from projects.schedule.calendars import DAY, to_clock
from projects.whatif.comparing import Outcome, difference
from projects.whatif.teams import with_teams
from sites.uncertainty import Cause, Retests, Scope, ThreePoint

START = date(2027, 3, 1)
NOON = to_clock(datetime.combine(START, time(12)))


def outcome(days_late, starts_on=START):
    finishes = NOON + np.asarray(days_late, dtype=np.int64) * DAY
    return Outcome(finishes=finishes, starts_on=starts_on, stakes=None)


def test_what_saves_the_same_in_every_iteration_has_no_error():
    late = np.arange(64) - 32
    said = difference(outcome(late), outcome(late - 5))

    assert (said.p80.days_saved, said.p80.error_days) == (5, 0)
    assert said.chance.before == pytest.approx(31 / 64)
    assert said.chance.after == pytest.approx(26 / 64)
    assert said.remedy is None


def test_the_error_of_a_chance_is_that_of_the_iterations_that_differ():
    """5 of 100 differ: sd of the mean of 0 and 1 with p = 0.05, by hand."""
    late = np.full(100, 1)
    said = difference(outcome(late), outcome(np.where(np.arange(100) < 5, 0, 1)))

    assert said.chance.saved == pytest.approx(0.05)
    assert said.chance.error == pytest.approx((0.05 * 0.95 / 99) ** 0.5, abs=1e-5)


def test_ready_on_the_day_of_the_start_is_in_time():
    said = difference(outcome(np.zeros(64)), outcome(np.ones(64)))

    assert (said.chance.before, said.chance.after) == (0.0, 1.0)


@pytest.mark.parametrize(("owed", "teams", "rounds"), [(4, 2, 2), (5, 2, 3), (1, 3, 1), (0, 2, 0)])
def test_teams_run_the_retests_that_are_owed_in_rounds(owed, teams, rounds):
    retests = Retests(
        cause=Cause(key="tests", label="", kind="commissioning"),
        scope=Scope(),
        fail_probability=0.2,
        days=ThreePoint(optimistic=1, likely=2, pessimistic=3),
        attempts_owed=owed,
    )
    (driver,) = with_teams([retests], teams)

    assert driver.attempts_owed == rounds
