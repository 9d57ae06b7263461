from config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.eventlog.unreadable"]  # noqa: F405
