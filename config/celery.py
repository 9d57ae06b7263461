"""The Celery application. `config.apps` imports it, so that every shared task finds it."""

import os

from celery import Celery
from celery.signals import import_modules

from eventlog.checks import refuse_to_start_unreadable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("slipway")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@import_modules.connect(sender=app, weak=False)
def check_at_start(**_: object) -> None:
    """In workers and beat, before any task is taken: what this signal raises ends the process."""
    refuse_to_start_unreadable()
