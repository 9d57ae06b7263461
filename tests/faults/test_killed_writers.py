"""kill -9 of whoever is writing, at any moment and at the worst one."""

from tests.faults.scene import Scene


def test_writers_killed_in_the_middle_of_an_append(scene: Scene) -> None:
    writers = [scene.start_writer(batch=10) for _ in range(3)]
    for _ in range(5):
        scene.until_answered(more=8)
        scene.kill(writers.pop(0))
        writers.append(scene.start_writer(batch=10))
    scene.until_answered(more=8)

    assert scene.examine().flaws == []
    assert scene.unsure() == []  # those who live were not disturbed


def test_a_writer_killed_between_its_append_and_its_commit(scene: Scene) -> None:
    for _ in range(3):
        holder = scene.start_writer(batch=10, hold_seconds=60)
        scene.until_held(by=holder)
        heirs = [scene.start_writer(batch=10, until=20) for _ in range(2)]
        scene.kill(holder)
        scene.until_ended(*heirs)

    verdict = scene.examine()

    assert verdict.flaws == []
    assert verdict.events == verdict.acknowledged  # what was held left nothing
