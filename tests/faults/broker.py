"""A broker that can be killed and started again at the same address, having forgotten everything."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

from config.processes import free_port, spawn, stop
from config.services import redis_program, redis_settings, redis_url


class Broker:
    def __init__(self, home: Path) -> None:
        port, password = free_port(), secrets.token_urlsafe(16)
        self.address = redis_url(port, password) + "/0"
        self._settings = redis_settings(port, password, home)
        self._log = home / "broker.log"
        self.server: Popen[bytes]

    def start(self) -> None:
        program = redis_program()
        assert program is not None
        with self._log.open("ab") as output:
            self.server = spawn([str(program), "-"], output=output, told=self._settings)

    def kill(self) -> None:
        self.server.kill()
        self.server.wait()


@contextmanager
def broker(home: Path) -> Iterator[Broker]:
    started = Broker(home)
    started.start()
    try:
        yield started
    finally:
        stop(started.server)
