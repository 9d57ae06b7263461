"""The deterministic passes against a naive reading of the rules, on tiny schedules of every kind."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.schedule.calendars import from_clock, to_clock
from projects.schedule.cpm import analyse_network
from projects.schedule.model import (
    Activity,
    ActivityKind,
    Constraint,
    ConstraintKind,
    LagCalendar,
    Link,
    LinkType,
    Options,
    ProgressRule,
    Schedule,
    WorkCalendar,
)
from projects.schedule.network import Network
from tests.projects.schedule.brute_force import BruteForce
from tests.projects.schedule.build import schedule
from tests.projects.schedule.walked_minutes import BASE

DATA_DATE = datetime.fromisoformat("2023-12-20T10:00")  # a Wednesday
DAYS = WorkCalendar(
    code="days", name="", week=(((480, 720), (780, 1020)),) * 4 + (((480, 600),), (), ())
)
EARLY = WorkCalendar(
    code="early",
    name="",
    week=(((360, 960),),) * 6 + ((),),
    exceptions={DATA_DATE.date() + timedelta(days=1): (), DATA_DATE.date(): ((600, 700),)},
)
NIGHTS = WorkCalendar(code="nights", name="", week=(((0, 300), (1200, 1440)),) * 7)
CALENDARS = (DAYS, EARLY, NIGHTS)

codes = st.sampled_from([calendar.code for calendar in CALENDARS])
lags = st.sampled_from((0, 0, 1, 60, 240, 480, 1000, -1, -60, -480, -700))
durations = st.sampled_from((0, 1, 59, 120, 240, 480, 481, 1300))
moments = st.integers(-4 * 96, 6 * 96).map(lambda q: DATA_DATE + timedelta(minutes=15 * q))
past = st.integers(-8 * 96, -1).map(lambda q: DATA_DATE + timedelta(minutes=15 * q))
kinds = st.sampled_from(
    [kind for kind in ConstraintKind if kind is not ConstraintKind.AS_LATE_AS_POSSIBLE]
)


@st.composite
def activities(draw: st.DrawFn, code: str) -> Activity:
    kind = draw(
        st.sampled_from(
            (ActivityKind.TASK,) * 4 + (ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE)
        )
    )
    given: dict[str, Any] = {"likely": draw(durations) if kind is ActivityKind.TASK else 0}
    state = draw(st.sampled_from(("", "", "", "started", "finished")))
    if state == "finished":
        given["started_at"] = draw(past)
        given["finished_at"] = max(draw(past), given["started_at"])
    elif state == "started" and kind is ActivityKind.TASK:
        given["started_at"] = draw(past) + draw(st.sampled_from((timedelta(0), timedelta(hours=5))))
        given["remaining"] = draw(durations)
        given["resumed_at"] = draw(st.none() | moments)
    if draw(st.integers(0, 9)) == 0:
        given["expected_finish"] = draw(moments)
    if draw(st.integers(0, 3)) == 0:
        given["constraints"] = tuple(
            Constraint(kind=kind, at=draw(moments))
            for kind in draw(st.lists(kinds, min_size=1, max_size=2, unique=True))
        )
    return Activity(code=code, name="", calendar=draw(codes), kind=kind, **given)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    count = draw(st.integers(1, 6))
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else []
    links = [
        Link(
            predecessor=f"A{i}",
            successor=f"A{j}",
            type=draw(st.sampled_from(LinkType)),
            lag=draw(lags),
            lag_calendar=draw(st.none() | st.sampled_from(LagCalendar)),
        )
        for i, j in chosen
    ]
    return schedule(
        [draw(activities(f"A{i}")) for i in range(count)],
        links,
        data_date=DATA_DATE,
        calendars=CALENDARS,
        default_calendar=draw(codes),
        planned_start=draw(st.none() | moments),
        must_finish_by=draw(st.none() | moments),
        options=Options(
            lag_calendar=draw(st.sampled_from(LagCalendar)),
            progress_rule=draw(st.sampled_from(ProgressRule)),
            lag_from_actual_start=draw(st.booleans()),
            open_ends_critical=draw(st.booleans()),
            expected_finish=draw(st.booleans()),
        ),
    )


@settings(max_examples=150)
@given(schedules())
def test_every_date_is_that_of_the_rules_minute_by_minute(planned: Schedule) -> None:
    if all(activity.finished_at for activity in planned.activities):
        return
    expected = BruteForce(planned)
    found = analyse_network(Network(planned))
    shown = {}
    wanted = {}
    for i, activity in enumerate(planned.activities):
        if activity.finished_at:
            continue
        dates = (str(from_clock(clocks[i])) for clocks in found.clocks)
        shown[activity.code] = (*dates, found.total_floats[i])
        naive = expected.early[activity.code], expected.late[activity.code]
        wanted[activity.code] = (
            *(str(BASE + timedelta(minutes=x)) for d in naive for x in (d.start, d.finish)),
            expected.total_float(activity.code),
        )
    assert shown == wanted
    assert found.finish - to_clock(BASE) == expected.finish


def test_what_ends_with_a_milestone_set_in_a_pause_ends_when_that_is_over() -> None:
    """As on any calendar: a finish milestone stands where a date put it, not where work last ended."""
    noon = DATA_DATE.replace(hour=12, minute=15)
    kept = Constraint(kind=ConstraintKind.START_ON, at=noon)
    planned = schedule(
        [
            Activity(
                code="M",
                name="",
                calendar=DAYS.code,
                likely=0,
                kind=ActivityKind.FINISH_MILESTONE,
                constraints=(kept,),
            ),
            Activity(code="W", name="", calendar=DAYS.code, likely=15),
        ],
        [Link(predecessor="M", successor="W", type=LinkType.FF)],
        data_date=DATA_DATE,
        calendars=CALENDARS,
        default_calendar=DAYS.code,
    )

    _, found, _, _ = analyse_network(Network(planned)).clocks

    assert [from_clock(each) for each in found] == [noon.replace(hour=13, minute=0)] * 2
