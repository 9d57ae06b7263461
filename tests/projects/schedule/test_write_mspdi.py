"""What we write as Microsoft Project XML is the same network to our reader."""

import gzip
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.schedule.model import (
    Activity,
    ActivityKind,
    Constraint,
    ConstraintKind,
    FloatKind,
    LagCalendar,
    Options,
    ProgressRule,
    Schedule,
)
from projects.schedule.read_mspdi import read_mspdi
from projects.schedule.reading import read_schedule
from projects.schedule.write_mspdi import write_mspdi
from tests.projects.schedule.build import at, link, schedule, task
from tests.projects.schedule.drawn import schedules
from tests.projects.schedule.same import PLANNED, dates, network

OF_PROJECT = [
    "mp_j120_a2_nr1.mspdi.xml.gz",
    "mp_j30_a5_nr2.mspdi.xml.gz",
    "mp_j90_a20_nr1.mspdi.xml.gz",
    "task-links-project2019-mspdi.xml.gz",
]
OF_P6 = [("airport-terminal", None), ("mdl4ra", None), ("hotel-hbtf2", "HBTF-2")]
TAG = "{http://schemas.microsoft.com/project}"
OPTIONS_OF_PROJECT = st.builds(
    Options,
    lag_calendar=st.just(LagCalendar.SUCCESSOR),
    progress_rule=st.sampled_from((ProgressRule.RETAINED_LOGIC, ProgressRule.PROGRESS_OVERRIDE)),
    float_kind=st.just(FloatKind.LEAST),
    critical_float=st.integers(0, 3).map(lambda days: 480 * days),
    expected_finish=st.just(False),
    lag_from_actual_start=st.just(True),
    holds_at_data_date=st.just(False),
    each_end_for_itself=st.booleans(),
)
LOST = PLANNED | {"expected_finish"}


def written(plan: Schedule) -> Schedule:
    return read_mspdi(write_mspdi(plan).content)


def tasks(plan: Schedule) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(write_mspdi(plan).content)  # noqa: S314 (our own bytes)
    return list(root.iter(f"{TAG}Task"))


@pytest.mark.parametrize("name", OF_PROJECT)
def test_a_real_file_of_project_comes_back_whole(outside_data: Path, name: str) -> None:
    plan = read_mspdi(gzip.decompress((outside_data / "msproject" / name).read_bytes()))

    again = written(plan)

    assert replace(again, notes=(), dropped=()) == replace(plan, notes=(), dropped=())
    assert dates(again) == dates(plan)


@pytest.mark.parametrize(("name", "project"), OF_P6)
def test_a_real_file_of_p6_keeps_its_activities_links_and_calendars(
    outside_data: Path, name: str, project: str | None
) -> None:
    plan = read_schedule(outside_data / f"p6/{name}.xer.gz", project=project)

    again, before = network(written(plan), but=LOST), network(plan, but=LOST)

    for part in ("activities", "links", "default_calendar", "data_date"):
        assert again[part] == before[part]
    same_options = replace(written(plan), options=plan.options, must_finish_by=plan.must_finish_by)
    assert dates(same_options) == dates(plan)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(schedules(OPTIONS_OF_PROJECT, st.sampled_from((None, LagCalendar.ROUND_THE_CLOCK))))
def test_any_schedule_is_the_same_network(plan: Schedule) -> None:
    links = [replace(x, lag_calendar=x.lag_calendar if x.lag else None) for x in plan.links]
    plan = replace(plan, must_finish_by=None, links=tuple(links))

    assert network(written(plan), but=LOST) == network(plan, but=LOST)


def test_the_wbs_becomes_an_outline_that_is_no_activity_to_us() -> None:
    plan = schedule(
        [task("A", 2, wbs="DC.CX"), task("B", 1), task("C", 1, wbs="DC"), task("D", 1, wbs="DC.CX")]
    )

    outline = [
        (each.findtext(f"{TAG}OutlineNumber"), each.findtext(f"{TAG}Name")) for each in tasks(plan)
    ]

    assert outline == [
        ("1", "Work B"),
        ("2", "DC"),
        ("2.1", "Work C"),
        ("2.2", "CX"),
        ("2.2.1", "Work A"),
        ("2.2.2", "Work D"),
    ]
    assert {a.code: a.wbs for a in written(plan).activities} == {
        "A": "DC.CX",
        "B": "",
        "C": "DC",
        "D": "DC.CX",
    }


def test_a_task_that_somebody_moved_below_another_summary_has_moved() -> None:
    plan = schedule([task("A", 2, wbs="X"), task("B", 1, wbs="Y")])
    content = write_mspdi(plan).content.decode()

    a = content.index("<Name>Work A</Name>")
    start, end = content.rindex("<Task>", 0, a), content.index("</Task>", a) + len("</Task>")
    moved = content[start:end].replace("<OutlineNumber>1.1<", "<OutlineNumber>2.2<")
    content = content[:start] + content[end:].replace("</Tasks>", moved + "</Tasks>")

    assert {a.code: a.wbs for a in read_mspdi(content.encode()).activities} == {"A": "Y", "B": "Y"}


def test_a_mandatory_start_beside_a_softer_one_is_a_task_scheduled_by_hand() -> None:
    def pinned(code: str, kind: ConstraintKind) -> Activity:
        fixed = Constraint(kind=kind, at=at("2024-02-01T08:00"))
        return task(code, 1, constraints=(fixed,))

    plan = schedule(
        [pinned("A", ConstraintKind.MANDATORY_START), pinned("B", ConstraintKind.START_ON)]
    )

    assert [each.findtext(f"{TAG}Manual") for each in tasks(plan)] == ["1", "0"]
    assert network(written(plan), but=LOST)["activities"] == network(plan, but=LOST)["activities"]


def test_elements_of_a_task_stand_in_the_order_of_the_schema() -> None:
    """Project refuses a file, or forgets a value, where they do not."""
    started = task(
        "A",
        5,
        started_at=at("2024-01-02T08:00"),
        remaining=480,
        constraints=(Constraint(kind=ConstraintKind.FINISH_ON_OR_BEFORE, at=at("2024-02-01")),),
        baseline_start=at("2024-01-01T08:00"),
        codes={"Trade": "Steel"},
    )
    plan = schedule([started, task("B", 1)], [link("A FS B")])
    order = (
        "UID ID Name Active Manual Type IsNull WBS OutlineNumber OutlineLevel Priority Start Finish "
        "Duration DurationFormat EffortDriven Recurring Estimated Milestone Summary Critical "
        "EarlyStart EarlyFinish LateStart LateFinish FreeSlack TotalSlack PercentComplete ActualStart "
        "ActualDuration RemainingDuration ConstraintType CalendarUID ConstraintDate "
        "IgnoreResourceCalendar PredecessorLink ExtendedAttribute Baseline"
    ).split()

    for each in tasks(plan):
        tags = list(dict.fromkeys(child.tag.removeprefix(TAG) for child in each))
        assert tags == [tag for tag in order if tag in tags]


def test_what_project_cannot_hold_is_said() -> None:
    effort = task("A", 3, kind=ActivityKind.LEVEL_OF_EFFORT)
    fields = {f"Field {n}": "x" for n in range(40)}
    plan = schedule(
        [effort, task("B", 1, fields=fields)],
        must_finish_by=at("2024-06-01T00:00"),
    )

    notes = "\n".join(write_mspdi(plan).notes)

    assert "1 are tasks of the duration they have now" in notes
    assert "2024-06-01 00:00 is lost" in notes
    assert "does not keep the settings lag calendar, float kind" in notes
    assert "30 text fields: lost are Field 28, Field 29, Field 3" in notes
