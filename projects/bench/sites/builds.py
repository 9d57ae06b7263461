"""The schedule of a site that is measured: a random network with an open front and one hall at its end. Pure."""

from dataclasses import replace

from projects.bench.risk.networks import random_network
from projects.schedule.model import Activity, ActivityKind, Link, Schedule

CRAFTS = ("ELEC", "PIPE", "SMW", "IW")
PACKAGES = tuple(f"PKG-{number:02}" for number in range(1, 9))
START, HALL = "START", "HALL-1"
_CREW_SIZE = 4


def build_of(number: int, *, activities: int) -> Schedule:
    """The same for the same number; no two sites are alike. activities: with both milestones, >= 200."""
    network = random_network(activities - 2, seed=number)
    calendar = network.default_calendar
    return replace(
        network,
        name=f"BENCH {number}",
        activities=(
            Activity(code=START, name="Start", calendar=calendar, likely=0, kind=_MILESTONE),
            *map(_of_the_trade, network.activities),
            Activity(code=HALL, name="Hall 1", calendar=calendar, likely=0, kind=_MILESTONE),
        ),
        links=(*network.links, *_ends(network)),
    )


_MILESTONE = ActivityKind.FINISH_MILESTONE
_KNOWN_AS = dict(zip(("ELEC", "PIPE", "SHEET", "IRON"), CRAFTS, strict=True))


def _of_the_trade(activity: Activity) -> Activity:
    """With a craft that crews are counted under, and heads."""
    craft = _KNOWN_AS.get(activity.craft, "")
    return replace(activity, craft=craft, crew_size=_CREW_SIZE if craft else 0)


def _ends(network: Schedule) -> list[Link]:
    """Whatever waits for nothing begins with the start, and the hall waits for what nothing else does."""
    after = {link.successor for link in network.links}
    before = {link.predecessor for link in network.links}
    codes = [activity.code for activity in network.activities]
    begins = [Link(predecessor=START, successor=code) for code in codes if code not in after]
    return begins + [Link(predecessor=code, successor=HALL) for code in codes if code not in before]
