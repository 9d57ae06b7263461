"""A PostgreSQL of our own that may be crashed: it keeps its promises to the disk and starts again."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from config import services
from config.processes import spawn, stop

SETTINGS = {
    "timezone": "UTC",
    "max_connections": "60",
    # What is committed without a flush stays in memory for as long as it can: an answer that was
    # given too early is then lost in every crash and not in one of many.
    "wal_writer_delay": "10s",
    "wal_writer_flush_after": "64MB",
    "eventlog.early_release": "on",
}


class Cluster:
    def __init__(self, home: Path, programs: Path, as_user: dict[str, Any]) -> None:
        self.home = home
        self._as_user = as_user
        self._command = [str(programs / "postgres"), "-D", str(home / "data"), "-k", str(home)]
        self._command += ["-h", ""]
        for name, value in SETTINGS.items():
            self._command += ["-c", f"{name}={value}"]
        self.server: subprocess.Popen[bytes]

    def start(self) -> None:
        log = self.home / "log"
        with log.open("a") as output:
            self.server = spawn(self._command, output=output, cwd=self.home, **self._as_user)
        pid_file = self.home / "data" / "postmaster.pid"
        services._await(self.server, lambda: services._accepts(pid_file), log)

    def crash(self) -> None:
        """Stop at once, as `pg_ctl -m immediate`: nothing is flushed, the next start recovers."""
        self.server.send_signal(signal.SIGQUIT)
        self.server.wait(20)

    def stop(self) -> None:
        stop(self.server, signal.SIGINT)

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{database}?host={self.home}"

    def run(self, statement: str) -> None:
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def cluster() -> Iterator[Cluster]:
    with services._directory("slipway-pg-") as home:
        programs = services._postgres_programs(home)
        as_user = services._as_nobody(home) if os.geteuid() == 0 else {}
        services._make_cluster(programs / "initdb", home, as_user)
        server = Cluster(home, programs, as_user)
        server.start()
        try:
            yield server
        finally:
            server.stop()
