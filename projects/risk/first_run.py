"""A small simulation that calls every loop once, so that all are compiled. Pure."""

from datetime import datetime

from projects.risk.engine import Engine, World
from projects.risk.shares.attribution import shares_of
from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.model import Activity, Link, Schedule, SourceFormat
from sites.uncertainty import Cause, Delay, Scope, ThreePoint


def compile_loops() -> None:
    work = [
        Activity(code=code, name=code, calendar=FIVE_DAYS.code, likely=480) for code in ("A", "B")
    ]
    schedule = Schedule(
        name="first run",
        source=SourceFormat.CSV,
        data_date=datetime.fromisoformat("2026-01-05T08:00"),
        activities=tuple(work),
        links=(Link(predecessor="A", successor="B"),),
        calendars=(FIVE_DAYS,),
        default_calendar=FIVE_DAYS.code,
    )
    stop = Delay(
        cause=Cause(key="stop", label="A stop", kind="incident"),
        scope=Scope(),
        probability=0.5,
        days=ThreePoint(optimistic=1, likely=2, pessimistic=3),
    )
    engine = Engine(World(schedule=schedule, drivers=(stop,), seed=1))
    (found,) = engine.run(1)
    engine.sensitivity(1)
    shares_of(engine, [None], found, iterations=1)
