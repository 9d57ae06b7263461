"""A case as a world for the engine, on a calendar worked day and night. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from math import prod

from projects.risk.cases.fields import highest
from projects.risk.cases.model import Case, CaseRetest, Risk
from projects.risk.engine import World
from projects.risk.laws import likely, scaled
from projects.schedule.calendars import DAY
from projects.schedule.model import Activity, Link, Schedule, SourceFormat, WorkCalendar
from sites.laws import Fixed
from sites.uncertainty import (
    Branch,
    Cause,
    Delay,
    Driver,
    Factor,
    Hold,
    Retests,
    Scope,
)

BEGINS = datetime.fromisoformat("2024-01-01T00:00")
NON_STOP = WorkCalendar(
    code="non-stop", name="Day and night", week=(((0, DAY),),) * 7, minutes_per_day=DAY
)
_FINER = 10
"""Clock days to a day of a case, where it is short enough: the engine counts whole minutes, and half
a minute of a short case would show among four million iterations."""

_LONGEST_FINER = 1_000


def days_of_clock(case: Case) -> int:
    """How many days of the clock one day of the case is given."""
    times = prod(max(highest(d.law), 1) for d in case.drivers if d.effect == "mult")
    longest = times * sum(highest(law) for law in case.activities.values())
    longest /= case.productivity or 1
    return _FINER if longest <= _LONGEST_FINER else 1


def world_of(case: Case, *, seed: int) -> World:
    """Of each activity the law is kept in World.laws; what happens to it is a driver.

    The output of the crew is known, and divides each duration.
    """
    by = days_of_clock(case)
    slow = by * DAY / (case.productivity or 1)
    minutes = {code: scaled(law, slow) for code, law in case.activities.items()}
    activities = [
        Activity(
            code=code,
            name=code,
            calendar=NON_STOP.code,
            likely=round(likely(law)),
            pessimistic=round(_longest(case, code, highest(law), by)),
            optimistic=0,
        )
        for code, law in minutes.items()
    ]
    links = [
        Link(
            predecessor=each.before,
            successor=each.after,
            type=each.type,
            lag=round(each.lag * by * DAY),
        )
        for each in case.links
    ]
    schedule = Schedule(
        name=case.name,
        source=SourceFormat.CSV,
        data_date=BEGINS,
        activities=tuple(activities),
        links=tuple(links),
        calendars=(NON_STOP,),
        default_calendar=NON_STOP.code,
    )
    return World(schedule=schedule, drivers=tuple(_drivers(case, by)), seed=seed, laws=minutes)


def _longest(case: Case, code: str, minutes: float, by: int) -> float:
    """How long an activity may take with all that may happen to it: calendars are laid out for that."""
    risks = [risk for risk in (*case.drivers, *case.incidents) if code in risk.on]
    times = prod(max(highest(risk.law), 1) for risk in risks if risk.effect == "mult")
    days = sum(highest(risk.law) for risk in risks if risk.effect != "mult")
    days += sum(each.most * highest(each.law) for each in case.retests if each.on == code)
    return minutes * times + days * by * DAY


def without_links(world: World) -> World:
    """Every activity by itself: its finish is what it takes."""
    return replace(world, schedule=replace(world.schedule, links=()))


def as_planned(world: World) -> World:
    """Every activity at its likely duration, and nothing happens."""
    laws = {code: Fixed(value=likely(law)) for code, law in world.laws.items()}
    return replace(world, laws=laws, drivers=())


def retests_of(retest: CaseRetest, by: int) -> Retests:
    """An activity that is tested again and again by the same probability."""
    return Retests(
        cause=_cause(retest.id, "retest"),
        scope=Scope(codes=frozenset({retest.on})),
        fail_probability=retest.probability,
        days=scaled(retest.law, by),
        improvement=0.0,
        most=retest.most,
    )


def _drivers(case: Case, by: int) -> Iterator[Driver]:
    for risk in (*case.drivers, *case.incidents):
        yield _driver(risk, by)
    for retest in case.retests:
        yield retests_of(retest, by)


def _driver(risk: Risk, by: int) -> Driver:
    cause, scope = _cause(risk.id, risk.effect), Scope(codes=frozenset(risk.on))
    days = scaled(risk.law, by)
    match risk.effect:
        case "mult":
            return Factor(
                cause=cause,
                scope=scope,
                probability=risk.probability,
                multiplier=risk.law,
                joined=risk.joined,
            )
        case "work":
            return Branch(cause=cause, scope=scope, probability=risk.probability, days=days)
        case "stop":
            on = BEGINS.date()
            return Hold(
                cause=cause, scope=scope, probability=risk.probability, days=days, from_on=on
            )
        case _:
            return Delay(cause=cause, scope=scope, probability=risk.probability, days=days)


def _cause(key: str, kind: str) -> Cause:
    return Cause(key=key, label=key, kind=kind)
