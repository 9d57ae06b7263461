"""What `manage.py simulate` prints of a run: statistics as plain JSON values. Pure."""

from dataclasses import asdict
from typing import Any

from projects.risk.percentiles import summary
from projects.risk.sensitivity import ActivitySensitivity, Sensitivity
from projects.risk.simulation import Distribution, Simulation
from projects.schedule.calendars import DAY, from_clock
from projects.schedule.model import Schedule, SourceFormat
from projects.schedule.network import Network

Report = dict[str, Any]


def simulation_report(schedule: Schedule, simulation: Simulation) -> Report:
    """finish and milestones, each with mean, sd, p10, p50, p80, p90; milestones with id and name.

    Of a CSV, which has no dates, all are working days after the data date. Of an XER they are ISO
    dates with minutes on the site's wall clock, and sd is in calendar days.
    """
    network = Network(schedule)
    names = {activity.code: activity.name for activity in network.activities}
    statistics = _in_days if schedule.source is SourceFormat.CSV else _in_dates
    return {
        "finish": statistics(network, simulation.project),
        "milestones": [
            {"id": code, "name": names[code], **statistics(network, distribution)}
            for code, distribution in simulation.milestones.items()
        ],
    }


def sensitivity_report(found: Sensitivity) -> Report:
    """planned and mean as ISO dates, calendar days, and all activities with their measures; undefined
    ones are null.
    """
    return {
        "milestone": found.milestone,
        "iterations": found.iterations,
        "planned": found.planned.isoformat(timespec="minutes"),
        "mean": found.mean.isoformat(timespec="minutes"),
        "merge_bias_days": round(found.merge_bias_days, 4),
        "sd_days": round(found.sd_days, 4),
        "activities": [_measures(each) for each in found.activities],
    }


def _measures(each: ActivitySensitivity) -> dict[str, Any]:
    measures = {
        name: value if value is None else round(value, 6)
        for name, value in asdict(each).items()
        if name != "code"
    }
    return {"id": each.code, **measures}


def _in_days(network: Network, distribution: Distribution) -> dict[str, Any]:
    time = network.project_time
    days = time.work(distribution.ordered) / time.calendar.minutes_per_day
    return {name: round(value, 4) for name, value in asdict(summary(days)).items()}


def _in_dates(network: Network, distribution: Distribution) -> dict[str, Any]:
    return {
        name: round(value / DAY, 4)
        if name == "sd"
        else from_clock(round(value)).isoformat(timespec="minutes")
        for name, value in asdict(summary(distribution.ordered)).items()
    }
