"""The 14 points of the DCMA: names, limits, populations. Pure.

Source: DCMA-EA PAM 200.1 (October 2012), section 4. Where readers of it disagree:
- 8 goes by the baseline duration, as the PAM has it, and not by the remaining one;
- 10 has no limit in some readings; here it has the 5 % of the others;
- 14 counts work without a baseline only once it is complete, above and below the line alike: by the
  letter of the PAM, work added for next year would be overdue today.
One start without a predecessor and one finish without a successor are legitimate.
"""

from projects.schedule.quality.results import Point, Threshold, Unit

PAM = "DCMA-EA PAM 200.1 (October 2012), section 4"
LONG_DAYS = 44
"""Working days in two months: more float or a longer duration than that is called high."""

INJECTED_DAYS = 600
NONE = Threshold(at_least=False, hundredths=0, unit=Unit.COUNT)

_INCOMPLETE = "incomplete activities that are neither level of effort nor summary"
_LINKS = "links to incomplete work, with no level of effort or summary at either end"


def _at_most(percent: int) -> Threshold:
    return Threshold(at_least=False, hundredths=percent, unit=Unit.PERCENT)


def _at_least(percent: int, unit: Unit = Unit.PERCENT) -> Threshold:
    return Threshold(at_least=True, hundredths=percent, unit=unit)


def _point(number: int, name: str, threshold: Threshold, population: str, more: str = "") -> Point:
    return Point(
        number=number,
        key=name.lower().replace(" ", "_"),
        name=name,
        threshold=threshold,
        population=population,
        source=f"{PAM}{more}",
    )


LOGIC = _point(1, "Logic", _at_most(5), _INCOMPLETE)
LEADS = _point(2, "Leads", NONE, _LINKS)
LAGS = _point(3, "Lags", _at_most(5), _LINKS)
RELATIONSHIP_TYPES = _point(4, "Relationship types", _at_least(90), _LINKS)
HARD_CONSTRAINTS = _point(5, "Hard constraints", _at_most(5), _INCOMPLETE)
HIGH_FLOAT = _point(6, "High float", _at_most(5), _INCOMPLETE)
NEGATIVE_FLOAT = _point(7, "Negative float", NONE, _INCOMPLETE)
HIGH_DURATION = _point(
    8, "High duration", _at_most(5), f"{_INCOMPLETE} and have a baseline duration"
)
INVALID_DATES = _point(
    9, "Invalid dates", NONE, "activities, complete ones too, but level of effort and summary"
)
RESOURCES = _point(
    10,
    "Resources",
    _at_most(5),
    f"{_INCOMPLETE} and take a day or more",
    "; the limit of 5 % as some readers have it, others only report",
)
MISSED_TASKS = _point(
    11,
    "Missed tasks",
    _at_most(5),
    "activities with a baseline finish by the data date, but level of effort and summary",
)
CRITICAL_PATH_TEST = _point(
    12,
    "Critical path test",
    _at_least(99),
    "one critical activity, delayed by 600 of its working days",
    "; 1 % is left for calendars that differ along the path",
)
CPLI = _point(
    13,
    "CPLI",
    _at_least(95, Unit.RATIO),
    "the working days from the data date to the last finish",
    ", paragraph 4.13",
)
BEI = _point(
    14,
    "BEI",
    _at_least(95, Unit.RATIO),
    "activities due by the data date or complete without a baseline, but level of effort "
    "and summary",
    "; work without a baseline counts once it is complete, the usual repair of an ambiguous text",
)
