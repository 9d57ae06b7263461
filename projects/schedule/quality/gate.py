"""Whether a schedule may be simulated: what makes every simulated date of it wrong. Pure.

Only three checks block, DCMA 1, 7 and 9. All others are worth a report and no more.
"""

from projects.schedule.quality.date_checks import invalid_dates, negative_float
from projects.schedule.quality.facts import Facts
from projects.schedule.quality.logic_checks import logic
from projects.schedule.quality.results import Blocker

_BLOCKING = (
    (
        logic,
        "open_ends",
        "{count} activities lack a predecessor or a successor, beyond one start and one finish.",
        "1 activity lacks a predecessor or a successor, beyond one start and one finish.",
    ),
    (
        negative_float,
        "negative_float",
        "{count} activities have negative float: the dates set for them cannot be kept.",
        "1 activity has negative float: the dates set for it cannot be kept.",
    ),
    (
        invalid_dates,
        "invalid_dates",
        "{count} activities are forecast before the data date, or have actual dates after it.",
        "1 activity is forecast before the data date, or has actual dates after it.",
    ),
)


def blockers(facts: Facts) -> tuple[Blocker, ...]:
    """The reasons not to simulate; () where there are none.

    Stricter than check 1, which passes up to 5 %: an open end is no date at all, however few there
    are. Any one offender blocks.
    """
    found = []
    for check_of, code, many, one in _BLOCKING:
        check = check_of(facts)
        if check.offenders:
            count = len(check.offenders)
            message = one if count == 1 else many.format(count=count)
            found.append(
                Blocker(
                    code=code,
                    number=check.point.number,
                    message=message,
                    offenders=check.offenders,
                )
            )
    return tuple(found)
