import pytest

from projects.schedule.errors import (
    DuplicateActivity,
    DuplicateLink,
    FinishBeforeStart,
    LinkToUnknownActivity,
    NegativeDuration,
    ScheduleEmpty,
    ScheduleError,
    ScheduleHasCycle,
    UnknownCalendar,
)
from projects.schedule.model import Schedule
from projects.schedule.network import Network
from tests.projects.schedule.build import at, link, schedule, task

A, B = task("A", 1), task("B", 1)


def test_a_cycle_is_refused_and_named_in_order() -> None:
    looped = schedule(
        [task("IN"), A, B, task("C", 1), task("OUT")],
        [link("IN FS A"), link("A FS B"), link("B SS C"), link("C FF A"), link("C FS OUT")],
    )

    with pytest.raises(ScheduleHasCycle) as refusal:
        Network(looped)

    cycle = refusal.value.cycle
    assert cycle[0] == cycle[-1]
    assert set(cycle) == {"A", "B", "C"}
    assert "AB" in "".join(cycle + cycle[1:])
    assert refusal.value.code == "schedule_has_cycle"


@pytest.mark.parametrize(
    ("contradiction", "refusal"),
    [
        (schedule([]), ScheduleEmpty),
        (schedule([A, A]), DuplicateActivity),
        (schedule([A], [link("A FS A")]), ScheduleHasCycle),
        (schedule([A], [link("A FS X")]), LinkToUnknownActivity),
        (schedule([A, B], [link("A FS B"), link("A FS B", 2)]), DuplicateLink),
        (schedule([task("A", -1)]), NegativeDuration),
        (schedule([A], default_calendar="none"), UnknownCalendar),
        (
            schedule([task("A", started_at=at("2023-12-02"), finished_at=at("2023-12-01"))]),
            FinishBeforeStart,
        ),
    ],
)
def test_a_contradiction_is_refused(contradiction: Schedule, refusal: type[ScheduleError]) -> None:
    with pytest.raises(refusal):
        Network(contradiction)


def test_links_of_two_types_between_the_same_two_are_no_duplicates() -> None:
    network = Network(schedule([B, A], [link("A SS B", 1), link("A FF B", 1)]))

    assert network.order == [1, 0]


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [refusal.code for refusal in ScheduleError.__subclasses__()]

    assert len(set(codes)) == len(codes)
    assert ScheduleError.code not in codes
