"""SIGSTOP of the one who holds the lock of the log: the server ends its transaction after a while."""

from tests.faults.scene import Scene


def test_a_frozen_writer_loses_its_lock_and_says_it_again_when_it_wakes(scene: Scene) -> None:
    frozen = scene.start_writer(batch=5, hold_seconds=1, until=10)
    scene.until_held(by=frozen)
    scene.freeze(frozen)
    waiting = [scene.start_writer(batch=5, until=20) for _ in range(2)]
    scene.until_ended(*waiting)
    answered = scene.answered()
    scene.thaw(frozen)
    scene.until_ended(frozen)

    assert scene.examine().flaws == []
    assert answered
    assert frozen.name in {note.batch.writer for note in scene.unsure()}
