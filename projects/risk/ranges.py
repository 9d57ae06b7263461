"""The three points of an activity, also where its file gives none. Pure."""

from projects.schedule.model import Activity
from sites.uncertainty import ThreePoint

PHASE_RATIOS: dict[str, tuple[float, float]] = {
    "PRECON": (0.703, 1.640),
    "PROCURE": (0.705, 1.539),
    "CIVIL": (0.721, 1.732),
    "UTILITY": (0.713, 1.788),
    "SHELL": (0.697, 1.791),
    "FITOUT": (0.730, 1.660),
    "ENERGIZE": (0.713, 2.188),
    "COMMISSION": (0.716, 1.977),
    "IT": (0.683, 2.019),
    "HANDOVER": (0.648, 2.040),
}
"""Optimistic and pessimistic duration over the likely one: the mean of each phase of REF-72, over
activities that have a duration. tests/projects/risk/test_ranges.py computes them again."""

ANY_PHASE_RATIOS = (0.711, 1.755)
"""The same over all 185 activities of REF-72, for an activity whose phase is not known."""


def three_points(activity: Activity) -> ThreePoint:
    """Work minutes still to be done: of the whole activity, or of what remains once it has started.

    A started activity keeps the shape of its own range, scaled by remaining over likely: the plan
    for the whole minus the time gone would be negative for whoever is late. All zero when finished.
    """
    if activity.finished_at is not None:
        return ThreePoint(optimistic=0, likely=0, pessimistic=0)
    whole = _whole(activity)
    if activity.started_at is None or activity.remaining is None:
        return whole
    if not activity.likely:
        return _by_ratio(activity, activity.remaining)
    left = activity.remaining / activity.likely
    return ThreePoint(
        optimistic=whole.optimistic * left,
        likely=whole.likely * left,
        pessimistic=whole.pessimistic * left,
    )


def _whole(activity: Activity) -> ThreePoint:
    if activity.optimistic is None or activity.pessimistic is None:
        return _by_ratio(activity, activity.likely)
    return ThreePoint(
        optimistic=activity.optimistic,
        likely=activity.likely,
        pessimistic=activity.pessimistic,
    )


def _by_ratio(activity: Activity, likely: int) -> ThreePoint:
    low, high = PHASE_RATIOS.get(activity.phase, ANY_PHASE_RATIOS)
    return ThreePoint(optimistic=low * likely, likely=likely, pessimistic=high * likely)
