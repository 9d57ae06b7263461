from datetime import date
from typing import Any
from uuid import UUID

import pytest

from eventlog.corrections import retract
from eventlog.log import tail_position
from sites.outside.commands import (
    move_developer_milestone,
    promise_developer_milestone,
    reach_developer_milestone,
)
from sites.outside.events import DeveloperStep
from sites.outside.models import DeveloperMilestone, DeveloperPromise
from sites.outside.queries import open_developer_milestones
from sites.queries import drivers_as_of
from sites.uncertainty import OutsideDate
from tests.factories import (
    APRIL_1,
    DECEMBER_1,
    LONG_AGO,
    MARCH_2,
    MAY_1,
    MAY_4,
    NOVEMBER_9,
    NOWHERE,
    OCTOBER_1,
    TOMORROW,
    a_site,
    refused,
    said,
)

pytestmark = pytest.mark.django_db


def promised(reference: str = "SHELL", **other: Any) -> UUID:
    given = {"site": a_site().code, "reference": reference, "developer": "Ridgeline"}
    what = {"step": DeveloperStep.SHELL_HANDOVER, "promised_on": OCTOBER_1, "activity": "TP-010"}
    inputs = {**given, **what, "on": MARCH_2, "meta": said()}
    return promise_developer_milestone(**{**inputs, **other}).stream


def moved(milestone: UUID, promised_on: date = NOVEMBER_9, **other: Any) -> int:
    inputs = {"reason": "Roof", "on": APRIL_1, "meta": said(), **other}
    return move_developer_milestone(
        milestone_id=milestone, promised_on=promised_on, **inputs
    ).position


def floors(until: int | None = None) -> list[OutsideDate]:
    found = drivers_as_of("NTX", until or tail_position())
    return [driver for driver in found if isinstance(driver, OutsideDate)]


def test_every_promise_stays_in_the_history() -> None:
    milestone = promised()
    moved(milestone)
    moved(milestone, DECEMBER_1, on=MAY_1, confidence=0.4)

    row = DeveloperMilestone.objects.get()
    assert (row.first_promised_on, row.promised_on) == (OCTOBER_1, DECEMBER_1)
    assert (row.moves, row.moved_days, row.confidence) == (2, 61, 0.4)
    history = DeveloperPromise.objects.values_list("said_on", "promised_on", "moved_days")
    assert list(history) == [
        (MARCH_2, OCTOBER_1, 0),
        (APRIL_1, NOVEMBER_9, 39),
        (MAY_1, DECEMBER_1, 22),
    ]


def test_an_open_promise_holds_up_what_it_gates_and_a_kept_one_does_not() -> None:
    milestone = promised()
    before = tail_position()
    moved(milestone)
    (now,), (then,) = floors(), floors(before)
    assert (then.promised_on, now.promised_on) == (OCTOBER_1, NOVEMBER_9)
    assert now.late_probability == pytest.approx(0.3)  # the usual one: TP-DEV of DOMAIN.md D.3

    reach_developer_milestone(milestone_id=milestone, on=MAY_4, meta=said())

    assert floors() == []
    assert not open_developer_milestones("NTX").exists()
    with refused("developer_milestone_was_reached"):
        moved(milestone)
    with refused("developer_milestone_was_reached"):
        reach_developer_milestone(milestone_id=milestone, on=MAY_4, meta=said())


def test_a_promise_that_gates_nothing_is_no_driver() -> None:
    promised(activity="")

    assert floors() == []


def test_a_move_that_was_no_move_is_taken_back() -> None:
    milestone = promised()
    wrong = moved(milestone)

    retract(position=wrong, reason="Letter of another site", meta=said())

    assert DeveloperMilestone.objects.get().promised_on == OCTOBER_1
    assert DeveloperPromise.objects.count() == 1


def test_what_is_no_promise_is_refused() -> None:
    milestone = promised()
    with refused("developer_milestone_known", "reference"):
        promised()
    with refused("unknown_site", "site"):
        promised(site="MARS")
    with refused("confidence_out_of_range", "confidence"):
        promised("POWER", confidence=1.5)
    with refused("promise_out_of_range", "promised_on"):
        promised("POWER", promised_on=LONG_AGO)
    with refused("day_in_future", "on"):
        promised("POWER", on=TOMORROW)
    with refused("nothing_moves", "promised_on"):
        moved(milestone, OCTOBER_1)
    with refused("unknown_developer_milestone", "milestone_id"):
        moved(NOWHERE)


def test_a_promise_is_not_moved_before_it_was_given() -> None:
    milestone = promised(on=APRIL_1)

    with refused("outside_promise_older_than_last", "on"):
        moved(milestone, on=MARCH_2)
