"""One fault on stage: a database of its own, workers that are real processes, and a verdict."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from tests.faults.invariants import Verdict
from tests.faults.notes import Answered, Holding, Note, Unsure, notes_in
from tests.faults.nursery import Nursery

PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Worker:
    name: str
    pid: int
    log: Path

    def is_alive(self) -> bool:
        """A worker that has ended is gone at once: the nursery keeps no dead ones."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def failure(self) -> str:
        """What it said last, if it ended by an error."""
        said = self.log.read_text() if self.log.exists() else ""
        return said if "Traceback" in said and not self.is_alive() else ""


class Scene:
    """Starts workers on one database, counts what is done to them, and has the end examined."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.home = home
        self.environment = environment
        self.address = environment["DATABASE_URL"]
        self.writers = self.kills = 0
        self.verdict: Verdict | None = None
        self._workers: list[Worker] = []
        self._nursery = Nursery(environment, home / "nursery.log")

    def start(self, module: str, called: str, /, **arguments: Any) -> Worker:
        """Fork a worker that runs `tests.faults.<module>.main(home=..., **arguments)`."""
        log = self.home / f"{called}.log"
        given = {"home": str(self.home), **arguments}
        worker = Worker(called, self._nursery.fork(f"tests.faults.{module}", given, log), log)
        self._workers.append(worker)
        return worker

    def start_writer(self, **how: Any) -> Worker:
        self.writers += 1
        name = f"W{self.writers}"
        return self.start("writer", name, name=name, **how)

    def start_reader(self, *, sleep_at: int | None = None) -> Worker:
        return self.start("reader", f"reader-{time.monotonic_ns()}", sleep_at=sleep_at)

    def kill(self, worker: Worker) -> None:
        os.kill(worker.pid, signal.SIGKILL)
        self.kills += 1
        self._workers.remove(worker)
        self.until_ended(worker)

    def freeze(self, worker: Worker) -> None:
        os.kill(worker.pid, signal.SIGSTOP)

    def thaw(self, worker: Worker) -> None:
        os.kill(worker.pid, signal.SIGCONT)

    def notes(self) -> list[Note]:
        return notes_in(self.home)

    def answered(self) -> int:
        return sum(isinstance(note, Answered) for note in self.notes())

    def unsure(self) -> list[Unsure]:
        """The times that a writer got no answer."""
        return [note for note in self.notes() if isinstance(note, Unsure)]

    def until_answered(self, *, more: int) -> None:
        wanted = self.answered() + more
        self.until(lambda: self.answered() >= wanted)

    def until_held(self, *, by: Worker) -> None:
        """Until a writer sleeps between its append and its commit."""
        self.until(
            lambda: any(
                isinstance(note, Holding) and note.batch.writer == by.name for note in self.notes()
            )
        )

    def until_ended(self, *workers: Worker) -> None:
        self.until(lambda: not any(worker.is_alive() for worker in workers))

    def until(self, condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            self._fail_with_workers()
            assert time.monotonic() < deadline, f"waited {seconds} s in vain"
            time.sleep(0.01)

    def finish(self) -> None:
        """Let every worker end the work in its hands."""
        stop = self.home / "stop"
        stop.touch()
        self.until_ended(*self._workers)
        self._fail_with_workers()
        self._workers.clear()
        stop.unlink()

    def examine(self) -> Verdict:
        """End the work and judge what the database holds, in a process that has seen none of it."""
        self.finish()
        file = self.home / f"verdict-{time.monotonic_ns()}"
        self.start("examiner", "examiner", verdict=str(file))
        self.until(file.exists)
        self.verdict = msgspec.json.decode(file.read_bytes(), type=Verdict)
        return self.verdict

    def close(self) -> None:
        self._nursery.close()

    def _fail_with_workers(self) -> None:
        for worker in self._workers:
            assert not worker.failure(), f"{worker.name} failed:\n{worker.failure()}"
