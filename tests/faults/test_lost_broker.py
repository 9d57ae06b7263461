"""The broker gone for a while, with all that was queued in it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

from config.processes import spawn, stop
from tests.faults.broker import broker
from tests.faults.conftest import Stage
from tests.faults.databases import Databases
from tests.faults.nursery import ROOT
from tests.faults.scene import Scene

CELERY = [sys.executable, "-m", "celery", "-q", "-A", "config.celery", "worker", "--beat"]
ALONE = ["--pool", "solo", "--without-mingle", "--without-gossip", "-l", "INFO"]


class SupervisedWorker:
    """A Celery worker, with the beat that sweeps, which is started again when it ends.

    It does end when its broker goes between a task and its acknowledgement: kombu then looks for
    the connection that it has closed (celery/kombu#582). What runs services starts it again.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._process: Popen[bytes] | None = None

    def keep(self) -> None:
        if self._process is None or self._process.poll() is not None:
            schedule = ["--schedule", str(self._scene.home / "schedule")]
            command = [*CELERY, *ALONE, *schedule]
            with (self._scene.home / "celery.log").open("ab") as output:
                environment = self._scene.environment
                self._process = spawn(command, output=output, cwd=ROOT, env=environment)

    def stop(self) -> None:
        if self._process:
            stop(self._process)


@contextmanager
def supervised(scene: Scene) -> Iterator[SupervisedWorker]:
    worker = SupervisedWorker(scene)
    try:
        yield worker
    finally:
        worker.stop()


def until_followed(scene: Scene, worker: SupervisedWorker, sign: str) -> None:
    """Until Celery has brought the followers of the product to the end of the log."""

    def followed() -> bool:
        worker.keep()
        return (scene.home / sign).exists()

    scene.start("watcher", "watcher", sign=sign)
    scene.until(followed)


def test_the_broker_is_gone_for_a_while(stage: Stage, databases: Databases, tmp_path: Path) -> None:
    with broker(tmp_path) as queue:
        scene = stage(databases.new(), queue.address)
        with supervised(scene) as worker:
            scene.until_ended(scene.start_writer(until=10))
            until_followed(scene, worker, "followed")
            queue.kill()
            scene.kills += 1
            scene.until_ended(scene.start_writer(until=10))
            queue.start()
            until_followed(scene, worker, "caught-up")

    assert scene.examine().flaws == []
