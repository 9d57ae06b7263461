"""Makespans and starts that others published or computed for public networks."""

import csv
import gzip
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from projects.schedule.cpm import Dates, forward, planned_durations
from projects.schedule.model import Activity, Constraint, ConstraintKind, Link, LinkType
from projects.schedule.network import Network
from tests.projects.schedule.build import MONDAY, NON_STOP, schedule


def passed(durations: dict[str, int], links: Iterable[Link]) -> tuple[Network, Dates]:
    activities = [
        Activity(code=code, name="", calendar=NON_STOP.code, likely=minutes)
        for code, minutes in durations.items()
    ]
    network = Network(
        schedule(activities, links, calendars=(NON_STOP,), default_calendar=NON_STOP.code)
    )
    return network, forward(network, planned_durations(network))


def oracle(path: Path, key: str, value: str) -> dict[str, int]:
    with path.open(encoding="utf-8") as rows:
        return {row[key]: round(float(row[value])) for row in csv.DictReader(rows)}


def members(path: Path, every: int = 1) -> Iterator[tuple[str, str]]:
    with tarfile.open(path) as archive:
        for member in [m for m in archive if m.isfile()][::every]:
            content = archive.extractfile(member)
            assert content is not None
            yield Path(member.name).name, content.read().decode("latin-1")


def psplib(text: str) -> tuple[dict[str, int], list[Link]]:
    precedence, _, requests = text.partition("REQUESTS/DURATIONS:")
    number = re.compile(r"^\s*\d+\s.*$", re.MULTILINE)
    rows = number.findall(precedence.partition("PRECEDENCE RELATIONS:")[2])
    links = [
        Link(predecessor=before, successor=after)
        for before, _, _, *following in (row.split() for row in rows)
        for after in following
    ]
    asked = number.findall(requests.partition("RESOURCEAVAILABILITIES")[0])
    return {row.split()[0]: int(row.split()[2]) for row in asked}, links


def rangen(text: str) -> tuple[dict[str, int], list[Link]]:
    numbers = iter(map(int, text.split()))
    count, resources = next(numbers), next(numbers)
    for _ in range(resources):
        next(numbers)
    durations, links = {}, []
    for code in range(1, count + 1):
        durations[str(code)] = next(numbers)
        for _ in range(resources):
            next(numbers)
        links += [
            Link(predecessor=str(code), successor=str(next(numbers))) for _ in range(next(numbers))
        ]
    return durations, links


def links_of(project: dict[str, Any]) -> list[Link]:
    """Of a project of DSLIB. Where it gives a link twice, the longer lag holds."""
    longest: dict[tuple[str, str, str], int] = {}
    for before, after, kind, lag in project["links"]:
        ends = str(before), str(after), kind
        longest[ends] = max(lag, longest.get(ends, lag))
    return [
        Link(predecessor=p, successor=s, type=LinkType(k), lag=lag)
        for (p, s, k), lag in longest.items()
    ]


@pytest.mark.parametrize("size", ["j30", "j60", "j90", "j120"])
def test_psplib_makespans_are_those_printed_in_the_files(outside_data: Path, size: str) -> None:
    """Every eighth network, to be quick; all 1,428 have been seen to agree."""
    expected = oracle(outside_data / "psplib/oracle.csv", "file", "mpm_time")

    for name, text in members(outside_data / f"psplib/{size}.tar.gz", every=8):
        _, dates = passed(*psplib(text))
        assert dates.finish.max() == expected[name], name


def test_rangen_longest_paths_are_those_of_two_other_programs(outside_data: Path) -> None:
    expected = oracle(outside_data / "rangen/oracle.csv", "file", "critical_path_length")

    for name, text in members(outside_data / "rangen/rg300.tar.gz", every=4):
        _, dates = passed(*rangen(text))
        assert dates.finish.max() == expected[name], name


def test_real_projects_of_dslib_start_and_end_as_their_planners_tool_says(
    outside_data: Path,
) -> None:
    content = gzip.decompress((outside_data / "dslib/dslib.json.gz").read_bytes())
    path = outside_data / "dslib/oracle.csv"
    expected = oracle(path, "project", "unconstrained_cpm_makespan")
    with path.open(encoding="utf-8") as rows:
        exact = {row["project"] for row in csv.DictReader(rows) if row["class"].startswith("A")}
    starts_compared = 0

    for project in json.loads(content):
        name = project["file"].removesuffix(".p2x")
        network, dates = passed(
            {str(each["id"]): each["dur"] for each in project["activities"]},
            links_of(project),
        )
        assert dates.finish.max() == expected[name], name
        if name in exact:
            for each in project["activities"]:
                assert dates.start[network.index[str(each["id"])], 0] == each["start"], name
                starts_compared += 1
    assert starts_compared == 684


def test_what_the_planners_of_dslib_fixed_by_hand_keeps_their_links_or_is_found_out(
    outside_data: Path,
) -> None:
    """Each activity held to the start in the file: where no link is broken nothing moves (classes A, B
    and C), and a file that contradicts its own links (E) is found out by what does."""
    content = gzip.decompress((outside_data / "dslib/dslib.json.gz").read_bytes())
    with (outside_data / "dslib/oracle.csv").open(encoding="utf-8") as rows:
        classes = {row["project"]: row["class"][0] for row in csv.DictReader(rows)}
    moved: dict[str, set[bool]] = {}

    for project in json.loads(content):
        activities = [
            Activity(
                code=str(each["id"]),
                name="",
                calendar=NON_STOP.code,
                likely=each["dur"],
                constraints=(
                    Constraint(
                        kind=ConstraintKind.START_ON_OR_AFTER,
                        at=MONDAY + timedelta(minutes=each["start"]),
                    ),
                ),
            )
            for each in project["activities"]
        ]
        network = Network(
            schedule(
                activities, links_of(project), calendars=(NON_STOP,), default_calendar=NON_STOP.code
            )
        )
        starts = forward(network, planned_durations(network)).start[:, 0]
        as_planned = all(
            starts[network.index[str(each["id"])]] == each["start"]
            for each in project["activities"]
        )
        name = project["file"].removesuffix(".p2x")
        moved.setdefault(classes[name], set()).add(not as_planned)

    assert [moved[each] for each in "ABC"] == [{False}] * 3
    assert moved["E"] == {True}
