"""`manage.py load_demo`: the demo portfolio, by the real commands and through the real queue."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from config.story import STORIES, history
from config.story.loading import OtherStoryLoaded, load

LOGIN = "demo"


class Command(BaseCommand):
    help = "Record the facts of seven fictional sites and forecast them. Needs a running worker."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo makes a login that anybody can guess: it does not load with DEBUG=False."
            )
        make_login()
        history.set_aside(STORIES)
        try:
            self._record_facts()
            self._forecast()
        finally:
            history.give_back(STORIES)

    def _record_facts(self) -> None:
        begun = time.monotonic()
        loaded = None
        try:
            for month, loaded in load(STORIES):
                self._say(f"{month}: {loaded.recorded:,} facts recorded")
        except OtherStoryLoaded as reason:
            raise CommandError(
                f"{reason}. Start from an empty database: python3 manage.py demo --reset"
            ) from None
        assert loaded is not None
        seconds = time.monotonic() - begun
        self._say_last(
            f"{loaded.recorded:,} facts of {len(STORIES)} sites recorded in {seconds:.0f} s"
            + (f", {loaded.found:,} were there." if loaded.found else ".")
        )

    def _forecast(self) -> None:
        begun = time.monotonic()
        wanted = history.missing(history.positions(STORIES))
        history.enqueue(wanted)
        try:
            history.await_forecasts(
                wanted, lambda done, total: self._say(f"{done} of {total} forecasts")
            )
        except history.ForecastsMissing as reason:
            raise CommandError(f"\n{reason}") from None
        count = sum(len(each) for each in wanted.values())
        self._say_last(f"{count} forecasts made in {time.monotonic() - begun:.0f} s.")

    def _say(self, progress: str) -> None:
        """On a terminal each line of progress takes the place of the one before."""
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[K{progress}", ending="")
            self.stdout.flush()

    def _say_last(self, sentence: str) -> None:
        self._say("")
        self.stdout.write(sentence)
        self.stdout.flush()


def make_login() -> None:
    """A superuser whose name and password anybody knows, on a machine for trying things out."""
    people = get_user_model().objects
    if not people.filter(username=LOGIN).exists():
        people.create_superuser(username=LOGIN, password=LOGIN)
