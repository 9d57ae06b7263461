"""What the top floor does in the transaction of every append, and what it does behind it."""

import logging
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from eventlog.amendments import Corrected, Retracted
from eventlog.facts import Fact
from eventlog.followers import follower
from eventlog.inline import in_appends_of
from labor.events import RatioBreached
from projects.alerts import outbox
from projects.events import (
    AlertRaised,
    ForecastIssued,
    ForecastsScored,
    MilestoneReached,
    ScheduleImported,
)
from projects.queries import has_activity, is_needed, is_planned, packages_at
from projects.staleness import STALENESS, mark_stale, projects_touched, take_back, touching
from projects.track.ledger import keep_score
from sites.market.regions import knows_needs
from sites.outside.plans import knows_activities
from supply.scopes import knows_packages, knows_plans

log = logging.getLogger(__name__)

# A mail stands with its alert or not at all. No follower: where a log has been moved to, it would read
# from the start and write every mail a second time.
in_appends_of(AlertRaised)(outbox.write_mails)
in_appends_of(RatioBreached)(outbox.write_ratio_mails)
knows_plans(is_planned)
knows_packages(packages_at)
knows_activities(has_activity)
knows_needs(is_needed)


@follower(STALENESS, *touching())
def ask_for_forecasts(fact: Fact[Any]) -> None:
    """Mark the touched projects stale; nudge Celery once for each that was not stale before."""
    touched = projects_touched(fact)
    for code in mark_stale(touched, fact.position, now=datetime.now(UTC)):
        transaction.on_commit(partial(nudge_forecast, code))


@follower(
    "projects.scores",
    MilestoneReached,
    ScheduleImported,
    ForecastIssued,
    ForecastsScored,
    Retracted,
    Corrected,
    unhurried=(ForecastIssued,),
)
def score_forecasts(fact: Fact[Any]) -> None:
    """Hold forecasts against what came. What was scored wakes it again, for those that are still to do."""
    for code in projects_touched(fact):
        keep_score(code, caused_by=fact.position)


def nudge_forecast(project: str) -> None:
    """Send one message. If the broker is away, the sweep finds the stale row a little later."""
    from projects.tasks import forecast_project

    try:
        forecast_project.delay(project)
    except OperationalError:
        log.warning("Broker away: the forecast of %s waits for the sweep.", project)
        take_back(project)
