"""A P6 file in progress, with all that makes importers go wrong, dated by hand from the rules.

Days of calendar 10 run 07-12 and 13-18 from Monday to Thursday, and 2024-01-06, a Saturday, 07-09.
Nights, calendar 11, run 20-24 on every day but that Saturday, which it inherits. The data date is Monday 2024-01-08 07:00.
"""

from dataclasses import replace

import pytest

from projects.schedule.cpm import ActivityDates, analyse
from projects.schedule.model import ProgressRule
from projects.schedule.read_xer import read_xer
from tests.projects.schedule.build import at
from tests.projects.schedule.xer_text import Rows, pred, row, tables, xer

STARTED = {"status_code": "TK_Active"}
DONE = {"status_code": "TK_Complete", "remain_drtn_hr_cnt": "0"}
HOUR = 60


def file(activities: Rows, links: Rows, **options: str) -> bytes:
    rows = tables()
    rows["PROJECT"][0]["last_recalc_date"] = "2024-01-08 07:00"
    rows["SCHEDOPTIONS"][0] |= options
    return xer(rows | {"TASK": activities, "TASKPRED": links})


def dates(content: bytes) -> dict[str, ActivityDates]:
    return {each.code: each for each in analyse(read_xer(content))}


OVERRIDE = {"sched_retained_logic": "N", "sched_progress_override": "Y"}


@pytest.fixture(scope="module")
def found() -> dict[str, ActivityDates]:
    activities = [
        row("1", "A", "", 30, **STARTED, act_start_date="2024-01-04 07:00"),
        row("2", "B", "", 20, **STARTED, act_start_date="2024-01-04 13:00"),
        row("3", "C", "", 6, clndr_id="11"),
        row("4", "D", "", 10),
        row("5", "E", "", 6),
        row(
            "6",
            "M",
            "",
            0,
            task_type="TT_FinMile",
            cstr_type="CS_MANDFIN",
            cstr_date="2024-01-10 18:00",
        ),
        row("7", "F", "", 5),
    ]
    activities[0]["remain_drtn_hr_cnt"] = "20"
    activities[1]["remain_drtn_hr_cnt"] = "10"
    links = [
        pred("2", "1"),
        pred("3", "1", lag_hours="8"),
        pred("4", "1", lag_hours="-5"),
        pred("5", "3", lag_hours="-4"),
        pred("6", "5"),
        pred("7", "6"),
    ]
    options = OVERRIDE | {"sched_calendar_on_relationship_lag": "rcal_Successor"}
    return dates(file(activities, links, **options))


@pytest.mark.parametrize(
    ("code", "start", "finish"),
    [
        # 20 hours are left of A, from the data date: Monday and Tuesday.
        ("A", "2024-01-08T07:00", "2024-01-09T18:00"),
        # B has started before A is done. Under progress override it does not wait.
        ("B", "2024-01-08T07:00", "2024-01-08T18:00"),
        # Eight hours of lag on C's nights from Tuesday 18:00: Tuesday's and Wednesday's.
        ("C", "2024-01-11T20:00", "2024-01-12T22:00"),
        # Five hours back on D's days from Tuesday 18:00: that afternoon.
        ("D", "2024-01-09T13:00", "2024-01-10T12:00"),
        # C ends on Friday night, when E's days have stood still since Thursday 18:00. Four hours back.
        ("E", "2024-01-11T14:00", "2024-01-15T09:00"),
        # E leads to Monday the 15th; mandatory is mandatory.
        ("M", "2024-01-10T18:00", "2024-01-10T18:00"),
        ("F", "2024-01-11T07:00", "2024-01-11T12:00"),
    ],
)
def test_early_dates(found: dict[str, ActivityDates], code: str, start: str, finish: str) -> None:
    assert (found[code].early_start, found[code].early_finish) == (at(start), at(finish))


@pytest.mark.parametrize(
    ("code", "start", "finish", "float_hours"),
    [
        # The project ends with E, on Monday the 15th at 09:00. Open ends may end there.
        ("B", "2024-01-11T09:00", "2024-01-15T09:00", 32),
        ("D", "2024-01-11T09:00", "2024-01-15T09:00", 17),
        ("F", "2024-01-11T15:00", "2024-01-15T09:00", 7),
        ("M", "2024-01-10T18:00", "2024-01-10T18:00", 0),
        # E must be done when M is: ten hours of Thursday and two of Monday too late.
        ("E", "2024-01-10T11:00", "2024-01-10T18:00", -12),
        # E may begin on Wednesday 11:00; four of its hours on lead to 16:00; C's last end before that
        # is at midnight.
        ("C", "2024-01-08T22:00", "2024-01-10T00:00", -10),
        # C may begin on Monday 22:00. Eight of its hours before that: two on Monday, four on Sunday
        # and, by the exception it inherits, 07-09 on Saturday. A's last end by then is Thursday's.
        ("A", "2024-01-02T07:00", "2024-01-04T18:00", -22),
    ],
)
def test_late_dates(
    found: dict[str, ActivityDates], code: str, start: str, finish: str, float_hours: int
) -> None:
    assert (found[code].late_start, found[code].late_finish) == (at(start), at(finish))
    assert found[code].total_float == float_hours * HOUR
    assert found[code].critical == (float_hours <= 0)


def out_of_sequence(**options: str) -> dict[str, ActivityDates]:
    """A is not done, X behind it is, Y behind that has not begun."""
    actual = {"act_start_date": "2024-01-04 07:00"}
    activities = [
        row("1", "A", "", 20, **STARTED, **actual),
        row("2", "X", "", 10, **DONE, **actual, act_end_date="2024-01-04 18:00"),
        row("3", "Y", "", 10),
    ]
    links = [pred("2", "1"), pred("3", "2", lag_hours="25")]
    return dates(file(activities, links, **options))


def test_retained_logic_reaches_through_what_was_finished_out_of_sequence() -> None:
    """A ends on Tuesday; of X's lag of 25 hours, two ran on the Saturday: 23 still count."""
    found = out_of_sequence()

    assert found["Y"].early_start == at("2024-01-15T10:00")
    assert found["A"].total_float == 0


def test_progress_override_does_not() -> None:
    """What is left of the lag counts from the data date: Monday and Tuesday, and three hours more."""
    found = out_of_sequence(**OVERRIDE)

    assert found["Y"].early_start == at("2024-01-10T10:00")


def test_actual_dates_on_the_day_of_the_data_date_but_later_hold_nothing() -> None:
    """P6 counts what is left, and what follows, from the data date whatever the actual dates."""
    later = {"act_start_date": "2024-01-08 08:00"}
    activities = [
        row("1", "P", "", 10, **DONE, **later, act_end_date="2024-01-08 18:00"),
        row("2", "Q", "", 10),
        row("3", "S", "", 10, **STARTED, act_start_date="2024-01-08 13:00"),
    ]
    found = dates(file(activities, [pred("2", "1")]))

    assert found["Q"].early_start == at("2024-01-08T07:00")
    assert (found["S"].early_start, found["S"].early_finish) == (
        at("2024-01-08T07:00"),
        at("2024-01-08T18:00"),
    )


@pytest.mark.parametrize(
    ("from_actual_start", "start"),
    [
        # R holds S until Tuesday 18:00. Ten hours of S's lag ran before the data date, five are left.
        (False, "2024-01-10T13:00"),
        (True, "2024-01-08T13:00"),
    ],
)
def test_a_lag_from_a_start_counts_from_the_rest_or_from_the_data_date(
    from_actual_start: bool, start: str
) -> None:
    activities = [
        row("1", "R", "", 20),
        row("2", "S", "", 30, **STARTED, act_start_date="2024-01-04 09:00"),
        row("3", "T", "", 10),
    ]
    links = [pred("2", "1"), pred("3", "2", "PR_SS", lag_hours="15")]

    schedule = read_xer(file(activities, links))
    options = replace(schedule.options, lag_from_actual_start=from_actual_start)
    found = {each.code: each for each in analyse(replace(schedule, options=options))}

    assert found["T"].early_start == at(start)


def test_actual_dates_put_the_predecessor_late_and_hold_nothing() -> None:
    activities = [
        row("1", "A", "", 20),
        row("2", "B", "", 10, **STARTED, act_start_date="2024-01-04 13:00"),
    ]
    schedule = read_xer(file(activities, [pred("2", "1")]))
    options = replace(schedule.options, progress_rule=ProgressRule.ACTUAL_DATES)
    found = {each.code: each for each in analyse(replace(schedule, options=options))}

    assert found["B"].early_finish == at("2024-01-08T18:00")
    assert found["A"].late_finish == at("2024-01-04T12:00")
