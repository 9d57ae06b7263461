"""A crew that changes on a day to come, week by week."""

from datetime import date, timedelta

import pytest

from projects.whatif.from_a_day import CrewsFrom, taking_effect
from sites.uncertainty import Productivity, Scope, ShortWeek
from tests.projects.risk.build import cause

MONDAY = date(2026, 3, 2)
STARTS = {"EARLY": MONDAY, "LATE": MONDAY + timedelta(weeks=6)}


def crew(**covered: float) -> Productivity:
    """crew(w3=0.5): half the heads in the week of MONDAY plus three weeks."""
    short = tuple(
        ShortWeek(week=MONDAY + timedelta(weeks=int(name[1:])), covered=share)
        for name, share in covered.items()
    )
    return Productivity(cause=cause("crew"), scope=Scope(), median=1.0, log_sd=0, short=short)


def late_after(now: Productivity, before: Productivity, after: Productivity) -> Productivity:
    change = CrewsFrom(
        on=MONDAY + timedelta(weeks=4), before={"crew": before}, after={"crew": after}
    )
    early, late = taking_effect([now], change, starts=STARTS)
    assert isinstance(early, Productivity)
    assert isinstance(late, Productivity)
    assert early.short == now.short
    assert sorted(early.scope.codes) == ["EARLY"]
    assert sorted(late.scope.codes) == ["LATE"]
    return late


def test_heads_hired_from_a_day_on_fill_the_weeks_from_then_on():
    found = late_after(now=crew(w3=0.5, w4=0.5), before=crew(w4=0.5), after=crew())

    assert found.short == crew(w3=0.5).short


def test_a_need_that_only_grows_later_is_no_merit_of_the_change():
    """Week 9 is short against the need from the day on, but no forecast counts it by now."""
    found = late_after(now=crew(), before=crew(w9=0.5), after=crew(w9=0.8))

    assert found.short == ()


def test_heads_that_leave_are_missing_in_proportion():
    found = late_after(now=crew(w5=0.8), before=crew(w5=0.8), after=crew(w5=0.4, w9=0.5))

    assert [each.covered for each in found.short] == [pytest.approx(0.4), 0.5]
