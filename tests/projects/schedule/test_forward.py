import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.schedule.calendars import FIVE_DAYS, from_clock
from projects.schedule.cpm import ActivityDates, analyse, forward, planned_durations
from projects.schedule.model import (
    Activity,
    ActivityKind,
    Constraint,
    ConstraintKind,
    LagCalendar,
    Link,
    LinkType,
    Options,
    Schedule,
)
from projects.schedule.network import Network
from tests.projects.schedule.build import MONDAY, NON_STOP, at, link, schedule, task

DAY = 480


def dates(planned: Schedule) -> dict[str, ActivityDates]:
    return {each.code: each for each in analyse(planned)}


def starts(activities: list[Activity], links: list[Link], **more: Any) -> dict[str, int]:
    """Early starts in working days, for schedules on one calendar."""
    network = Network(schedule(activities, links, **more))
    early = forward(network, planned_durations(network))
    return {a.code: int(early.start[i, 0]) // DAY for i, a in enumerate(network.activities)}


@pytest.mark.parametrize(
    ("kind", "lag", "start"),
    [
        ("FS", 0, 5),
        ("FS", 2, 7),
        ("FS", -2, 3),
        ("SS", 3, 3),
        ("SS", -9, 0),
        ("FF", 0, 3),
        ("FF", 4, 7),
        ("SF", 6, 4),
        ("SF", 1, 0),
    ],
)
def test_each_kind_of_link_holds_its_successor(kind: str, lag: int, start: int) -> None:
    assert starts([task("A", 5), task("B", 2)], [link(f"A {kind} B", lag)])["B"] == start


def test_no_work_begins_before_the_planned_start_of_the_project() -> None:
    begun = dates(schedule([task("A", 1)], planned_start=at("2024-01-10T00:00")))

    assert begun["A"].early_start == at("2024-01-10T08:00")


def test_a_successor_that_works_at_weekends_begins_when_the_week_ends() -> None:
    found = dates(schedule([task("A", 5), task("B", 1, NON_STOP)], [link("A FS B")]))

    assert found["B"].early_start == at("2024-01-05T17:00")
    assert found["B"].early_finish == at("2024-01-06T17:00")
    assert found["A"].total_float == 0


@pytest.mark.parametrize(
    ("counted_on", "start"),
    [
        (LagCalendar.PREDECESSOR, "2024-01-08T17:00"),
        (LagCalendar.SUCCESSOR, "2024-01-06T01:00"),
        (LagCalendar.PROJECT, "2024-01-08T17:00"),
        (LagCalendar.ROUND_THE_CLOCK, "2024-01-06T01:00"),
    ],
)
def test_a_lag_runs_on_the_calendar_that_was_chosen(counted_on: LagCalendar, start: str) -> None:
    activities = [task("A", 5), task("B", 1, NON_STOP)]
    found = dates(
        schedule(activities, [link("A FS B", 1)], options=Options(lag_calendar=counted_on))
    )

    assert found["B"].early_start == at(start)


def test_a_lag_round_the_clock_passes_a_weekend_on_one_calendar_too() -> None:
    planned = schedule(
        [task("A", 5), task("B", 1)],
        [link("A FS B", 1, day=1440)],
        options=Options(lag_calendar=LagCalendar.ROUND_THE_CLOCK),
    )

    assert dates(planned)["B"].early_start == at("2024-01-08T08:00")


def constrained(kind: ConstraintKind, on: str | None = None) -> dict[str, ActivityDates]:
    """A two-day task that could run 4 to 5 January, in a project that ends on the 12th."""
    constraint = Constraint(kind=kind, at=at(on) if on else None)
    activities = [task("A", 3), task("B", 2, constraints=(constraint,)), task("Z", 10), task("C")]
    return dates(schedule(activities, [link("A FS B"), link("B FS C"), link("Z FS C")]))


@pytest.mark.parametrize(
    ("kind", "on", "start", "float_days"),
    [
        (ConstraintKind.START_ON_OR_AFTER, "2024-01-09T08:00", "2024-01-09T08:00", 2),
        (ConstraintKind.START_ON_OR_BEFORE, "2024-01-02T08:00", "2024-01-04T08:00", -2),
        (ConstraintKind.START_ON, "2024-01-09T08:00", "2024-01-09T08:00", 0),
        (ConstraintKind.FINISH_ON_OR_AFTER, "2024-01-10T17:00", "2024-01-09T08:00", 2),
        (ConstraintKind.FINISH_ON_OR_BEFORE, "2024-01-08T17:00", "2024-01-04T08:00", 1),
        (ConstraintKind.FINISH_ON, "2024-01-10T17:00", "2024-01-09T08:00", 0),
        (ConstraintKind.MANDATORY_START, "2024-01-02T08:00", "2024-01-02T08:00", 0),
        (ConstraintKind.MANDATORY_FINISH, "2024-01-03T17:00", "2024-01-02T08:00", 0),
        (ConstraintKind.AS_LATE_AS_POSSIBLE, None, "2024-01-11T08:00", 0),
    ],
)
def test_constraints_move_dates_and_float(
    kind: ConstraintKind, on: str | None, start: str, float_days: int
) -> None:
    found = constrained(kind, on)["B"]

    assert found.early_start == at(start)
    assert found.total_float == float_days * DAY
    assert found.critical == (float_days <= 0)


def test_what_must_finish_by_a_date_has_float_to_that_date() -> None:
    found = dates(schedule([task("A", 5)], must_finish_by=at("2024-01-10T00:00")))

    assert found["A"].total_float == 2 * DAY
    assert found["A"].free_float == 0


def test_a_level_of_effort_spans_its_neighbours_and_holds_up_none() -> None:
    activities = [
        task("A", 2),
        task("B", 3),
        task("LOE", 99, kind=ActivityKind.LEVEL_OF_EFFORT),
        task("Z", 1),
    ]
    links = [link("A FS B"), link("A SS LOE"), link("B FF LOE"), link("LOE FS Z")]
    found = dates(schedule(activities, links))

    assert found["LOE"].early_start == MONDAY
    assert found["LOE"].early_finish == at("2024-01-05T17:00")
    assert found["Z"].early_start == MONDAY
    assert found["LOE"].total_float is None


def test_a_summary_spans_what_stands_below_it() -> None:
    activities = [
        task("S", 0, kind=ActivityKind.SUMMARY, wbs="1"),
        task("A", 2, wbs="1.1"),
        task("B", 3, NON_STOP, wbs="1.2"),
        task("X", 9, wbs="10"),
    ]
    found = dates(schedule(activities, [link("A FS B")]))

    assert found["S"].early_start == MONDAY
    assert found["S"].early_finish == at("2024-01-05T17:00")


def test_floors_hold_a_start_and_a_finish_draw_by_draw() -> None:
    network = Network(schedule([task("A", 2), task("B", 2)], [link("A FS B")]))
    durations = np.repeat(planned_durations(network), 3, axis=1)

    early = forward(
        network,
        durations,
        start_floor={0: np.array([0, 1, 5]) * DAY},
        finish_floor={1: np.array([0, 9, 9]) * DAY},
    )

    assert (early.start // DAY).tolist() == [[0, 1, 5], [2, 7, 7]]
    assert (early.finish // DAY).tolist() == [[2, 3, 7], [4, 9, 9]]


def test_extra_work_is_asked_for_once_with_the_dates_known() -> None:
    network = Network(schedule([task("A", 2), task("B", 2)], [link("A FS B", 1)]))
    seen: list[list[int]] = []

    def lost(start: np.ndarray, finish: np.ndarray) -> np.ndarray:
        seen.append([int(start[0]) // DAY, int(finish[0]) // DAY])
        return np.full(start.shape, DAY)

    early = forward(network, planned_durations(network), extend={1: lost})

    assert seen == [[3, 5]]
    assert early.start[1, 0] == 3 * DAY
    assert early.finish[1, 0] == 6 * DAY


@pytest.mark.parametrize(
    "durations", [np.zeros((1, 2), int), np.full((2, 2), -1), np.zeros(2, int)]
)
def test_durations_of_another_shape_or_sign_are_refused(durations: np.ndarray) -> None:
    network = Network(schedule([task("A"), task("B")]))

    with pytest.raises(ValueError, match="durations"):
        forward(network, durations)


@st.composite
def any_schedule(draw: st.DrawFn) -> Schedule:
    """Up to eight activities on two calendars, links only from earlier to later ones."""
    count = draw(st.integers(1, 8))
    calendars = st.sampled_from((FIVE_DAYS, NON_STOP))
    activities = [
        Activity(
            code=f"A{i}", name="", calendar=draw(calendars).code, likely=draw(st.integers(0, 5000))
        )
        for i in range(count)
    ]
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    links = [
        Link(
            predecessor=f"A{i}",
            successor=f"A{j}",
            type=draw(st.sampled_from(LinkType)),
            lag=draw(st.integers(-2000, 2000)),
        )
        for i, j in chosen
    ]
    return schedule(activities, links, options=Options(lag_calendar=LagCalendar.SUCCESSOR))


@settings(max_examples=150, deadline=None)
@given(any_schedule())
def test_early_dates_respect_every_link(planned: Schedule) -> None:
    """By the clock, in another way than the pass: each bound is asked of the calendars anew."""
    network = Network(planned)
    early = forward(network, planned_durations(network))
    for each in planned.links:
        i, j = network.index[each.predecessor], network.index[each.successor]
        if each.type in (LinkType.FS, LinkType.FF):
            left = network.times[i].clock_at_finish(early.finish[i, 0])
        else:
            left = network.times[i].clock_at_start(early.start[i, 0])
        entered = early.start if each.type in (LinkType.FS, LinkType.SS) else early.finish
        assert entered[j, 0] - each.lag >= network.times[j].work(left)


@settings(max_examples=100, deadline=None)
@given(any_schedule())
def test_no_activity_could_start_earlier(planned: Schedule) -> None:
    network = Network(planned)
    early = forward(network, planned_durations(network))
    for i in range(len(network.activities)):
        bounds = [0]
        for each in planned.links:
            if network.index[each.successor] != i:
                continue
            p = network.index[each.predecessor]
            leaves_finish = each.type in (LinkType.FS, LinkType.FF)
            time = network.times[p]
            if time is network.times[i]:
                point = (early.finish if leaves_finish else early.start)[p, 0]
            elif each.type is LinkType.FF or (leaves_finish and network.activities[p].likely):
                point = network.times[i].work(time.clock_at_finish(early.finish[p, 0]))
            else:
                point = network.times[i].work(time.clock_at_start(early.start[p, 0]))
            back = 0 if each.type in (LinkType.FS, LinkType.SS) else network.activities[i].likely
            bounds.append(int(point) + each.lag - back)
        assert early.start[i, 0] == max(bounds)


@settings(max_examples=100, deadline=None)
@given(any_schedule())
def test_on_one_calendar_something_is_critical_and_nothing_late(planned: Schedule) -> None:
    alike = [dataclasses.replace(a, calendar=FIVE_DAYS.code) for a in planned.activities]

    found = analyse(dataclasses.replace(planned, activities=tuple(alike)))

    assert min(each.total_float or 0 for each in found) == 0
    assert all(each.free_float is not None and each.free_float >= 0 for each in found)
    if all(each.lag >= 0 for each in planned.links):
        assert all((each.free_float or 0) <= (each.total_float or 0) for each in found)


@settings(max_examples=100, deadline=None)
@given(any_schedule())
def test_the_same_durations_in_many_draws_give_the_dates_of_cpm(planned: Schedule) -> None:
    network = Network(planned)
    once = planned_durations(network)

    early = forward(network, np.repeat(once, 17, axis=1))

    expected = analyse(planned)
    for i, time in enumerate(network.times):
        assert (early.start[i] == early.start[i, 0]).all()
        if network.activities[i].likely:
            finish = from_clock(time.clock_at_finish(early.finish[i, -1]))
            assert finish == expected[i].early_finish


@settings(max_examples=100, deadline=None)
@given(any_schedule(), st.data())
def test_an_activity_without_duration_put_into_a_link_changes_nothing(
    planned: Schedule, data: st.DataObject
) -> None:
    between = [x for x in planned.links if x.type is LinkType.FS]
    if not between:
        return
    cut = data.draw(st.sampled_from(between))
    before = next(a for a in planned.activities if a.code == cut.predecessor)
    kind = ActivityKind.FINISH_MILESTONE if before.likely else ActivityKind.START_MILESTONE
    middle = Activity(code="M", name="", calendar=before.calendar, likely=0, kind=kind)
    links = [x for x in planned.links if x is not cut]
    links.append(Link(predecessor=cut.predecessor, successor="M"))
    links.append(Link(predecessor="M", successor=cut.successor, lag=cut.lag))
    longer = schedule([*planned.activities, middle], links, options=planned.options)

    def begun(each: Schedule) -> np.ndarray:
        network = Network(each)
        early = forward(network, planned_durations(network))
        return np.concatenate([early.start, early.finish], axis=1)[: len(planned.activities)]

    assert (begun(planned) == begun(longer)).all()
