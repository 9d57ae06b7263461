"""Read models rebuilt by two at once while facts go on being recorded."""

from tests.faults.scene import Scene

ROUNDS = 4


def test_two_rebuilds_at_once_while_writers_go_on(scene: Scene) -> None:
    for _ in range(2):
        scene.start_writer(batch=5, pause_seconds=0.02)
    scene.until_answered(more=20)
    for name in ("one", "other"):
        scene.start("rebuilder", name, called=name)
    scene.until(
        lambda: all((scene.home / f"{name}-{ROUNDS}").exists() for name in ("one", "other"))
    )

    assert scene.examine().flaws == []
    assert scene.unsure() == []  # no writer was chosen to end a deadlock
