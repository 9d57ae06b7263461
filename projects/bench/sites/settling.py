"""The empty database before the sites, and the log with nothing left to do behind them."""

from celery import current_app as app
from django.core.management import call_command
from django.db import connection
from django.db.models import F

from eventlog import followers
from projects.bench.sites.making import make_reference_data, make_storm
from projects.bench.sites.plan import Plan
from projects.models import ForecastDue


def prepare(plan: Plan) -> None:
    call_command("migrate", verbosity=0)
    make_reference_data(plan.sites)
    make_storm()


def settle() -> None:
    """So that what is timed begins with the fact that is timed: what was asked for before is taken back.

    The tables are vacuumed, as PostgreSQL would a minute later by itself: in the middle of a measurement.
    """
    for name in followers.registry:
        followers.follow(name, wait=True)
    app.control.purge()
    ForecastDue.objects.update(done=F("wanted"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
