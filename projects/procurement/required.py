"""The day on which the schedule needs an order on site. Pure.

Source: DOMAIN.md D.2. Required on site = late start of what needs it, less the days to receive and
inspect it, less the buffer; line float = required on site less expected delivery. In calendar days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from projects.risk.touched import PROCURE, deliveries_of
from projects.schedule.cpm import Analysis, activity_dates
from projects.schedule.model import Activity


@dataclass(frozen=True, kw_only=True)
class Need:
    """An activity that cannot begin without the package, and its late start. hall: "" for none of them."""

    activity: str
    late_start: date
    package: str
    name: str = ""
    order: str = ""
    hall: str = ""


def needs_of(analysis: Analysis) -> tuple[Need, ...]:
    """Whatever is still to begin and needs a package.

    Of a package that no activity but its own procurement names, the late finish of the delivery stands
    for the late start of what comes after it.
    """
    activities = analysis.network.activities
    used = {a.package for a in activities if a.package and a.phase != PROCURE}
    return (*_users(analysis), *_deliveries(analysis, {a.package for a in activities} - used))


def required_by(needs: tuple[Need, ...], *, package: str, order: str, lot: str) -> Need | None:
    """The first need of an order: of what is tied to its number, else to its package, else None.

    An order for a lot named after a hall, such as A or hall A, is needed in that hall only.
    """
    tied = [need for need in needs if need.order and need.order == order]
    free = [need for need in needs if need.package == package and not need.order]
    halls = [need for need in free if need.hall and need.hall == _hall_of(lot)]
    return min(tied or halls or free, key=lambda need: need.late_start, default=None)


def required_on(need: Need, *, receive_days: int, buffer_days: int) -> date:
    """The last day on which it may come without holding up the work."""
    return need.late_start - timedelta(days=receive_days + buffer_days)


def line_float_days(required: date, expected: date) -> int:
    """Calendar days that the delivery may still slip; below zero it is late by as many."""
    return (required - expected).days


def _users(analysis: Analysis) -> Iterator[Need]:
    network = analysis.network
    for at, activity in enumerate(network.activities):
        if not activity.package or activity.phase == PROCURE or network.is_spanning(at):
            continue
        if not network.is_started(at) and not network.is_finished(at):
            yield _need(activity, activity_dates(analysis, at).late_start.date())


def _deliveries(analysis: Analysis, packages: set[str]) -> Iterator[Need]:
    network = analysis.network
    for package in sorted(packages - {""}):
        for at in deliveries_of(network, package):
            if not network.is_finished(at):
                late_finish = activity_dates(analysis, at).late_finish.date()
                yield _need(network.activities[at], late_finish, waiting=_next(analysis, at))


def _next(analysis: Analysis, at: int) -> Activity:
    """The first of the activities that wait for one, by late start; itself if none does."""
    waiting = {tie.successor for tie in analysis.network.outgoing[at]} or {at}
    first = min(waiting, key=lambda i: (activity_dates(analysis, i).late_start, i))
    return analysis.network.activities[first]


def _need(activity: Activity, late_start: date, *, waiting: Activity | None = None) -> Need:
    waits = waiting or activity
    return Need(
        activity=waits.code,
        name=waits.name,
        late_start=late_start,
        package=activity.package,
        order=activity.order,
        hall=activity.hall,
    )


def _hall_of(lot: str) -> str:
    return lot.strip().removeprefix("hall ").removeprefix("Hall ").strip()
