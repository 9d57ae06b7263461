import io
import zipfile
from pathlib import Path

import pytest

from projects.schedule.errors import ArchiveUnreadable, FileMissing, UnreadableSchedule
from projects.schedule.model import ActivityKind, Link, LinkType
from projects.schedule.read_csv import read_csv

ACTIVITIES = """id,name,optimistic_days,likely_days,pessimistic_days
S,Start,0,0,0
A,Hall B: L5 integrated test,4,5,9
E,End,0,0,0
"""
LINKS = """predecessor,successor,type,lag_days
S,A,FS,0
A,E,FS,-1.5
"""


def files(activities: str = ACTIVITIES, links: str = LINKS) -> dict[str, bytes]:
    return {"activities.csv": activities.encode(), "links.csv": links.encode()}


def problems(activities: str = ACTIVITIES, links: str = LINKS) -> set[tuple[str, int | None]]:
    with pytest.raises(UnreadableSchedule) as refusal:
        read_csv(files(activities, links))
    return {(problem.code, problem.row) for problem in refusal.value.problems}


def test_days_become_minutes_of_the_calendar() -> None:
    schedule = read_csv(files())
    start, test, end = schedule.activities

    assert (test.optimistic, test.likely, test.pessimistic) == (1920, 2400, 4320)
    assert (test.hall, test.cx_level) == ("B", "L5")
    assert schedule.links[1] == Link(predecessor="A", successor="E", type=LinkType.FS, lag=-720)
    assert start.kind is ActivityKind.START_MILESTONE
    assert end.kind is ActivityKind.FINISH_MILESTONE


def test_columns_for_hall_and_level_overrule_the_name() -> None:
    text = "id;name;likely_days;hall;cx_level\nA;Hall B: L5 test;5;D;L3\n"
    activity = read_csv(files(text, "predecessor;successor\n")).activities[0]

    assert (activity.hall, activity.cx_level, activity.optimistic) == ("D", "L3", None)


def test_a_folder_a_zip_and_files_in_memory_read_alike(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files().items():
            (tmp_path / name).write_bytes(content)
            archive.writestr(f"export/{name}", content)

    from_folder = read_csv(tmp_path, name="x")
    assert from_folder == read_csv(files(), name="x")
    assert from_folder == read_csv(packed.getvalue(), name="x")


def test_everything_wrong_is_said_at_once() -> None:
    activities = """id,name,optimistic_days,likely_days,pessimistic_days
S,Start,0,0,0
A,Backwards,6,5,9
B,No number,1,five,9
C,Negative,-1,5,9
A,Again,1,5,9
D,Missing,1,,9
F,Too,1,5,9,9
,Nameless,1,5,9
G,Endless,1,5,inf
"""
    links = """predecessor,successor,type,lag_days
S,A,FS,0
S,X,FS,0
S,A,FS,1
S,A,FX,0
S,A,SS,soon
"""
    assert problems(activities, links) == {
        ("durations_out_of_order", 3),
        ("not_a_number", 4),
        ("negative_duration", 5),
        ("duplicate_activity", 6),
        ("missing_value", 7),
        ("wrong_number_of_cells", 8),
        ("missing_value", 9),
        ("not_a_number", 10),
        ("link_to_unknown_activity", 3),
        ("duplicate_link", 4),
        ("unknown_link_type", 5),
        ("not_a_number", 6),
    }


def test_a_missing_column_and_an_empty_file_are_refused() -> None:
    assert problems("id,name\nA,B\n", "") == {("missing_column", 1)}
    assert problems("id,name,likely_days\n", "predecessor,successor\n") == {
        ("schedule_has_no_activities", None)
    }


def test_a_cycle_is_one_of_the_problems() -> None:
    assert problems(links=LINKS + "E,A,SS,0\n") == {("schedule_has_cycle", None)}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "activities.csv").write_text(ACTIVITIES)

    with pytest.raises(FileMissing, match=r"links\.csv"):
        read_csv(tmp_path)


def test_a_damaged_zip_is_refused() -> None:
    with pytest.raises(ArchiveUnreadable):
        read_csv(b"PK\x03\x04 and no more")
