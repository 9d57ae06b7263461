"""`manage.py demo`: everything at once on this machine, with the demo portfolio in it."""

import signal
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from config import demo_database
from config.bootstrap import one_at_a_time
from config.demo_database import Found
from config.management.commands.load_demo import LOGIN
from config.processes import ChildDied, port_is_free
from config.running import CommandFailed, Running, running

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(KeyboardInterrupt):
    """Ctrl-C, or the signal of whoever wants this process to end."""


class Command(BaseCommand):
    help = "Run web, worker, beat and broker on this machine, with a made-up portfolio in it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="of the web server (8000)")
        parser.add_argument("--no-serve", action="store_true", help="end after the table")
        parser.add_argument("--reset", action="store_true", help="delete the demo database first")

    def handle(self, *args: Any, port: int, no_serve: bool, reset: bool, **options: Any) -> None:
        self.serves = False
        self._refuse_production()
        if not no_serve:
            self._refuse_taken(port)
        with one_at_a_time(settings.VAR / "demo.lock", if_busy=refuse_second), stop_signals():
            try:
                loaded = self._database(reset=reset)
                self._run(loaded=loaded, port=None if no_serve else port)
            except (ChildDied, CommandFailed, TimeoutError) as reason:
                raise CommandError(str(reason)) from None
            except StopAsked:
                if not self.serves:
                    raise CommandError("Stopped before the end.", returncode=130) from None

    def _run(self, *, loaded: bool, port: int | None) -> None:
        parts = running(settings.VAR, port=port)
        try:
            if port or not loaded:
                self._say("Starting the queue ...")
                parts.start_queue()
            if not loaded:
                self._say("Loading the demo portfolio and forecasting every project ...")
                parts.do("load_demo")
                self._mark_loaded()
            call_command("portfolio", stdout=self.stdout)
            if port:
                self._serve(parts, port)
        finally:
            second_signal_kills(parts)
            parts.stop()

    def _serve(self, parts: Running, port: int) -> NoReturn:
        parts.serve(port)
        self.serves = True
        self._say(
            f"\nSlipway runs at http://127.0.0.1:{port}/ (log in as {LOGIN}, password {LOGIN}); "
            f"the API is at /api/v1/docs/.\nMails are {where_mails_go()}, logs are in "
            f"{settings.VAR / 'log'}. Ctrl-C stops everything."
        )
        while True:
            parts.check()
            time.sleep(0.3)

    # -- What stands before the start ---------------------------------------------------------

    def _refuse_production(self) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo makes a login that anybody can guess: it does not run with DEBUG=False."
            )

    def _refuse_taken(self, port: int) -> None:
        if not 1 <= port <= 65535:
            raise CommandError(f"There is no port {port}; choose one from 1024 to 65535.")
        if not port_is_free(port):
            raise CommandError(
                f"Port {port} is taken. Stop what listens there, or choose another: "
                f"python3 manage.py demo --port {port + 80 if port < 65000 else 8080}"
            )

    def _database(self, *, reset: bool) -> bool:
        """Bring the tables up to date. Says whether the portfolio is there."""
        if reset:
            self._reset()
        loaded = self._is_loaded()
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as reason:
            self._refuse_database(f"cannot be brought up to date ({reason})")
        return loaded

    def _is_loaded(self) -> bool:
        if not self._file:
            return False  # a server's database; load_demo itself knows what is there
        stands = demo_database.found(self._file)
        if stands is Found.NO_DATABASE:
            self._refuse_database("is not a database of SQLite")
        if stands is Found.HALF_MADE:
            self._refuse_database("is not one that the demo has made to its end")
        return stands is Found.LOADED

    def _mark_loaded(self) -> None:
        if self._file:
            demo_database.mark_loaded(self._file)

    def _refuse_database(self, what: str) -> NoReturn:
        if self._file is None:
            raise CommandError(f"The database of DATABASE_URL {what}.")
        raise CommandError(
            f"{self._file} {what}. To delete it and start afresh: python3 manage.py demo --reset"
        )

    def _reset(self) -> None:
        if self._file is None:
            raise CommandError("--reset deletes no database of a server; empty it yourself.")
        leavings = (settings.VAR / "broker", settings.VAR / "mail")  # queued tasks, written mails
        demo_database.remove(self._file, leavings=leavings)

    @property
    def _file(self) -> Path | None:
        name = connection.settings_dict["NAME"]
        return Path(name) if connection.vendor == "sqlite" else None

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def refuse_second() -> NoReturn:
    """Two demos on one database would share a broker's files."""
    raise CommandError(f"Another demo runs on {settings.VAR} already. Stop it first (Ctrl-C).")


@contextmanager
def stop_signals() -> Iterator[None]:
    """Raise StopAsked where the main thread is; afterwards the signals mean what they did before."""

    def ask(number: int, frame: Any) -> NoReturn:
        raise StopAsked

    before = {number: signal.signal(number, ask) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)


def second_signal_kills(parts: Running) -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, lambda *_: parts.kill())


def where_mails_go() -> str:
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return f"written to {settings.EMAIL_FILE_PATH}"
    return f"sent through {settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
