"""From the racks to the customer's yes: burn-in, cluster tests, the last two gates, the tranche accepted."""

from datetime import date, timedelta
from typing import Any

from config.story.as_built import Worked
from config.story.diary import Diary
from config.story.gates import CXA, HallTold, Went
from config.story.script import TOLD_UNTIL, Story
from config.story.systems import AGENT
from config.story.telling_money import LAWYER
from projects.contracts import commands as contracts
from projects.streams import tranche_id
from sites.commissioning import hall_commands
from sites.commissioning.gates import Gate

RACKS, GPUS = 180, 12_960
"""Of a hall of 24 MW: 72 GPUs in each rack of about 132 kW."""

INTEGRATOR = "Tessera Compute, site lead (fictional)"


def tell_service(diary: Diary, story: Story, went: Went) -> None:
    """What comes after the integrated test, in every hall that is in service."""
    owner = next(iter(story.place.mails))
    for hall in story.place.halls:
        served = went[f"H{hall}-320"].ends_on
        if served <= TOLD_UNTIL:
            told = HallTold(diary, hall, owner)
            told.passed(Gate.G7, went[f"H{hall}-250"].ends_on)
            _tell_burn_in(told, went[f"H{hall}-290"])
            _tell_cluster(told, went[f"H{hall}-300"])
            _tell_accepted(diary, story, hall, on=went[f"H{hall}-310"].ends_on)
            told.passed(Gate.G8, served)


def _tell_burn_in(told: HallTold, work: Worked) -> None:
    """Eleven racks of the first soak go back to their maker; the second is 72 hours with all of them."""
    first = _midway(work)
    _burned_in(told, first, hours=72.0, racks_accepted=169, gpus_returned=41)
    _burned_in(told, work.ends_on, hours=74.0, racks_accepted=RACKS, gpus_returned=3)


def _burned_in(told: HallTold, on: date, **found: Any) -> None:
    burned = {**told.place, "racks": RACKS, "gpus": GPUS, "by": INTEGRATOR, "on": on, **found}
    told.diary.note(on, hall_commands.record_burn_in, told.hall, by=AGENT, inputs=burned)


def _tell_cluster(told: HallTold, work: Worked) -> None:
    """Dirty optics cost the first run six ports and its bandwidth."""
    ports = {"cluster": f"{told.diary.site}-{told.hall}", "ports": GPUS}
    _clustered(
        told,
        _midway(work),
        **ports,
        ports_at_speed=GPUS - 6,
        bus_bandwidth_percent=91.5,
        link_errors=37,
        throttled_gpus=2,
    )
    _clustered(
        told,
        work.ends_on,
        **ports,
        ports_at_speed=GPUS,
        bus_bandwidth_percent=97.2,
        link_errors=0,
        throttled_gpus=0,
    )


def _clustered(told: HallTold, on: date, **found: Any) -> None:
    tested = {**told.place, "uncorrectable_errors": 0, "witness": CXA, "on": on, **found}
    told.diary.note(on, hall_commands.record_cluster_test, told.hall, by=AGENT, inputs=tested)


def _tell_accepted(diary: Diary, story: Story, hall: str, *, on: date) -> None:
    """The tranche has the name of its hall."""
    accepted = {"tranche_id": tranche_id(story.contract, hall), "on": on}
    diary.note(on, contracts.accept_tranche, hall, by=LAWYER, inputs=accepted)


def _midway(work: Worked) -> date:
    """A weekday in the middle of some work."""
    day = work.starts_on + (work.ends_on - work.starts_on) / 2
    return day - timedelta(days=max(0, day.weekday() - 4))
