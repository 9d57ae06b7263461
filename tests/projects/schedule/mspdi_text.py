"""A small Microsoft Project XML as Project would write it, for tests to alter."""

from xml.sax.saxutils import escape

Fields = dict[str, object]

NAMESPACE = "http://schemas.microsoft.com/project"
STANDARD = {
    "UID": 1,
    "Name": "Standard",
    "IsBaseCalendar": 1,
    "BaseCalendarUID": -1,
    "WeekDays": {
        "WeekDay": [
            {"DayType": 1, "DayWorking": 0},
            *(
                {
                    "DayType": day,
                    "DayWorking": 1,
                    "WorkingTimes": {
                        "WorkingTime": [
                            {"FromTime": "08:00:00", "ToTime": "12:00:00"},
                            {"FromTime": "13:00:00", "ToTime": "17:00:00"},
                        ]
                    },
                }
                for day in range(2, 7)
            ),
            {"DayType": 7, "DayWorking": 0},
        ]
    },
}


def task(uid: int, hours: float = 8, **more: object) -> Fields:
    plain: Fields = {
        "UID": uid,
        "ID": uid,
        "Name": f"Task {uid}",
        "Active": 1,
        "Manual": 0,
        "Type": 0,
        "IsNull": 0,
        "OutlineLevel": 1,
        "Duration": f"PT{int(hours)}H{round(hours % 1 * 60)}M0S",
        "DurationFormat": 7,
        "Milestone": int(hours == 0),
        "Summary": 0,
        "PercentComplete": 0,
        "ConstraintType": 0,
        "CalendarUID": -1,
    }
    return plain | more


def after(uid: int, kind: int = 1, lag: int = 0, unit: int = 7) -> Fields:
    """A link from task uid; kind 0 FF, 1 FS, 2 SF, 3 SS; lag in tenths of a minute."""
    return {"PredecessorUID": uid, "Type": kind, "LinkLag": lag, "LagFormat": unit}


def project(*tasks: Fields, **more: object) -> Fields:
    plain: Fields = {
        "Name": "plan.xml",
        "Title": "Hall",
        "ScheduleFromStart": 1,
        "StartDate": "2024-01-01T08:00:00",
        "CalendarUID": 1,
        "MinutesPerDay": 480,
        "HonorConstraints": 1,
        "Calendars": {"Calendar": [STANDARD]},
        "Tasks": {"Task": list(tasks)},
    }
    return plain | more


def mspdi(fields: Fields, *, encoding: str = "utf-8") -> bytes:
    head = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>'
    lines = [head, f'<Project xmlns="{NAMESPACE}">', *lines_of(fields), "</Project>"]
    return "\n".join(lines).encode(encoding)


def lines_of(fields: Fields) -> list[str]:
    lines = []
    for tag, value in fields.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                lines += [f"<{tag}>", *lines_of(each), f"</{tag}>"]
            else:
                lines.append(f"<{tag}>{escape(str(each))}</{tag}>")
    return lines
