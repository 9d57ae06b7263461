"""Reactions to the log whose worker dies in the middle, or that several workers do at once."""

from tests.faults.scene import Scene


def test_followers_killed_between_effect_and_checkpoint(scene: Scene) -> None:
    scene.start_writer(batch=5, until=150)
    for position in (10, 70, 140):
        reader = scene.start_reader(sleep_at=position)
        scene.until((scene.home / f"asleep-{position}").exists)
        scene.kill(reader)
    scene.start_reader()

    assert scene.examine().flaws == []


def test_one_task_delivered_to_three_workers_at_once(scene: Scene) -> None:
    for _ in range(3):
        scene.start_reader()
    writers = [scene.start_writer(batch=5, until=100, pause_seconds=0.01) for _ in range(2)]
    scene.until_ended(*writers)

    assert scene.examine().flaws == []
