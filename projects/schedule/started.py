"""What progress leaves of the work and of the links of a started activity, for many draws. Pure.

The rules are those of bonds.py and plan.py, where their sources stand.
"""

from projects.schedule.calendars import to_clock
from projects.schedule.model import Activity, LagCalendar, ProgressRule
from projects.schedule.network import Network, Tie


def work_left(activity: Activity) -> int:
    """Work minutes still to do if all goes as the schedule says."""
    if activity.finished_at:
        return 0
    if activity.started_at and activity.remaining is not None:
        return activity.remaining
    return activity.likely


def counts_from(network: Network, at: int, reported_at: int | None) -> int:
    """Where what is left of a started activity begins, in its own work minutes.

    reported_at: clock minute of its last progress report.
    The last report or the data date, or where a pause ends. Where the tool leaves work in its place,
    as MS Project does, what is left follows what has been done.
    """
    activity, time = network.activities[at], network.times[at]
    held = network.schedule.options.holds_at_data_date
    if activity.resumed_at is not None:
        resumed = to_clock(activity.resumed_at)
        return int(time.work(max(resumed, network.data_date) if held else resumed))
    if not held and reported_at is None and activity.started_at is not None:
        done = max(activity.likely - work_left(activity), 0)
        return int(time.work(to_clock(activity.started_at))) + done
    return int(time.work(network.data_date if reported_at is None else reported_at))


def binding_ties(network: Network, at: int) -> list[Tie]:
    """The incoming ties that still hold up an activity: none, some or all, as its progress says."""
    if not network.is_started(at):
        return network.incoming[at]
    if network.schedule.options.progress_rule is not ProgressRule.RETAINED_LOGIC:
        return []
    return [tie for tie in network.incoming[at] if not network.is_finished(tie.predecessor)]


def unspent(network: Network, tie: Tie) -> int:
    """What is left at the data date of a lag that runs from an actual start; of a lead, nothing."""
    started_at = network.activities[tie.predecessor].started_at
    assert started_at is not None
    since = to_clock(started_at)
    if tie.lag <= 0 or since >= network.data_date:
        return max(tie.lag, 0)
    match tie.lagging:
        case LagCalendar.ROUND_THE_CLOCK:
            spent = network.data_date - since
        case LagCalendar.PROJECT:
            spent = -int(network.project_time.work(since))
        case LagCalendar.SUCCESSOR:
            spent = -int(network.times[tie.successor].work(since))
        case _:
            spent = -int(network.times[tie.predecessor].work(since))
    return max(tie.lag - spent, 0)
