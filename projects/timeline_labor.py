"""The facts of crews as sentences. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from eventlog.events import Event
from labor import events as labor


def _mix(event: labor.CrewMobilised | labor.MixReported, verb: str) -> str:
    mix = event.mix
    return (
        f"Crew {event.name} ({event.craft}) {verb} {mix.heads} heads, "
        f"{mix.journey_level} of them journey level."
    )


def _left(event: labor.HeadsLeft) -> str:
    return (
        f"{event.moved.heads} heads of crew {event.name} ({event.craft}) went over to "
        f"{event.to_name} at {event.to_site}: {event.mix.heads} are left."
    )


def _joined(event: labor.HeadsJoined) -> str:
    return (
        f"{event.moved.heads} heads of {event.from_name} at {event.from_site} joined crew "
        f"{event.name} ({event.craft}), now {event.mix.heads}."
    )


def _week(event: labor.WeekWorked) -> str:
    worked = event.straight_hours + event.overtime_hours
    overtime = f" ({event.overtime_hours:,.0f} of them overtime)" if event.overtime_hours else ""
    earned = "" if event.earned_hours is None else f", {event.earned_hours:,.0f} earned"
    done = f": {event.quantity:,g} {event.unit}" if event.quantity is not None else ""
    return f"Crew {event.name} worked {worked:,.0f} hours{overtime}{earned}{done}."


def _breach(event: labor.RatioBreached) -> str:
    too = "many" if event.direction == "max" else "few"
    unit = " hours" if event.basis == "hours" else ""
    return (
        f"Ratio rule {event.rule} ({event.says}) broken by {event.craft}: {event.apprentices:,}"
        f"{unit} of apprentices to {event.journeys:,} of journey level, "
        f"{event.excess_apprentices:,} too {too}."
    )


LABOR: Mapping[type[Event], str | Callable[[Any], str]] = {
    labor.CrewMobilised: lambda event: _mix(event, "came on site with"),
    labor.MixReported: lambda event: _mix(event, "counted at"),
    labor.CrewDemobilised: "Crew {name} left the site.",
    labor.HeadsLeft: _left,
    labor.HeadsJoined: _joined,
    labor.ShiftPatternSet: (
        "Crew {name} works {hours_per_day} hours on {days_per_week} days a week, {shift} shift."
    ),
    labor.WeekWorked: _week,
    labor.RatioBreached: _breach,
    labor.RatioLifted: "Ratio rule {rule} no longer holds for {craft}.",
    labor.RatioRestored: "Ratio rule {rule} ({says}) kept again by {craft}.",
}
