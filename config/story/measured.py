"""What was measured in the tests of the stories: invented, and plausible. Pure."""

from sites.commissioning.readings import Reading
from sites.events import CxLevel, Outcome

Limits = tuple[str, str, float | None, float | None]
"""Quantity, unit, low, high."""

_MEASURED: dict[tuple[str, CxLevel], tuple[Limits, tuple[float, ...]]] = {
    ("UPS", CxLevel.L3): (("output voltage", "V", 394, 436), (414.2, 415.6, 416.1)),
    ("UPS", CxLevel.L4): (("transfer to battery", "ms", None, 4), (0.0, 1.9, 2.4)),
    ("GEN", CxLevel.L3): (("output voltage", "V", 394, 436), (415.3, 413.9, 416.8)),
    ("GEN", CxLevel.L4): (("start to rated voltage", "s", None, 10), (8.6, 8.9, 9.2)),
    ("CHW", CxLevel.L3): (("pump vibration", "mm/s", None, 2.8), (1.4, 1.9, 1.6)),
    ("CHW", CxLevel.L4): (("supply temperature", "degC", 28, 32), (29.8, 30.1, 30.4)),
    ("CDU", CxLevel.L3): (("loop pressure", "bar", 2, 6), (3.8, 3.9, 3.7)),
    ("CDU", CxLevel.L4): (("approach", "K", None, 5), (3.6, 4.1, 3.9)),
    ("BMS", CxLevel.L3): (("points answering", "%", 100, None), (100, 100, 100)),
    ("BMS", CxLevel.L4): (("controls change-over", "s", None, 30), (12, 20, 14)),
}
_TOO_SLOW = 12.4
"""Seconds that the generators take in the L4 test which they fail in every hall."""


def measured(tag: str, level: CxLevel, outcome: Outcome, *, hall: str) -> tuple[Reading, ...]:
    """The reading of a system's test; each hall has one of its own. Nothing where none is taken."""
    if (tag, level) not in _MEASURED:
        return ()
    (quantity, unit, low, high), values = _MEASURED[tag, level]
    value = _TOO_SLOW if outcome is Outcome.FAIL else values[ord(hall[0]) % len(values)]
    return (Reading(quantity=quantity, value=value, unit=unit, low=low, high=high),)
