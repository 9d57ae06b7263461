"""What no fact of a crew may say: what its commands refuse, a correction is refused too."""

from collections.abc import Sequence

from eventlog.events import Event
from eventlog.soundness import sound
from labor.commands import refuse_impossible
from labor.events import (
    CrewMobilised,
    HeadsJoined,
    HeadsLeft,
    MixReported,
    ShiftPatternSet,
    WeekWorked,
)
from labor.weeks.commands import refuse_impossible_pattern, refuse_impossible_week

COUNTS = (CrewMobilised, MixReported, HeadsLeft, HeadsJoined)


@sound(CrewMobilised, MixReported)
def heads_are_possible(count: CrewMobilised | MixReported, others: Sequence[Event]) -> None:
    refuse_impossible(count.mix)


@sound(ShiftPatternSet)
def hours_of_a_pattern_are_possible(pattern: ShiftPatternSet, others: Sequence[Event]) -> None:
    refuse_impossible_pattern(pattern)


@sound(WeekWorked)
def week_has_the_hours(week: WeekWorked, others: Sequence[Event]) -> None:
    """Held against the most heads that the crew was ever counted with, as its report was."""
    counts = [count.mix.heads for count in others if isinstance(count, COUNTS)]
    refuse_impossible_week(week, most_heads=max(counts, default=0))
