"""Children of one command: started tied to it, watched, and stopped in a given order."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before any fork
_PR_SET_PDEATHSIG = 1


class ChildDied(Exception):
    """A child that should run on has ended; the text shows the end of its log."""

    def __init__(self, child: "Child") -> None:
        last = "\n".join("  " + line for line in child.last_lines())
        super().__init__(
            f"{child.name} ended by itself with {child.process.returncode}. "
            f"The end of its log, {child.log}:\n{last or '  (empty)'}"
        )


@dataclass(frozen=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_lines(self) -> list[str]:
        return self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]


class ProcessGroup:
    """Named children. `stop_order` says who goes first; whoever it does not name goes before."""

    def __init__(self, logs: Path, *, stop_order: tuple[str, ...]) -> None:
        self.logs = logs
        self.stop_order = stop_order
        self.children: list[Child] = []
        logs.mkdir(parents=True, exist_ok=True)

    def start(self, name: str, command: list[str], *, told: str = "", **options: Any) -> Child:
        """Start a child that writes to its own log. `told` goes to its standard input."""
        log = self.logs / f"{name}.log"
        with log.open("wb") as output:
            process = spawn(command, output=output, told=told, **options)
        child = Child(name, process, log)
        self.children.append(child)
        return child

    def check(self) -> None:
        """Raises ChildDied for the first child that is no longer there."""
        for child in self.children:
            if child.process.poll() is not None:
                raise ChildDied(child)

    def await_port(self, port: int, *, seconds: float = 30) -> None:
        """Until somebody answers at the port; raises ChildDied, or TimeoutError after a while."""
        deadline = time.monotonic() + seconds
        while not answers(port):
            self.check()
            if time.monotonic() > deadline:
                raise TimeoutError(f"Nobody answers at port {port}. The logs are in {self.logs}.")
            time.sleep(0.05)

    def finish(self, command: list[str], **options: Any) -> int:
        """Run a command to its end on our own terminal while the children are watched."""
        process = spawn(command, output=None, **options)
        try:
            while process.poll() is None:
                self.check()
                time.sleep(0.1)
        finally:
            stop(process)
        return process.returncode

    def stop(self) -> None:
        for child in sorted(self.children, key=self._turn):
            stop(child.process)
        self.children.clear()

    def kill(self) -> None:
        for child in self.children:
            if child.process.poll() is None:
                os.killpg(child.process.pid, signal.SIGKILL)

    def _turn(self, child: Child) -> int:
        return self.stop_order.index(child.name) if child.name in self.stop_order else -1


def spawn(
    command: list[str], *, output: Any, told: str = "", **options: Any
) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that the terminal's Ctrl-C reaches only us.

    It dies with us even when we are killed. `told` is written to its standard input: what stands
    there stands in no list of processes. output None is our own.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE if told else subprocess.DEVNULL,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_die_with_parent if _LIBC else None,
        **options,
    )
    if process.stdin:
        with suppress(BrokenPipeError), process.stdin:  # a child that ended is found by its watcher
            process.stdin.write(told.encode())
    return process


def stop(process: subprocess.Popen[bytes], how: int = signal.SIGTERM, seconds: float = 25) -> None:
    """Ask, wait, and at last kill it with all that it started."""
    if process.poll() is not None:
        return
    process.send_signal(how)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _die_with_parent() -> None:
    # SIGKILL: a worker that is asked politely would wait for its broker, which is dead as well.
    assert _LIBC is not None
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as web servers do
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def answers(port: int) -> bool:
    """Whether somebody listens at a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
