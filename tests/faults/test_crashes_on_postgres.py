"""The database server stopped at once under load, and what is answered too early."""

from pathlib import Path

from tests.faults.cluster import Cluster
from tests.faults.scene import Scene


def crash(scene: Scene, cluster: Cluster) -> None:
    cluster.crash()
    scene.kills += 1
    cluster.start()


def test_the_database_crashes_under_load(scene: Scene, own_cluster: Cluster) -> None:
    for _ in range(4):
        scene.start_writer(batch=5)
    scene.start_reader()
    for _ in range(3):
        scene.until_answered(more=40)
        crash(scene, own_cluster)
    scene.until_answered(more=40)

    verdict = scene.examine()

    assert verdict.flaws == []
    assert scene.unsure()  # the crashes were in the middle of something


def test_what_is_acknowledged_before_it_is_flushed_is_found_lost(
    scene: Scene, own_cluster: Cluster
) -> None:
    scene.start_writer(flush=False)
    scene.until_answered(more=30)
    crash(scene, own_cluster)
    scene.until_answered(more=1)

    assert scene.examine().lost > 0
    scene.verdict = None  # no fault that is survived: it stands in no summary


def test_a_repeated_request_is_answered_when_the_first_is_on_the_disk(
    scene: Scene, own_cluster: Cluster, tmp_path: Path
) -> None:
    """The first sender went between its commit and the flush, and nobody heard an answer."""
    unheard = tmp_path / "unheard"
    unheard.mkdir()
    sender = scene.start("writer", "sender", name="W1", home=str(unheard), flush=False, until=20)
    scene.until_ended(sender)
    scene.until_ended(scene.start_writer(until=20))  # W1 as well: the same requests, by their keys
    crash(scene, own_cluster)

    verdict = scene.examine()

    assert verdict.flaws == []
    assert verdict.acknowledged == 20
