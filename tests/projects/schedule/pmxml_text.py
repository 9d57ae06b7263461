"""A small P6 XML as P6 would write it, for tests to alter."""

from tests.projects.schedule.mspdi_text import Fields, lines_of

NAMESPACE = "http://xmlns.oracle.com/Primavera/P6/V22.12/API/BusinessObjects"
_MORNING = {"Start": "08:00:00", "Finish": "11:59:00"}
_AFTERNOON = {"Start": "13:00:00", "Finish": "16:59:00"}
_WORKED = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
CALENDAR = {
    "ObjectId": 10,
    "Name": "Five days",
    "HoursPerDay": 8,
    "IsDefault": 1,
    "StandardWorkWeek": {
        "StandardWorkHours": [
            *({"DayOfWeek": day, "WorkTime": [_MORNING, _AFTERNOON]} for day in _WORKED),
            {"DayOfWeek": "Saturday"},
            {"DayOfWeek": "Sunday"},
        ]
    },
    "HolidayOrExceptions": {
        "HolidayOrException": [
            {"Date": "2024-01-01T00:00:00"},
            {"Date": "2024-01-06T00:00:00", "WorkTime": [_MORNING]},
        ]
    },
}


def activity(number: int, code: str, hours: float = 8, **more: object) -> Fields:
    plain: Fields = {
        "ObjectId": number,
        "ProjectObjectId": 1,
        "WBSObjectId": 6,
        "CalendarObjectId": 10,
        "Id": code,
        "Name": f"Work {code}",
        "Type": "Task Dependent",
        "Status": "Not Started",
        "PlannedDuration": hours,
        "RemainingDuration": hours,
        "PlannedStartDate": "2024-01-01T08:00:00",
        "PlannedFinishDate": "2024-01-05T17:00:00",
    }
    return plain | more


def relationship(before: int, after: int, kind: str = "Finish to Start", lag: float = 0) -> Fields:
    return {
        "PredecessorActivityObjectId": before,
        "PredecessorProjectObjectId": 1,
        "SuccessorActivityObjectId": after,
        "SuccessorProjectObjectId": 1,
        "Type": kind,
        "Lag": lag,
    }


def project(activities: list[Fields], links: list[Fields] | None = None, **more: object) -> Fields:
    plain: Fields = {
        "ObjectId": 1,
        "Id": "HALL",
        "ActivityDefaultCalendarObjectId": 10,
        "DataDate": "2024-01-01T00:00:00",
        "WBS": [
            {"ObjectId": 5, "Code": "DC", "ProjectObjectId": 1},
            {"ObjectId": 6, "Code": "CX", "ParentObjectId": 5, "ProjectObjectId": 1},
        ],
        "Activity": activities,
        "Relationship": links or [],
    }
    return plain | more


def pmxml(*projects: Fields, **beside: object) -> bytes:
    fields: Fields = {"Calendar": CALENDAR, "Project": list(projects)} | beside
    head = '<?xml version="1.0" encoding="utf-8"?>'
    lines = [head, f'<APIBusinessObjects xmlns="{NAMESPACE}">', *lines_of(fields)]
    return "\n".join([*lines, "</APIBusinessObjects>"]).encode()
