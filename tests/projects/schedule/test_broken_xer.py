"""A real file, broken on purpose: a clear refusal, or read with a note; never a crash."""

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from projects.schedule.errors import ScheduleError, UnreadableSchedule
from projects.schedule.read_xer import read_xer
from projects.schedule.report import cpm_report


@pytest.fixture(scope="module")
def airport(outside_data: Path) -> bytes:
    return gzip.decompress((outside_data / "p6/airport-terminal.xer.gz").read_bytes())


def without_table(content: bytes, name: str) -> bytes:
    before, mark, after = content.partition(b"%T\t" + name.encode() + b"\r\n")
    assert mark
    return before + after[after.index(b"%T\t") :]


def looped(content: bytes) -> bytes:
    """The project's start made to wait for its first work, which waits for the start."""
    first = b"%R\t152686\t120010\t119995\t"
    assert first in content
    return content.replace(first, b"%R\t1\t119995\t120010\t3211\t3211\tPR_FS\t0\t\t\t\r\n" + first)


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut in half": (lambda c: c[: len(c) // 2], "xer_cut_short"),
    "last line lost": (lambda c: c[: c.rindex(b"%E")], "xer_cut_short"),
    "half a row": (lambda c: c[: len(c) // 2] + b"\r\n%E\r\n", "xer_cut_short"),
    "header lost": (lambda c: c[c.index(b"%T") :], "xer_header_missing"),
    "no activities": (lambda c: without_table(c, "TASK"), "schedule_has_no_activities"),
    "a word for a number": (lambda c: c.replace(b"\t184\t", b"\tlong\t"), "not_a_number"),
    "a date that is none": (
        lambda c: c.replace(b"\t2012-05-01 08:00\t", b"\t2012-15-01 08:00\t"),
        "not_a_date",
    ),
    "a link to nowhere": (
        lambda c: c.replace(b"\t120010\t119995\t3211", b"\t120010\t7\t3211"),
        "link_to_unknown_activity",
    ),
    "an unknown link": (lambda c: c.replace(b"\tPR_SS\t", b"\tPR_QQ\t"), "unknown_link_type"),
    "a cycle": (looped, "schedule_has_cycle"),
    "a calendar cut off": (
        lambda c: c.replace(b"(0||Exceptions()(", b"(0||Exceptions((("),
        "calendar_unreadable",
    ),
    "an activity twice": (
        lambda c: c.replace(b"\tBA-P1-40\t", b"\tBA-P1-10\t"),
        "duplicate_activity",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_file_is_refused_for_what_is_broken(airport: bytes, name: str) -> None:
    breaking, code = REFUSED[name]
    broken = breaking(airport)
    assert broken != airport

    with pytest.raises(ScheduleError) as refusal:
        read_xer(broken)

    problems = getattr(refusal.value, "problems", (refusal.value.problem,))
    assert code in {problem.code for problem in problems}
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("table", ["PROJECT", "CALENDAR", "SCHEDOPTIONS", "PROJWBS", "TASKPRED"])
def test_a_file_that_lost_a_table_is_read_with_a_note(airport: bytes, table: str) -> None:
    schedule = read_xer(without_table(airport, table))

    assert any(table in note for note in schedule.notes)
    assert len(cpm_report(schedule)["activities"]) == 66


def test_no_damage_of_a_few_bytes_makes_the_reader_crash(airport: bytes) -> None:
    dice, refused = random.Random(20), []  # noqa: S311  (no secret)
    for _ in range(200):
        broken = bytearray(airport)
        for _ in range(dice.randint(1, 30)):
            position = dice.randrange(len(broken))
            broken[position : position + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
        try:
            cpm_report(read_xer(bytes(broken)))
        except ScheduleError as refusal:
            refused.append(str(refusal))
    assert len(refused) > 50
    assert all(refused)


def test_every_problem_of_a_broken_file_is_reported(airport: bytes) -> None:
    broken = airport.replace(b"\tPR_SS\t", b"\tPR_QQ\t")

    with pytest.raises(UnreadableSchedule) as refusal:
        read_xer(broken)

    assert len(refusal.value.problems) == 18
