"""The ground floor: an append-only log, and what any app needs to stand on it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EventLogConfig(AppConfig):
    name = "eventlog"
    verbose_name = "Event log"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make every app's facts and projections known before the first append."""
        autodiscover_modules("events", "projections", "reactions")
