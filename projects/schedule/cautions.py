"""What the passes find in a schedule that a planner wants told, a sentence each. Pure."""

from collections.abc import Iterable, Iterator

from projects.schedule.bonds import State
from projects.schedule.calendars import to_clock
from projects.schedule.cpm import Analysis
from projects.schedule.floats import against_logic
from projects.schedule.model import ProgressRule
from projects.schedule.network import Tie

_NAMED = 5

_THE_REST = {
    ProgressRule.RETAINED_LOGIC: "what is left waits for these",
    ProgressRule.PROGRESS_OVERRIDE: "what is left does not wait",
    ProgressRule.ACTUAL_DATES: "what is left does not wait, and these are late",
}


def cautions(analysis: Analysis) -> tuple[str, ...]:
    """In a fixed order, each only where it applies, naming the first few activities."""
    return tuple(
        [
            *_out_of_sequence(analysis),
            *_actual_after_data_date(analysis),
            *_mandatory_against_logic(analysis),
            *_paused(analysis),
            *_negative_float(analysis),
            *_beyond_must_finish(analysis),
        ]
    )


def _out_of_sequence(analysis: Analysis) -> Iterator[str]:
    network = analysis.network
    ahead = {
        tie.successor: f"{network.activities[tie.successor].code} before "
        f"{network.activities[tie.predecessor].code}"
        for ties in network.incoming
        for tie in ties
        if _went_ahead(analysis, tie)
    }
    if ahead:
        rest = _THE_REST[network.schedule.options.progress_rule]
        yield (
            f"{_counted(len(ahead))} went ahead of unfinished predecessors: {rest}. "
            f"These are {_listed(ahead.values())}."
        )


def _went_ahead(analysis: Analysis, tie: Tie) -> bool:
    """Whether the successor has done what the predecessor has not yet let it do."""
    state = analysis.plan.state
    needed = State.FINISHED if tie.leaves_finish else State.STARTED
    done = State.FINISHED if tie.enters_finish else State.STARTED
    return state[tie.successor] >= done and state[tie.predecessor] < needed


def _actual_after_data_date(analysis: Analysis) -> Iterator[str]:
    data_date = analysis.network.schedule.data_date
    after = [
        activity.code
        for activity in analysis.network.activities
        if max(activity.started_at or data_date, activity.finished_at or data_date) > data_date
    ]
    if after and analysis.network.schedule.options.holds_at_data_date:
        yield (
            f"{_counted(len(after))} with actual dates after the data date, from which what is "
            f"left and what follows still counts: {_listed(after)}."
        )


def _mandatory_against_logic(analysis: Analysis) -> Iterator[str]:
    activities = analysis.network.activities
    broken = [activities[at].code for at in against_logic(analysis.plan, analysis.early_dates)]
    if broken:
        yield (
            f"{_counted(len(broken))} with a mandatory date earlier than the predecessors allow, "
            f"kept: {_listed(broken)}."
        )


def _paused(analysis: Analysis) -> Iterator[str]:
    paused = [
        activity.code
        for activity in analysis.network.activities
        if activity.suspended_at and not activity.resumed_at and not activity.finished_at
    ]
    if paused:
        yield (
            f"{_counted(len(paused))} suspended with no date to resume, taken to go on at the data "
            f"date: {_listed(paused)}."
        )


def _negative_float(analysis: Analysis) -> Iterator[str]:
    found = [
        (total, i)
        for i, total in enumerate(analysis.total_floats)
        if total is not None and total < 0
    ]
    if found:
        total, worst = min(found)
        yield (
            f"{_counted(len(found))} with negative float, the least {total / 60:g} hours at "
            f"{analysis.network.activities[worst].code}."
        )


def _beyond_must_finish(analysis: Analysis) -> Iterator[str]:
    must = analysis.network.schedule.must_finish_by
    if must and analysis.finish > to_clock(must):
        yield (
            f"The project finishes {analysis.project_finish:%Y-%m-%d %H:%M}, after it must by "
            f"{must:%Y-%m-%d %H:%M}: late dates count from there."
        )


def _counted(number: int) -> str:
    return f"{number} activities" if number > 1 else "1 activity"


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown
