"""What an activity's name gives away about where it belongs in the building. Pure."""

import re

_HALL = re.compile(r"\b[Hh](?:all|ALL)\s+([A-Z]|\d{1,2})\b")
_LEVEL = re.compile(r"(?<![\w-])L([0-5])(?![\w-])")


def hall_in(name: str) -> str:
    """The hall that a name speaks of: "Hall A: set chillers" is A. Empty when none or several."""
    found = set(_HALL.findall(name))
    return found.pop() if len(found) == 1 else ""


def cx_level_in(name: str) -> str:
    """The commissioning level that a name speaks of, L0 to L5. Empty when none or several."""
    found = set(_LEVEL.findall(name))
    return f"L{found.pop()}" if len(found) == 1 else ""
