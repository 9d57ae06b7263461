from datetime import date

import pytest

from projects.schedule.cpm import analyse
from projects.schedule.errors import UnreadableSchedule, XerHasSeveralProjects
from projects.schedule.model import (
    ActivityKind,
    Constraint,
    ConstraintKind,
    CriticalRule,
    FloatKind,
    LagCalendar,
    Link,
    LinkType,
    ProgressRule,
    SourceFormat,
)
from projects.schedule.read_pmxml import read_pmxml
from projects.schedule.reading import read_schedule
from tests.projects.schedule.build import at
from tests.projects.schedule.pmxml_text import activity, pmxml, project, relationship


def test_a_file_is_read_with_its_calendar_and_dated_by_it() -> None:
    content = pmxml(
        project(
            [activity(100, "A", 20), activity(101, "B", 12, Type="Finish Milestone")],
            [relationship(100, 101, lag=4)],
        )
    )
    schedule = read_schedule("upload", content)
    first, second = schedule.activities

    assert (schedule.name, schedule.source) == ("HALL", SourceFormat.PMXML)
    assert (first.code, first.wbs, first.likely) == ("A", "DC.CX", 1200)
    assert (second.kind, second.likely) == (ActivityKind.FINISH_MILESTONE, 0)
    assert schedule.calendars[0].week[0] == ((480, 720), (780, 1020))
    assert schedule.calendars[0].exceptions == {
        date(2024, 1, 1): (),
        date(2024, 1, 6): ((480, 720),),
    }
    assert [dates.early_finish for dates in analyse(schedule)] == [
        at("2024-01-04T12:00"),
        at("2024-01-04T17:00"),
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Finish to Start", LinkType.FS),
        ("Start to Start", LinkType.SS),
        ("Finish to Finish", LinkType.FF),
        ("Start to Finish", LinkType.SF),
    ],
)
def test_links_are_read_by_their_words(words: str, kind: LinkType) -> None:
    both = [activity(100, "A"), activity(101, "B")]
    schedule = read_pmxml(pmxml(project(both, [relationship(100, 101, words, -2.5)])))

    assert schedule.links == (Link(predecessor="A", successor="B", type=kind, lag=-150),)


def test_progress_constraints_and_a_pause_are_read() -> None:
    begun = activity(
        100,
        "A",
        40,
        Status="In Progress",
        ActualStartDate="2023-12-20T08:00:00",
        RemainingDuration=16,
        SuspendDate="2023-12-21T17:00:00",
        ResumeDate="2024-02-05T08:00:00",
        ExpectedFinishDate="2024-03-01T17:00:00",
        PrimaryConstraintType="Mandatory Finish",
        PrimaryConstraintDate="2024-03-01T17:00:00",
        SecondaryConstraintType="As Late As Possible",
        ExternalEarlyStartDate="2024-01-03T08:00:00",
    )
    a = read_pmxml(pmxml(project([begun]))).activities[0]

    assert (a.started_at, a.remaining, a.likely) == (at("2023-12-20T08:00"), 960, 2400)
    assert (a.suspended_at, a.resumed_at) == (at("2023-12-21T17:00"), at("2024-02-05T08:00"))
    assert a.expected_finish == at("2024-03-01T17:00")
    assert a.constraints == (
        Constraint(kind=ConstraintKind.MANDATORY_FINISH, at=at("2024-03-01T17:00")),
        Constraint(kind=ConstraintKind.AS_LATE_AS_POSSIBLE),
        Constraint(kind=ConstraintKind.EXTERNAL_EARLY_START, at=at("2024-01-03T08:00")),
    )


def test_scheduling_options_are_followed() -> None:
    options = {
        "RelationshipLagCalendar": "24 Hour Calendar",
        "OutOfSequenceScheduleType": "Actual Dates",
        "ComputeTotalFloatType": "Smallest of Start Float and Finish Float",
        "MakeOpenEndedActivitiesCritical": 1,
        "UseExpectedFinishDates": 0,
        "StartToStartLagCalculationType": 0,
    }
    hall = project(
        [activity(100, "A")],
        ScheduleOptions=options,
        CriticalActivityPathType="Longest Path",
        CriticalActivityFloatLimit=4,
    )
    found = read_pmxml(pmxml(hall)).options

    assert found.lag_calendar is LagCalendar.ROUND_THE_CLOCK
    assert found.progress_rule is ProgressRule.ACTUAL_DATES
    assert found.float_kind is FloatKind.LEAST
    assert found.critical_rule is CriticalRule.LONGEST_PATH
    assert found.critical_float == 240
    assert found.open_ends_critical
    assert not found.expected_finish
    assert found.lag_from_actual_start


def test_codes_fields_and_resources_are_read_by_name() -> None:
    hall = project(
        [
            activity(
                100,
                "A",
                Code=[{"TypeObjectId": 1, "ValueObjectId": 3}],
                UDF=[{"TypeObjectId": 7, "TextValue": "PDU-4"}, {"TypeObjectId": 8}],
            )
        ],
        ResourceAssignment=[
            {"ActivityObjectId": 100, "ResourceObjectId": 50, "PlannedUnits": 12},
            {"ActivityObjectId": 100, "RoleObjectId": 60},
        ],
    )
    content = pmxml(
        hall,
        ActivityCodeType=[{"ObjectId": 1, "Name": "Trade"}],
        ActivityCode=[
            {"ObjectId": 2, "CodeTypeObjectId": 1, "CodeValue": "MEP"},
            {"ObjectId": 3, "CodeTypeObjectId": 1, "CodeValue": "E", "ParentObjectId": 2},
        ],
        UDFType=[{"ObjectId": 7, "SubjectArea": "Activity", "Title": "Asset"}],
        Resource=[{"ObjectId": 50, "Id": "ELEC", "Name": "Electricians"}],
        Role=[{"ObjectId": 60, "Id": "CXA"}],
        Currency=[{"Id": "EUR", "Name": "Euro"}],
    )
    schedule = read_pmxml(content)
    a = schedule.activities[0]

    assert (a.codes, a.fields) == ({"Trade": "MEP.E"}, {"Asset": "PDU-4"})
    assert a.resources == ("ELEC", "CXA")
    assert [(d.table, d.field, d.rows) for d in schedule.dropped] == [
        ("Currency", "", 1),
        ("ResourceAssignment", "PlannedUnits", 1),
    ]


def test_the_baseline_of_a_project_is_held_against_it_and_is_no_choice() -> None:
    baseline = project(
        [
            activity(900, "A", 24, ProjectObjectId=2)
            | {
                "PlannedStartDate": "2023-11-06T08:00:00",
                "PlannedFinishDate": "2023-11-08T17:00:00",
            }
        ],
        ObjectId=2,
        Id="HALL - B1",
        OriginalProjectObjectId=1,
    )
    schedule = read_pmxml(pmxml(project([activity(100, "A")]), BaselineProject=[baseline]))
    a = schedule.activities[0]

    assert (a.baseline_start, a.baseline_finish, a.baseline_duration) == (
        at("2023-11-06T08:00"),
        at("2023-11-08T17:00"),
        24 * 60,
    )


def test_a_baseline_of_the_only_project_need_not_name_it() -> None:
    baseline = project([activity(900, "A", 24, ProjectObjectId=2)], ObjectId=2, Id="B1")
    schedule = read_pmxml(pmxml(project([activity(100, "A")]), BaselineProject=[baseline]))

    assert schedule.activities[0].baseline_duration == 24 * 60


def test_a_calendar_takes_over_days_off_from_its_base_and_keeps_its_own_week() -> None:
    sundays = {
        "StandardWorkHours": [
            {"DayOfWeek": "Sunday", "WorkTime": [{"Start": "06:00:00", "Finish": "18:00:00"}]}
        ]
    }
    own = {"ObjectId": 11, "BaseCalendarObjectId": 10, "StandardWorkWeek": sundays}
    heir = {"ObjectId": 12, "BaseCalendarObjectId": 10, "HoursPerDay": 9.5}
    both = [activity(100, "A", CalendarObjectId=11), activity(101, "B", CalendarObjectId=12)]
    schedule = read_pmxml(pmxml(project(both, Calendar=[own, heir])))
    base, sunday, inherited = schedule.calendars

    assert sunday.week == ((),) * 6 + (((360, 1080),),)
    assert sunday.minutes_per_day == 720
    assert (inherited.week, inherited.minutes_per_day) == (base.week, 570)
    assert base.exceptions == sunday.exceptions == inherited.exceptions


def test_of_several_projects_one_must_be_named() -> None:
    shell = project([activity(200, "A", ProjectObjectId=2)], ObjectId=2, Id="SHELL")
    content = pmxml(project([activity(100, "A")]), shell)

    with pytest.raises(XerHasSeveralProjects) as refusal:
        read_pmxml(content)
    assert refusal.value.choices == {"HALL": 1, "SHELL": 1}
    assert read_pmxml(content, project="SHELL").name == "SHELL"


def test_activities_beside_their_project_are_read_alike() -> None:
    """P6's programming interface writes them so, not below the project."""
    within = project([activity(100, "A"), activity(101, "B")], [relationship(100, 101)])
    beside = {name: within.pop(name) for name in ("Activity", "Relationship", "WBS")}

    assert read_pmxml(pmxml(within, **beside)) == read_pmxml(pmxml(within | beside))


def test_all_that_is_wrong_is_said_at_once_in_the_words_of_the_file() -> None:
    bad = activity(100, "A", Type="Chore", Status="Tired", PlannedDuration="long")
    worse = activity(101, "A", ActualStartDate="yesterday", Status="In Progress")
    odd = relationship(100, 77, "Sideways")
    content = pmxml(project([bad, worse], [odd]))

    with pytest.raises(UnreadableSchedule) as refusal:
        read_pmxml(content)

    assert {(p.code, p.table, p.field) for p in refusal.value.problems} == {
        ("unknown_activity_kind", "Activity", "Type"),
        ("unknown_status", "Activity", "Status"),
        ("not_a_number", "Activity", "PlannedDuration"),
        ("duplicate_activity", "Activity", "Id"),
        ("not_a_date", "Activity", "ActualStartDate"),
        ("unknown_link_type", "Relationship", "Type"),
        ("link_to_unknown_activity", "Relationship", "SuccessorActivityObjectId"),
    }
    lines = content.decode().splitlines()
    assert all(
        "<Activity>" in lines[p.row - 1] or "<Rel" in lines[p.row - 1]
        for p in refusal.value.problems
        if p.row
    )
