"""Web, worker, beat and broker under one command: as children, or as threads of one process."""

import logging
import multiprocessing
import os
import secrets
import sys
import threading
from pathlib import Path
from typing import Any, Protocol

from django.core.management import call_command

from config.processes import ProcessGroup, free_port
from config.services import redis_program, redis_settings, redis_url

STOP_ORDER = ("beat", "worker", "web", "broker")  # the worker still reports to the broker
COMPILE = ("-m", "projects.compile_kernels")
"""Before any worker: one that starts without compiled loops goes on without."""

WORKERS = min(4, max(2, os.cpu_count() or 1))


class Running(Protocol):
    """What the demo needs to be there, however it runs."""

    def start_queue(self) -> None:
        """Broker, worker and beat."""

    def do(self, command: str) -> None:
        """A management command whose tasks reach that queue. Raises CommandFailed."""

    def serve(self, port: int) -> None:
        """The admin and the API, answering when this returns."""

    def check(self) -> None:
        """Raises ChildDied when a part has ended by itself."""

    def stop(self) -> None:
        """End every part in order, with the work in hand done."""

    def kill(self) -> None:
        """End every part at once."""


class CommandFailed(Exception):
    def __init__(self, command: str, code: int) -> None:
        super().__init__(f"`{command}` ended with {code}; what it said stands above.")


def running(var: Path, *, port: int | None) -> Running:
    """Children where the machine allows: a broker to run, and locks that processes can share."""
    if (os.environ.get("REDIS_URL") or redis_program()) and _locks_can_be_shared():
        return InChildren(var, port=port)
    return InThreads(var)


def _locks_can_be_shared() -> bool:
    try:
        multiprocessing.Lock()
    except OSError:  # no writable /dev/shm, as in some containers
        return False
    return True


class InChildren:
    def __init__(self, var: Path, *, port: int | None) -> None:
        self.broker_dir = var / "broker"
        self.group = ProcessGroup(var / "log", stop_order=STOP_ORDER)
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONUNBUFFERED": "1",
        }
        if port:  # links in mails lead to where the pages are
            self.environment.setdefault("SLIPWAY_BASE_URL", f"http://127.0.0.1:{port}")

    def start_queue(self) -> None:
        self.group.finish([sys.executable, *COMPILE], env=self.environment)
        if "REDIS_URL" not in self.environment:
            self._start_broker()
        celery = [sys.executable, "-m", "celery", "-q", "-A", "config.celery"]
        alone = ["--without-mingle", "--without-gossip"]
        self._start("worker", [*celery, "worker", "-c", str(WORKERS), "-l", "INFO", *alone])
        self._start("beat", [*celery, "beat", "-l", "WARNING"])

    def _start_broker(self) -> None:
        program = redis_program()
        assert program is not None
        self.broker_dir.mkdir(parents=True, exist_ok=True)
        port, password = free_port(), secrets.token_urlsafe(16)
        settings = redis_settings(port, password, self.broker_dir, keeps=True)
        self.group.start("broker", [str(program), "-"], told=settings)
        self.group.await_port(port)
        self.environment["REDIS_URL"] = redis_url(port, password) + "/0"
        self.environment["CACHE_URL"] = redis_url(port, password) + "/1"

    def do(self, command: str) -> None:
        code = self.group.finish([sys.executable, "manage.py", command], env=self.environment)
        if code:
            raise CommandFailed(command, code)

    def serve(self, port: int) -> None:
        address = ["--bind", f"127.0.0.1:{port}", "--threads", "8"]
        self._start(
            "web",
            [sys.executable, "-m", "gunicorn", "--no-control-socket", "config.wsgi", *address],
        )
        self.group.await_port(port)

    def check(self) -> None:
        self.group.check()

    def stop(self) -> None:
        self.group.stop()

    def kill(self) -> None:
        self.group.kill()

    def _start(self, name: str, command: list[str]) -> None:
        self.group.start(name, command, env=self.environment)


class InThreads:
    """The fallback: one process, a broker in its memory. What is queued is gone when it ends, and
    is swept up again at the next start."""

    def __init__(self, var: Path) -> None:
        log_to(var / "log" / "demo.log")  # the terminal is for the table
        self.worker: Any = None
        self.beat: Any = None
        self.web: Any = None

    def start_queue(self) -> None:
        from celery.beat import EmbeddedService
        from celery.worker import WorkController

        from config.celery import app

        alone: dict[str, Any] = dict.fromkeys(
            ("without_mingle", "without_gossip", "without_heartbeat"), True
        )
        self.worker = WorkController(app=app, pool_cls="threads", concurrency=2, **alone)
        threading.Thread(target=self.worker.start, name="worker", daemon=True).start()
        self.beat = EmbeddedService(app, thread=True)
        self.beat.daemon = True
        self.beat.start()

    def do(self, command: str) -> None:
        call_command(command)

    def serve(self, port: int) -> None:
        from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

        from config.wsgi import application

        self.web = ThreadedWSGIServer(("127.0.0.1", port), WSGIRequestHandler)
        self.web.set_app(application)
        threading.Thread(target=self.web.serve_forever, name="web", daemon=True).start()

    def check(self) -> None:
        """Threads end with the process."""

    def stop(self) -> None:
        if self.beat:
            self.beat.stop()
        if self.worker:
            self.worker.stop()
        if self.web:
            self.web.shutdown()

    def kill(self) -> None:
        os._exit(1)


def log_to(file: Path) -> None:
    """From now on everything that is logged in this process goes to the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=file, filemode="w", level=logging.INFO, force=True)
    logging.getLogger("django.server").handlers.clear()
    logging.getLogger("django.server").propagate = True
