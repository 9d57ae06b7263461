"""No room left for the database file: a quota, as mounting a small disk takes more rights."""

from resource import RLIM_INFINITY, RLIMIT_FSIZE, prlimit

from tests.faults.scene import Scene

QUOTA_BYTES = 900_000  # an empty database takes 700,000


def test_a_full_disk_stops_writers_until_there_is_room_again(scene: Scene) -> None:
    writers = [scene.start_writer(batch=10) for _ in range(2)]
    for writer in writers:
        prlimit(writer.pid, RLIMIT_FSIZE, (QUOTA_BYTES, RLIM_INFINITY))
    scene.until(lambda: len(scene.unsure()) >= 3)
    for writer in writers:
        prlimit(writer.pid, RLIMIT_FSIZE, (RLIM_INFINITY, RLIM_INFINITY))
    scene.until_answered(more=5)

    assert scene.examine().flaws == []
    assert {note.why for note in scene.unsure()} <= {"disk I/O error", "database or disk is full"}
