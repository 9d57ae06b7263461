"""Clocks that are set back and forth while facts are recorded."""

from tests.faults.scene import Scene

TWO_DAYS_SECONDS = 172_800


def test_clocks_set_back(scene: Scene) -> None:
    writers = [
        scene.start_writer(batch=3, until=60, clock_swing_seconds=TWO_DAYS_SECONDS)
        for _ in range(3)
    ]
    scene.until_ended(*writers)

    assert scene.examine().flaws == []
