"""What bears on two sites is drawn once for both, through the facts and not by agreement between runs."""

from datetime import date

import numpy as np
import pytest

from eventlog.log import tail_position
from projects.forecasting import world_of
from projects.models import Project
from projects.risk.engine import AS_IT_IS, Engine
from projects.state import state_of
from supply.commands import report_incident
from supply.events import IncidentCode
from tests.projects.building import Build, heard
from tests.projects.portfolio.two_sites import both, second

__all__ = ("both", "second")

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 7)
DAYS = {"optimistic_days": 300, "likely_days": 330, "pessimistic_days": 400}


def report(reference: str, **scope: str) -> str:
    """An incident as likely as not, long enough to show in any iteration; gives the key of its cause."""
    stream = report_incident(
        reference=reference,
        code=IncidentCode.FA_QUEUE,
        title="The works are full",
        probability=0.5,
        on=DAY,
        meta=heard(DAY),
        **DAYS,
        **scope,
    ).stream
    return str(stream)


def hits(build: Build, incident: str) -> np.ndarray:
    """In which iterations the incident moves the first hall of a site."""
    state = state_of(build.code, as_of=tail_position())
    keys = {driver.cause.key for driver in state.drivers if incident in driver.cause.key}
    engine = Engine(world_of(state), watched=["HA-320"])
    with_it, without = engine.run(1024, [AS_IT_IS, frozenset(keys)])
    return with_it.milestones["HA-320"] != without.milestones["HA-320"]


def test_projects_are_registered_with_one_seed(both: tuple[Build, Build]) -> None:
    assert len(set(Project.objects.values_list("seed", flat=True))) == 1


def test_an_incident_of_a_supplier_hits_both_sites_in_the_same_worlds(
    both: tuple[Build, Build],
) -> None:
    incident = report("FULL-1", supplier="VOLT")
    one, other = (hits(build, incident) for build in both)

    assert 0.4 < one.mean() < 0.6
    assert (one == other).mean() > 0.99


def test_incidents_of_two_sites_have_nothing_in_common(both: tuple[Build, Build]) -> None:
    mine = report("MINE-1", site="NTX", package="XFMR")
    theirs = report("THEIRS-1", site="OHI", package="XFMR")
    one, other = hits(both[0], mine), hits(both[1], theirs)

    assert (one == other).mean() == pytest.approx(0.5, abs=0.08)


def test_two_projects_of_one_seed_draw_their_own_estimates_apart(
    both: tuple[Build, Build],
) -> None:
    drawn: list[np.ndarray] = []
    for build in both:
        state = state_of(build.code, as_of=tail_position())
        (found,) = Engine(world_of(state), watched=["HA-320"]).run(1024)
        drawn.append(found.milestones["HA-320"])

    assert abs(np.corrcoef(drawn[0], drawn[1])[0, 1]) < 0.15
