"""Plain Python and machine code give the same bits, whichever of them dates a schedule."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.schedule.model import LagCalendar, Schedule
from tests.projects.schedule import drawn
from tests.projects.schedule.build import link, schedule, task
from tests.projects.schedule.test_brute_force import schedules

Dated = Callable[[Schedule], bytes]

BEYOND = schedule([task("A", 1), task("B", 1)], [link("A FS B", lag_days=1_000_000)])
OPTIONS_OF_BOTH = st.builds(
    replace,
    drawn.OPTIONS_OF_P6,
    holds_at_data_date=st.booleans(),
    each_end_for_itself=st.booleans(),
)
LAGS = st.none() | st.sampled_from(LagCalendar)


@pytest.fixture(scope="module")
def plain_and_compiled() -> Iterator[tuple[Dated, Dated]]:
    with ExitStack() as running:
        plain = running.enter_context(_answering(compiled=False))
        compiled = running.enter_context(_answering(compiled=True))
        yield plain, compiled


@contextmanager
def _answering(*, compiled: bool) -> Iterator[Dated]:
    environment = os.environ | {"NUMBA_DISABLE_JIT": "0" if compiled else "1"}
    program = [sys.executable, "-m", "tests.projects.schedule.answering"]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin
        assert process.stdout
        questions, answers = process.stdin, process.stdout
        assert msgspec.json.decode(answers.readline()) is compiled

        def dated(planned: Schedule) -> bytes:
            questions.write(msgspec.json.encode(planned) + b"\n")
            questions.flush()
            return answers.readline()

        yield dated
        questions.close()


@settings(max_examples=200)
@given(planned=drawn.schedules(OPTIONS_OF_BOTH, LAGS) | schedules())
def test_both_give_the_same_dates(
    plain_and_compiled: tuple[Dated, Dated], planned: Schedule
) -> None:
    plain, compiled = plain_and_compiled
    found = plain(planned)
    assert found
    assert compiled(planned) == found


def test_both_refuse_a_date_beyond_the_calendar(plain_and_compiled: tuple[Dated, Dated]) -> None:
    refusals = {dated(BEYOND) for dated in plain_and_compiled}
    assert len(refusals) == 1
    assert b"BeyondCalendar" in refusals.pop()
