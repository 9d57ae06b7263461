"""How much of an activity's duration follows the output of its crew. Pure.

duration = estimate * m ** -share, m being output per hour against the reference crew. Source:
DOMAIN.md B.3, engineering judgement there, and C.7.
"""

from projects.schedule.model import Activity

PHASE_SHARES: dict[str, float] = {
    "PRECON": 0.0,
    "PROCURE": 0.0,
    "CIVIL": 1.0,
    "SHELL": 1.0,
    "FITOUT": 1.0,
    "UTILITY": 0.7,
    "ENERGIZE": 0.5,
    "COMMISSION": 0.5,
    "IT": 0.3,
    "HANDOVER": 0.3,
}
UNKNOWN_PHASE_SHARE = 1.0
"""An activity that a crew driver names, in a schedule that names no phases: taken as crew's work."""

NOT_CREW_CRAFTS = frozenset({"PM", "UTIL"})
"""The owner's and the utility's own people: no crew of ours makes them faster or slower."""

ACTIVITY_SHARES: dict[tuple[str, str, str], float] = {("UT-020", "UTILITY", "LINE"): 0.5}
"""REF-72's utility line extension, half of which waits for outage windows and far-end work. Code,
phase and craft together, so that another schedule's UT-020 is not meant by chance."""

LEAST_OUTPUT = 0.35
"""Where several drivers slow one activity their outputs multiply, but not below this (C.7, EJ)."""


def labor_share(activity: Activity) -> float:
    if activity.craft in NOT_CREW_CRAFTS:
        return 0.0
    named = (activity.code, activity.phase, activity.craft)
    return ACTIVITY_SHARES.get(named, PHASE_SHARES.get(activity.phase, UNKNOWN_PHASE_SHARE))
