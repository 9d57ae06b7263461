"""Schedules of every kind that a file can hold, drawn by Hypothesis."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import strategies as st

from projects.schedule.calendars import DAY
from projects.schedule.model import (
    Activity,
    ActivityKind,
    Constraint,
    ConstraintKind,
    CriticalRule,
    FloatKind,
    LagCalendar,
    Link,
    LinkType,
    Options,
    ProgressRule,
    Schedule,
    SourceFormat,
    WorkCalendar,
)
from tests.projects.schedule.build import MONDAY

WORDS = st.text("abcXYZ 019-_/&<>\"'|\\;,äß€é%", min_size=1, max_size=12).map(str.strip)
NAMES = WORDS.filter(bool)
MINUTES = st.integers(0, 60 * 200)
SOME_MINUTES = st.integers(1, 60 * 200)
TIMES = st.integers(-60 * DAY, 200 * DAY).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
DATED = [
    kind
    for kind in ConstraintKind
    if not kind.value.startswith("external") and kind is not ConstraintKind.AS_LATE_AS_POSSIBLE
]
MILESTONES = (ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE)


@st.composite
def shifts(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Worked and not worked in turns of half an hour, which is enough to go wrong in."""
    edges = sorted(draw(st.lists(st.integers(0, DAY // 30), max_size=6, unique=True)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple((30 * start, 30 * finish) for start, finish in pairs)


@st.composite
def calendars(draw: st.DrawFn, code: str) -> WorkCalendar:
    week = draw(st.tuples(*[shifts()] * 7).filter(any))
    days = st.integers(0, 400).map(lambda n: MONDAY.date() + timedelta(days=n))
    return WorkCalendar(
        code=code,
        name=f"Calendar {code}",
        week=week,
        exceptions=draw(st.dictionaries(days, shifts(), max_size=4)),
        minutes_per_day=480,
    )


@st.composite
def constraints(draw: st.DrawFn) -> tuple[Constraint, ...]:
    """As P6 has them: two, then what other projects demand."""
    late = st.just(Constraint(kind=ConstraintKind.AS_LATE_AS_POSSIBLE))
    dated = st.builds(Constraint, kind=st.sampled_from(DATED), at=TIMES)
    found = draw(st.lists(st.one_of(late, dated), max_size=2))
    for kind in (ConstraintKind.EXTERNAL_EARLY_START, ConstraintKind.EXTERNAL_LATE_FINISH):
        if draw(st.integers(0, 5)) == 0:
            found.append(Constraint(kind=kind, at=draw(TIMES)))
    return tuple(found)


@st.composite
def activities(
    draw: st.DrawFn, code: str, on: list[str], kinds: Sequence[ActivityKind]
) -> Activity:
    kind = draw(st.sampled_from(kinds))
    milestone = kind in MILESTONES
    likely = 0 if milestone else draw(MINUTES)
    begun = draw(st.sampled_from(("no", "no", "started", "finished")))
    started = None if begun == "no" else draw(TIMES)
    going_on = begun == "started" and not milestone
    resumed = draw(st.none() | TIMES) if going_on else None
    return Activity(
        code=code,
        name=draw(NAMES),
        calendar=draw(st.sampled_from(on)),
        likely=likely,
        kind=kind,
        optimistic=draw(st.none() | st.just(likely // 2)),
        pessimistic=draw(st.none() | st.just(likely * 2)),
        remaining=(0 if milestone else draw(MINUTES)) if begun == "started" else None,
        started_at=started,
        finished_at=started + timedelta(minutes=draw(MINUTES))
        if started and begun == "finished"
        else None,
        suspended_at=draw(st.none() | TIMES) if resumed is None and going_on else resumed,
        resumed_at=resumed,
        expected_finish=draw(st.none() | TIMES) if begun != "finished" else None,
        planned_start=draw(TIMES),
        planned_finish=draw(TIMES),
        baseline_start=draw(st.none() | TIMES),
        baseline_finish=draw(st.none() | TIMES),
        baseline_duration=draw(st.none() | MINUTES),
        constraints=draw(constraints()),
        wbs=draw(st.sampled_from(("DC", "DC.1", "DC.1.A", "DC.2"))),
        phase=draw(WORDS),
        craft=draw(WORDS),
        crew_size=draw(st.integers(0, 40)),
        package=draw(WORDS),
        hall=draw(st.sampled_from(("", "A", "12"))),
        cx_level=draw(st.sampled_from(("", "L3"))),
        order=draw(st.sampled_from(("", "PO-7"))),
        system=draw(st.sampled_from(("", "UPS-A"))),
        weather_exposed=draw(st.sampled_from((None, True, False))),
        resources=tuple(draw(st.lists(NAMES, max_size=2, unique=True))),
        codes=draw(st.dictionaries(st.sampled_from(("Trade", "Zone")), NAMES, max_size=2)),
        fields=draw(st.dictionaries(st.sampled_from(("Risk", "Owner")), NAMES, max_size=2)),
    )


OPTIONS_OF_P6 = st.builds(
    Options,
    lag_calendar=st.sampled_from(LagCalendar),
    progress_rule=st.sampled_from(ProgressRule),
    float_kind=st.sampled_from(FloatKind),
    critical_rule=st.sampled_from(CriticalRule),
    critical_float=st.integers(0, 5000),
    open_ends_critical=st.booleans(),
    expected_finish=st.booleans(),
    lag_from_actual_start=st.booleans(),
)


NO_CALENDAR: st.SearchStrategy[LagCalendar | None] = st.none()


@st.composite
def schedules(
    draw: st.DrawFn,
    options: st.SearchStrategy[Options] = OPTIONS_OF_P6,
    lags: st.SearchStrategy[LagCalendar | None] = NO_CALENDAR,
) -> Schedule:
    """From one to eight activities; links lead from any to a later one, so there is no cycle."""
    codes = [f"A{n}0" for n in range(1, draw(st.integers(1, 8)) + 1)]
    of_calendars = [draw(calendars(str(n))) for n in range(1, draw(st.integers(1, 3)) + 1)]
    on = [calendar.code for calendar in of_calendars]
    kinds = tuple(ActivityKind)
    found = [draw(activities(code, on, kinds if i else kinds[:1])) for i, code in enumerate(codes)]
    pairs = [(before, after) for i, before in enumerate(codes) for after in codes[i + 1 :]]
    ends = st.tuples(st.sampled_from(pairs or [("", "")]), st.sampled_from(LinkType))
    links = [
        Link(
            predecessor=before,
            successor=after,
            type=kind,
            lag=draw(st.just(0) | st.integers(-3000, 3000)),
            lag_calendar=draw(lags),
        )
        for (before, after), kind in draw(st.lists(ends, max_size=10 if pairs else 0, unique=True))
    ]
    used = {activity.calendar for activity in found} | {"1"}
    return Schedule(
        name="DC",
        source=SourceFormat.XER,
        data_date=draw(TIMES),
        activities=tuple(found),
        links=tuple(links),
        calendars=tuple(c for c in of_calendars if c.code in used),
        default_calendar="1",
        options=draw(options),
        planned_start=draw(st.none() | TIMES),
        must_finish_by=draw(st.none() | TIMES),
    )
