"""Every loop of the deterministic passes called once, which is when Numba compiles it. Pure."""

from datetime import datetime

from projects.schedule.bonds import after_lag, before_lag
from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.cautions import cautions
from projects.schedule.cpm import activity_dates, analyse_network
from projects.schedule.model import Activity, Link, Schedule, SourceFormat
from projects.schedule.network import Network

_ON = datetime.fromisoformat("2026-01-05T08:00")


def compile_loops() -> None:
    """On two activities of a day, with one link: a loop over arrays is compiled for those of any size."""
    activities = tuple(
        Activity(code=code, name=code, calendar=FIVE_DAYS.code, likely=480) for code in "AB"
    )
    schedule = Schedule(
        name="two",
        source=SourceFormat.CSV,
        data_date=_ON,
        activities=activities,
        links=(Link(predecessor="A", successor="B"),),
        calendars=(FIVE_DAYS,),
        default_calendar=FIVE_DAYS.code,
    )
    analysis = analyse_network(Network(schedule))
    activity_dates(analysis, 0)
    cautions(analysis)
    clocks = analysis.plan.clocks
    before_lag(clocks, 0, 60, after_lag(clocks, 0, 60, analysis.finish), True)
