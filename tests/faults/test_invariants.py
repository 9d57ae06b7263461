"""The checker bites: a doctored log or list of answers is found out."""

import pytest
from msgspec.structs import replace

from tests.faults.invariants import Entry, examine
from tests.faults.notes import Answered, Asked, Batch, Note

FIRST, SECOND = Batch("W1", 0, 2), Batch("W2", 0, 1)
NOTES: list[Note] = [
    Asked(FIRST),
    Answered(FIRST, position=2, version=2),
    Asked(SECOND),
    Answered(SECOND, position=3, version=1),
]


def entry(position: int, version: int, writer: str, number: int) -> Entry:
    return Entry(position, version, stream=writer, recorded_us=0, writer=writer, number=number)


ONE, TWO, THREE = entry(1, 1, "W1", 0), entry(2, 2, "W1", 1), entry(3, 1, "W2", 0)


def test_a_log_that_holds_what_was_answered_has_no_flaw() -> None:
    verdict = examine([ONE, TWO, THREE], NOTES)

    assert (verdict.flaws, verdict.acknowledged, verdict.events) == ([], 3, 3)


def test_what_was_asked_and_not_answered_may_be_there_or_not() -> None:
    unanswered = [Asked(FIRST), *NOTES[2:]]

    assert examine([ONE, TWO, THREE], unanswered).flaws == []
    assert examine([replace(THREE, position=1)], [Asked(FIRST), Asked(SECOND)]).flaws == []


def test_an_acknowledged_event_that_is_gone_is_lost() -> None:
    verdict = examine([ONE, TWO], NOTES)

    assert (verdict.lost, verdict.flaws) == (
        1,
        ["W2's event 0 was acknowledged and is not at (3, 1)"],
    )


def test_an_event_that_is_there_again_is_doubled() -> None:
    again = entry(4, 2, "W2", 0)
    verdict = examine([ONE, TWO, THREE, again], NOTES)

    assert verdict.doubled == 1
    assert "W2's event 0 is there 2 times" in verdict.flaws


@pytest.mark.parametrize(
    ("entries", "flaw"),
    [
        ([TWO, THREE], "of append W1/0 1 of 2 events are there"),
        ([ONE, TWO, THREE, entry(4, 1, "W3", 0)], "nobody asked for W3's event 0"),
        ([ONE, TWO, replace(THREE, position=4)], "position 4 stands where 3 should"),
        ([ONE, TWO, replace(THREE, version=2)], "position 3 has version 2 of its stream"),
        (
            [ONE, TWO, replace(THREE, recorded_us=-1)],
            "position 3 was recorded before its predecessor",
        ),
    ],
)
def test_each_flaw_is_said(entries: list[Entry], flaw: str) -> None:
    assert flaw in examine(entries, NOTES).flaws
