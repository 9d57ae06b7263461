"""Sites simulated by one worker and by four, through the real broker, are the same draw to the byte."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore

import pytest
from celery.contrib.testing.worker import start_worker
from celery.signals import task_postrun

from config.celery import app
from eventlog.log import tail_position
from projects.models import ForecastDraws
from projects.portfolio.combining import combined
from projects.portfolio.told import joint_told
from projects.tasks import forecast_project
from tests.projects.portfolio.two_sites import FEW, both, second

__all__ = ("both", "second")

PATIENCE_SECONDS = 60
ASKED = 3
"""Arguments of the task as it is asked for here: project, position, iterations."""


@contextmanager
def counted() -> Iterator[Semaphore]:
    """Rings once for each task of ours that has ended."""
    ended = Semaphore(0)

    def ring(args: tuple[object, ...] = (), **_: object) -> None:
        if len(args) == ASKED:  # the facts ask for forecasts of their own
            ended.release()

    task_postrun.connect(ring, sender=forecast_project, weak=False)
    yield ended
    task_postrun.disconnect(ring, sender=forecast_project)


def forecast_by(workers: int, codes: list[str], as_of: int) -> dict[tuple[str, str], bytes]:
    """Everything that is kept when so many workers have forecast each project twice."""
    ForecastDraws.objects.all().delete()
    worker = start_worker(
        app, pool="threads", concurrency=workers, perform_ping_check=False, shutdown_timeout=30
    )
    with counted() as ended, worker:
        for code in [*codes, *codes]:
            forecast_project.delay(code, as_of, FEW)
        for _ in [*codes, *codes]:
            assert ended.acquire(timeout=PATIENCE_SECONDS)
    return {(d.project, d.tranche): bytes(d.packed) for d in ForecastDraws.objects.all()}


@pytest.mark.django_db(transaction=True)
def test_one_worker_and_four_give_the_same_portfolio(both) -> None:
    codes, as_of = [build.code for build in both], tail_position()
    app.control.purge()  # the forecasts of 16,384 iterations that the facts have asked for
    kept, told = [], []
    for workers in (1, 4):
        kept.append(forecast_by(workers, codes, as_of))
        told.append(joint_told(combined()))

    assert len(kept[0]) == 2
    assert kept[0] == kept[1]
    assert told[0] == told[1]
    assert told[0]["tranches"] == 2
