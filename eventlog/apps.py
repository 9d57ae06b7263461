"""The ground floor: an append-only log, and what any app needs to stand on it."""

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.module_loading import autodiscover_modules

from eventlog.checks import TAG, check_events
from eventlog.guards import check_guards


class EventLogConfig(AppConfig):
    name = "eventlog"
    verbose_name = "Event log"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make every app's facts, projections and rules known before the first append, and checked at start."""
        register(check_events, TAG)
        register(check_guards, Tags.database, deploy=True)
        import_module("eventlog.updates")
        autodiscover_modules("events", "projections", "reactions", "soundness")
