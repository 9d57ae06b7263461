"""Files of ours as MPXJ opens them: another program's view of activities, links and dates."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from projects.schedule.calendars import to_clock
from projects.schedule.cpm import ActivityDates, activity_dates, analyse, analyse_network
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
    SourceFormat,
    WorkCalendar,
)
from projects.schedule.network import Network
from projects.schedule.reading import read_schedule
from projects.schedule.write_mspdi_outline import task_uids
from projects.schedule.writing import TargetFormat, write_schedule
from tests.projects.schedule.build import MONDAY, at, schedule
from tests.projects.schedule.mpxj import Found, found_by_mpxj

REAL = {
    "p6/airport-terminal.xer.gz": None,
    "p6/mdl4ra.xer.gz": None,
    "p6/hotel-hbtf2.xer.gz": "HBTF-2",
    "msproject/mp_j120_a2_nr1.mspdi.xml.gz": None,
    "msproject/mp_j30_a5_nr2.mspdi.xml.gz": None,
    "msproject/mp_j90_a20_nr1.mspdi.xml.gz": None,
    "msproject/task-links-project2019-mspdi.xml.gz": None,
}
FORMATS = (TargetFormat.XER, TargetFormat.MSPDI)
TEN_HOURS = WorkCalendar(
    code="4",
    name="Ten hours, four days",
    week=(((420, 720), (780, 1080)),) * 4 + ((), (), ()),
    exceptions={
        (MONDAY + timedelta(days=2)).date(): (),
        (MONDAY + timedelta(days=5)).date(): ((420, 540),),
    },
    minutes_per_day=600,
)
DAY_AND_NIGHT = WorkCalendar(
    code="5", name="Day and night", week=(((0, 1440),),) * 7, minutes_per_day=1440
)


@dataclass(frozen=True)
class Opened:
    plan: Schedule
    names: dict[str, str]
    found: Found

    @property
    def activities(self) -> dict[str, Found]:
        return {each["id"]: each for each in self.found["activities"]}


def ours() -> Schedule:
    """Every type of link over two calendars, with progress and constraints."""

    def work(code: str, hours: int, on: WorkCalendar = TEN_HOURS, **more: Any) -> Activity:
        of_wbs: dict[str, Any] = {"wbs": "DC.1", "calendar": on.code, "likely": 60 * hours}
        return Activity(code=code, name=f"Work {code}", **(of_wbs | more))

    begun: dict[str, Any] = {"started_at": MONDAY - timedelta(days=5), "remaining": 300}
    ended: dict[str, Any] = {
        "started_at": MONDAY - timedelta(days=20),
        "finished_at": MONDAY - timedelta(days=6),
    }
    later = Constraint(kind=ConstraintKind.START_ON_OR_AFTER, at=MONDAY + timedelta(days=30))
    links = [
        ("A", "B", LinkType.FS, 0),
        ("B", "C", LinkType.FS, 90),
        ("B", "D", LinkType.SS, 120),
        ("D", "E", LinkType.FF, -60),
        ("C", "F", LinkType.FS, 0),
        ("E", "F", LinkType.SF, 60),
        ("F", "M", LinkType.FS, 0),
    ]
    return schedule(
        [
            work("A", 40, **ended),
            work("B", 20, **begun),
            work("C", 12, on=DAY_AND_NIGHT),
            work("D", 30),
            work("E", 25),
            work("F", 8, constraints=(later,), wbs="DC.2"),
            work("M", 0, kind=ActivityKind.FINISH_MILESTONE, wbs="DC"),
        ],
        [Link(predecessor=p, successor=s, type=t, lag=lag) for p, s, t, lag in links],
        name="DC",
        source=SourceFormat.XER,
        calendars=(TEN_HOURS, DAY_AND_NIGHT),
        default_calendar="4",
        options=Options(lag_calendar=LagCalendar.PREDECESSOR),
    )


def opened(plans: list[Schedule], folder: Path) -> list[dict[TargetFormat, Opened]]:
    paths = []
    for number, plan in enumerate(plans):
        for target in FORMATS:
            path = folder / f"{number}{target.suffix}"
            path.write_bytes(write_schedule(plan, target).content)
            paths.append(path)
    found = iter(found_by_mpxj(paths))
    return [{t: Opened(plan, _names(plan, t), next(found)) for t in FORMATS} for plan in plans]


def _names(plan: Schedule, target: TargetFormat) -> dict[str, str]:
    """What MPXJ calls each activity; summaries of Project's outline are none to it."""
    if target is TargetFormat.XER:
        return {a.code: a.code for a in plan.activities}
    outlined = plan.source is SourceFormat.MSPDI
    return {
        a.code: str(task_uids(plan.activities)[a.code])
        for a in plan.activities
        if not (outlined and a.kind is ActivityKind.SUMMARY)
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[TargetFormat, Opened]:
    return opened([ours()], tmp_path_factory.mktemp("mpxj"))[0]


@pytest.fixture(scope="module")
def real(
    outside_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[dict[TargetFormat, Opened]]:
    plans = [read_schedule(outside_data / name, project=p) for name, p in REAL.items()]
    return opened(plans, tmp_path_factory.mktemp("mpxj"))


def assert_equal(it: Opened) -> None:
    """Activities with names and durations, links with types and lags, early and late dates."""
    links = {
        (it.names[x.predecessor], it.names[x.successor], x.type.value, x.lag) for x in it.plan.links
    }
    assert {tuple(each[:4]) for each in it.found["links"]} == links
    assert it.activities.keys() == set(it.names.values())
    for activity, dates in zip(it.plan.activities, analyse(it.plan), strict=True):
        if activity.code in it.names:
            _assert_equal(it.activities[it.names[activity.code]], activity, dates)


def _assert_equal(found: Found, activity: Activity, dates: ActivityDates) -> None:
    assert found["name"] == activity.name
    assert found["ActualStart"] == iso(activity.started_at), activity.code
    assert found["ActualFinish"] == iso(activity.finished_at), activity.code
    if activity.started_at is None:
        assert found["duration"] == activity.likely, activity.code
        assert found["remaining"] == activity.likely, activity.code
    elif activity.finished_at is None:
        assert found["remaining"] == activity.remaining, activity.code
    if activity.finished_at is None:
        assert [
            found[name] for name in ("EarlyStart", "EarlyFinish", "LateStart", "LateFinish")
        ] == [
            iso(dates.early_start),
            iso(dates.early_finish),
            iso(dates.late_start),
            iso(dates.late_finish),
        ], activity.code


def iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="minutes")


@pytest.mark.parametrize("target", FORMATS)
def test_mpxj_opens_what_we_write(small: dict[TargetFormat, Opened], target: TargetFormat) -> None:
    assert_equal(small[target])


def test_mpxj_computes_the_same_early_dates_from_our_xer(small: dict[TargetFormat, Opened]) -> None:
    """So calendars, exceptions, lags and options have arrived too.

    In work time, for MPXJ shows the finish at a shift's end as the next shift's beginning after FF.
    """
    it = small[TargetFormat.XER]
    analysis = analyse_network(Network(it.plan))

    for i, time in enumerate(analysis.network.times):
        dates = activity_dates(analysis, i)
        if dates.total_float is None:
            continue
        theirs = [time.work(to_clock(at(text))) for text in it.found["scheduled"][dates.code]]
        ours = [time.work(to_clock(each)) for each in (dates.early_start, dates.early_finish)]
        assert theirs == ours, dates.code


@pytest.mark.parametrize("target", FORMATS)
def test_mpxj_opens_real_files_that_went_through_us(
    real: list[dict[TargetFormat, Opened]], target: TargetFormat
) -> None:
    for it in real:
        assert_equal(it[target])


def test_mpxj_computes_the_same_early_dates_from_real_files_that_went_through_us(
    real: list[dict[TargetFormat, Opened]],
) -> None:
    """All but four of 6,605: MPXJ misses as many of the hotel's in the file that P6 wrote."""
    missed = []
    for it in (each[TargetFormat.XER] for each in real):
        for dates in analyse(it.plan):
            pair = [iso(dates.early_start), iso(dates.early_finish)]
            if dates.total_float is not None and it.found["scheduled"][dates.code] != pair:
                missed.append(dates.code)
    assert len(missed) <= 4, missed
