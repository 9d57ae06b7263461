"""What stands in the demo's SQLite file: nothing yet, the whole portfolio, or something to refuse.

The mark that loading came to its end is SQLite's `user_version`, inside the file: it cannot be left
behind by a file that was removed, nor lost when the file is copied.
"""

import shutil
import sqlite3
from contextlib import closing
from enum import Enum, auto
from pathlib import Path

LOADED = 1


class Found(Enum):
    NOTHING = auto()
    HALF_MADE = auto()
    LOADED = auto()
    NO_DATABASE = auto()


def found(file: Path) -> Found:
    if not file.exists():
        return Found.NOTHING
    try:
        with closing(sqlite3.connect(file)) as database:
            (mark,) = database.execute("PRAGMA user_version").fetchone()
            (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        return Found.NO_DATABASE
    if mark == LOADED:
        return Found.LOADED
    return Found.HALF_MADE if tables else Found.NOTHING


def mark_loaded(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA user_version = {LOADED}")


def remove(file: Path, *, leavings: tuple[Path, ...]) -> None:
    """The file with what SQLite keeps beside it, and the directories that hang on its contents."""
    for part in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + part).unlink(missing_ok=True)
    for directory in leavings:
        shutil.rmtree(directory, ignore_errors=True)
