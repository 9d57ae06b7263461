"""How much one run may keep: more would exhaust the memory of the machine. Pure."""

from projects.schedule.errors import ScheduleError

MOST_ITERATIONS = 4_194_304
"""A chance has then a standard error below 0.0003, and P80 one below a thousandth of the standard
deviation: finer than anybody knows the estimates."""

MOST_DATES = 1 << 30
"""Of 8 bytes each, 8 GiB in all."""


class TooManyIterations(ScheduleError):
    code = "too_many_iterations"


def refuse_if_too_many(iterations: int, *, dates: int) -> None:
    """dates: how many a run keeps of every iteration. Raises TooManyIterations."""
    if iterations * dates > MOST_DATES:
        raise TooManyIterations(
            f"{iterations:,} iterations would keep {dates:,} dates each, more than fit into memory: "
            f"at most {MOST_DATES // dates:,} iterations do"
        )
