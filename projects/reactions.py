"""What the top floor does in the transaction of every append, and right after it."""

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from eventlog.facts import Fact
from eventlog.inline import in_every_append
from projects.alerts import outbox
from projects.queries import is_planned
from projects.staleness import mark_stale, projects_touched
from supply.scopes import knows_plans

log = logging.getLogger(__name__)

in_every_append(outbox.write_mails)
knows_plans(is_planned)


@in_every_append
def ask_for_forecasts(facts: Sequence[Fact[Any]]) -> None:
    """Mark the touched projects stale; nudge Celery once for each that was not stale before."""
    wanted = {code: fact.position for fact in facts for code in projects_touched(fact)}
    for code, position in sorted(wanted.items()):
        if mark_stale(code, position):
            transaction.on_commit(partial(nudge_forecast, code))


def nudge_forecast(project: str) -> None:
    """Send one message. If the broker is away, the sweep finds the stale row a little later."""
    from projects.tasks import forecast_project

    try:
        forecast_project.delay(project)
    except OperationalError:
        log.warning("Broker away: the forecast of %s waits for the sweep.", project)
