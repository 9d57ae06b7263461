"""The Celery application. `config.apps` imports it, so that every shared task finds it."""

import gc
import os
from importlib import import_module

from celery import Celery
from celery.signals import import_modules, worker_init
from django.conf import settings

from config.memory import keep_what_is_freed
from eventlog.checks import refuse_to_start_unreadable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("slipway")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@import_modules.connect(sender=app, weak=False)
def check_at_start(**_: object) -> None:
    """In workers and beat, before any task is taken: what this signal raises ends the process."""
    refuse_to_start_unreadable()


@worker_init.connect(weak=False)
def load_once_for_all(**_: object) -> None:
    """Before a worker forks: its processes have the compiled loops in common, and the first task of each
    waits for none. What is there by now stays to the end, so no collection of garbage walks through it.
    What a task frees is kept for the next one."""
    assert settings.VAR  # settings are to be read first: they say where the loops are kept
    from projects.compile_kernels import MODULES_WITH_LOOPS
    from projects.schedule import kernels

    if kernels.READY.exists():
        for name in MODULES_WITH_LOOPS:
            import_module(name).compile_loops()
    gc.collect()
    gc.freeze()
    keep_what_is_freed()
