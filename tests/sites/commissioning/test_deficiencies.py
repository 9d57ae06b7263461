"""The life of a deficiency (DOMAIN.md E.5)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlog.corrections import retract
from sites.commands import close_deficiency
from sites.commissioning.commands import (
    assign_deficiency,
    fix_deficiency,
    prioritise_deficiency,
    reject_deficiency_fix,
    verify_deficiency,
    waive_deficiency,
)
from sites.commissioning.deficiencies import is_overdue, working_days
from sites.commissioning.serializers import days_open, overdue
from sites.events import CxLevel, Priority
from sites.models import Deficiency
from sites.queries import open_deficiencies
from tests.factories import MAY_1, NOWHERE, a_system, refused, said
from tests.sites.commissioning.building import found, in_may

GIVEN: dict[Any, dict[str, Any]] = {
    assign_deficiency: {"assignee": "Anvil"},
    fix_deficiency: {"fixed_by": "Anvil", "correction": "Replaced"},
    verify_deficiency: {"verified_by": "M. Okafor"},
    reject_deficiency_fix: {"rejected_by": "M. Okafor", "reason": "Trips again"},
    waive_deficiency: {"waived_by": "R. Lindqvist", "reason": "Spare on the shelf"},
    prioritise_deficiency: {"priority": Priority.P3, "reason": "Cosmetic"},
    close_deficiency: {},
}
STEPS = list(GIVEN)
db = pytest.mark.django_db


def take(step: Any, deficiency: UUID, day: int = 4, **other: Any) -> int:
    inputs = {"deficiency_id": deficiency, "on": in_may(day), "meta": said()}
    return int(step(**{**inputs, **GIVEN[step], **other}).position)


def after(*steps: Any, priority: Priority = Priority.P2) -> UUID:
    """A deficiency that has gone through these steps, one a day."""
    deficiency = found(a_system(), priority=priority)
    for day, step in enumerate(steps, start=2):
        take(step, deficiency, day)
    return deficiency


def row_of(deficiency: UUID) -> Deficiency:
    return Deficiency.objects.get(pk=deficiency)


@db
def test_it_is_assigned_fixed_verified_and_closed_by_somebody_named() -> None:
    row = row_of(after(assign_deficiency, fix_deficiency, verify_deficiency, close_deficiency))

    assert (row.state, row.since, row.closed_on) == ("closed", in_may(5), in_may(5))
    assert (row.assignee, row.fixed_by, row.verified_by) == ("Anvil", "Anvil", "M. Okafor")
    assert row.resolution == "Replaced"
    assert not open_deficiencies("NTX").exists()


@db
def test_what_does_not_hold_goes_back_to_whom_it_is_assigned() -> None:
    deficiency = after(assign_deficiency, fix_deficiency, reject_deficiency_fix)

    row = row_of(deficiency)
    assert (row.state, row.fixed_by, row.resolution, row.rejections) == ("assigned", "", "", 1)
    take(fix_deficiency, deficiency, 5)
    take(verify_deficiency, deficiency, 6)
    assert row_of(deficiency).state == "verified"


@db
def test_what_was_nobody_s_work_goes_back_to_nobody() -> None:
    assert row_of(after(fix_deficiency, reject_deficiency_fix)).state == "open"


@db
@pytest.mark.parametrize(
    ("before", "step"),
    [
        ((), verify_deficiency),
        ((), reject_deficiency_fix),
        ((assign_deficiency,), verify_deficiency),
        ((fix_deficiency,), fix_deficiency),
        ((fix_deficiency, verify_deficiency), fix_deficiency),
        ((fix_deficiency, verify_deficiency), assign_deficiency),
    ],
)
def test_a_step_out_of_order_is_refused(before: tuple[Any, ...], step: Any) -> None:
    deficiency = after(*before)
    with refused("deficiency_step_out_of_order", "deficiency_id"):
        take(step, deficiency)


@db
@pytest.mark.parametrize("before", [(assign_deficiency,), (assign_deficiency, fix_deficiency)])
def test_somebody_s_work_is_closed_only_after_somebody_has_verified_it(
    before: tuple[Any, ...],
) -> None:
    deficiency = after(*before)
    with refused("deficiency_not_verified", "deficiency_id"):
        take(close_deficiency, deficiency)


@db
@pytest.mark.parametrize("over", [close_deficiency, waive_deficiency])
@pytest.mark.parametrize("step", STEPS[:-1])
def test_nothing_is_done_about_what_is_over(over: Any, step: Any) -> None:
    deficiency = after(over)
    with refused("deficiency_over", "deficiency_id"):
        take(step, deficiency)


@db
def test_what_is_waived_is_not_closed_as_well() -> None:
    deficiency = after(waive_deficiency)
    with refused("deficiency_over"):
        take(close_deficiency, deficiency)

    row = row_of(deficiency)
    assert (row.waived_by, row.waived_on) == ("R. Lindqvist", in_may(2))
    assert not open_deficiencies("NTX").exists()


@db
def test_priority_1_is_never_waived_but_may_be_judged_anew() -> None:
    deficiency = after(priority=Priority.P1)
    with refused("p1_not_waivable", "deficiency_id"):
        take(waive_deficiency, deficiency)
    take(prioritise_deficiency, deficiency)
    assert row_of(deficiency).priority == "P3"
    with refused("same_priority", "priority"):
        take(prioritise_deficiency, deficiency)

    take(waive_deficiency, deficiency)


@db
@pytest.mark.parametrize(
    ("step", "field", "code"),
    [
        (assign_deficiency, "assignee", "not_named"),
        (fix_deficiency, "fixed_by", "not_named"),
        (fix_deficiency, "correction", "why_missing"),
        (waive_deficiency, "waived_by", "not_named"),
        (waive_deficiency, "reason", "why_missing"),
        (prioritise_deficiency, "reason", "why_missing"),
    ],
)
def test_nobody_and_no_reason_are_refused(step: Any, field: str, code: str) -> None:
    deficiency = after()
    with refused(code, field):
        take(step, deficiency, 4, **{field: "  "})


@db
def test_a_deficiency_lives_forward() -> None:
    deficiency = after(assign_deficiency, fix_deficiency)
    with refused("step_before_last", "on"):
        take(verify_deficiency, deficiency, 2)
    with refused("unknown_deficiency", "deficiency_id"):
        take(assign_deficiency, NOWHERE)


@db
def test_a_step_that_was_never_taken_is_taken_back_in_the_log() -> None:
    deficiency = after(fix_deficiency)
    position = take(verify_deficiency, deficiency)

    retract(position=position, reason="Somebody else's", meta=said())

    assert row_of(deficiency).state == "fixed"


@db
def test_it_says_at_which_level_it_was_found() -> None:
    system = a_system()

    assert row_of(found(system, level=CxLevel.L5)).level == "L5"
    assert row_of(found(system, "D-2")).level == ""


@db
def test_its_age_stops_when_it_is_over() -> None:
    """Raised on Friday 1 May 2026; P2 is overdue after ten working days, on Friday 15 May it is not."""
    waiting, done = (
        row_of(found(a_system("UPS-2"), priority=Priority.P2)),
        row_of(after(close_deficiency)),
    )

    assert (days_open(waiting, in_may(15)), overdue(waiting, in_may(15))) == (14, False)
    assert (days_open(waiting, in_may(18)), overdue(waiting, in_may(18))) == (17, True)
    assert (days_open(done, in_may(18)), overdue(done, in_may(31))) == (1, False)


@pytest.mark.parametrize(("priority", "last_day"), [("P1", 5), ("P2", 15)])
def test_each_priority_has_its_working_days(priority: str, last_day: int) -> None:
    """DOMAIN.md E.5: 2, 10 and 40 working days."""
    assert not is_overdue(priority, raised_on=MAY_1, until=in_may(last_day))
    assert is_overdue(priority, raised_on=MAY_1, until=in_may(last_day + 3))
    assert not is_overdue("P3", raised_on=MAY_1, until=date(2026, 6, 26))
    assert is_overdue("P3", raised_on=MAY_1, until=date(2026, 6, 29))


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(days, days)
def test_working_days_are_the_weekdays_between(one: date, other: date) -> None:
    first, last = sorted((one, other))
    between = [date.fromordinal(n) for n in range(first.toordinal() + 1, last.toordinal() + 1)]

    assert working_days(first, last) == sum(day.weekday() < 5 for day in between)
    assert working_days(last, first) == 0


@db
def test_who_corrected_it_does_not_verify_it() -> None:
    deficiency = after(fix_deficiency)

    with refused("fixer_verifies", "verified_by"):
        take(verify_deficiency, deficiency, verified_by="anvil ")
