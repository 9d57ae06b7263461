"""Whether a schedule has what a promise is said to gate: known on a floor above this one."""

from collections.abc import Callable

from sites.outside.errors import GatedNotPlanned

InPlan = Callable[[str, str], bool]
"""Whether the plans of a site have an activity of this code; True while the site has none."""

_plans: list[InPlan] = []


def knows_activities(check: InPlan) -> InPlan:
    """Decorate what can look into the schedules."""
    _plans.append(check)
    return check


def gated(site: str, activity: str) -> str:
    """The code of an activity that is in the plans, or none. Raises GatedNotPlanned.

    A promise that gates what is in no schedule would hold up nothing, and nobody would see.
    """
    if activity and not all(has(site, activity) for has in _plans):
        raise GatedNotPlanned(site=site, activity=activity)
    return activity
