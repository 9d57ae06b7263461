import json
import re
from io import StringIO

from django.core.management import call_command
from django.db import connection

from config.management.commands.bench import as_json
from eventlog.bench.lines import Goal, Line, table
from eventlog.events import event_types
from eventlog.projections import Projection

TINY = ("--rounds=1", "--seconds=0.01", "--events=300", "--writers=1", "--writers=2")


def line(*values: float, goal: Goal | None = None) -> Line:
    return Line(database="A database", section="append", what="ours", values=values, goal=goal)


def test_the_bench_measures_this_database_and_says_what_was_reached():
    printed = StringIO()
    database = "postgres" if connection.vendor == "postgresql" else "sqlite"

    call_command("bench", "log", *TINY, f"--database={database}", stdout=printed)

    for what in (
        "ours / library: 1 event, 2 writers",
        "ours with a read model / library: 1,000 events, 2 writers",
        "ours / ours, without the chain: 1 event, 1 writer",
        "fold of one stream, 300 events, events/s",
        "rebuild of all read models, 300 events, events/s",
        "time of an append at 300 events / at 300",
    ):
        found = next(each for each in printed.getvalue().splitlines() if each.startswith(what))
        assert re.search(r"reached|no goal", found)
    assert (", a flush of 3 ms" in printed.getvalue()) == (database == "postgres")


def test_what_the_bench_writes_is_known_to_no_other_process():
    assert not any(name.startswith("bench.") for name in event_types())
    assert "eventlog.tally" not in Projection.registry


def test_a_goal_that_was_missed_says_how_much_of_it_was_reached():
    assert line(0.9, 0.3, 0.7, goal=Goal(value=1.0)).verdict == "not reached: 0.70 of the goal"
    assert line(2.0, goal=Goal(value=1.3, at_most=True)).verdict == "not reached: 0.65 of the goal"
    assert line(1.3, goal=Goal(value=1.3, at_most=True)).verdict == "reached"


def test_the_table_shows_the_median_between_its_spreads():
    *_, row = table([line(1, 2, 3, 4, 50, goal=Goal(value=2.5))])

    assert row.split("  ")[0] == "ours"
    assert re.split(r"\s{2,}", row)[1:] == [
        ">= 2.50",
        "3.00",
        "2.00 - 4.00",
        "1.00 - 50.00",
        "reached",
    ]


def test_json_keeps_the_value_of_every_round():
    figures = json.loads(as_json(line(1.0, 3.0)))

    assert (figures["values"], figures["median"], figures["verdict"]) == (
        [1.0, 3.0],
        2.0,
        "no goal",
    )
