"""SIGSTOP of the one who holds the write lock: a file cannot take it back, so the process must go."""

from tests.faults.scene import Scene


def test_a_frozen_writer_is_killed_and_the_others_go_on(scene: Scene) -> None:
    frozen = scene.start_writer(batch=5, hold_seconds=60)
    scene.until_held(by=frozen)
    scene.freeze(frozen)
    waiting = [scene.start_writer(batch=5, until=50) for _ in range(2)]

    assert scene.answered() == 0
    scene.kill(frozen)
    scene.until_ended(*waiting)

    verdict = scene.examine()

    assert verdict.flaws == []
    assert verdict.events == verdict.acknowledged
