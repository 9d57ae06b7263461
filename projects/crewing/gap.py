"""Heads that are there less heads that are needed, week by week. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from labor.weeks.figures import CraftWeek
from projects.crewing.need import WEEK, Need


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One week of a craft. heads: as counted, and ahead of the last count as last counted.

    hours: as worked where they were reported, else of these heads at their usual hours less absence.
    forecast: the week lies after the last count.
    """

    site: str
    craft: str
    week: date
    needed_heads: float
    needed_hours: float
    heads: int
    hours: float
    forecast: bool

    @property
    def gap_heads(self) -> float:
        """Below zero so many are missing."""
        return self.heads - self.needed_heads

    @property
    def gap_hours(self) -> float:
        return self.hours - self.needed_hours


def gaps(
    site: str, needed: Iterable[Need], weeks: Mapping[str, tuple[CraftWeek, ...]]
) -> tuple[Gap, ...]:
    """needed: by craft and week, each once."""
    wanted = {(need.craft, need.week): need for need in needed}
    crafts = {craft for craft, _ in wanted} | set(weeks)
    return tuple(
        gap
        for craft in sorted(crafts)
        for gap in _of_craft(
            site,
            craft,
            {week: need for (of, week), need in wanted.items() if of == craft},
            {week.week: week for week in weeks.get(craft, ())},
        )
    )


def _of_craft(
    site: str, craft: str, needed: dict[date, Need], there: dict[date, CraftWeek]
) -> Iterator[Gap]:
    last = max(there, default=None)
    for week in _every_week({*needed, *there}):
        need, counted = needed.get(week), there.get(week)
        ahead = last is not None and week > last
        known = there[last] if ahead and last else counted
        heads = known.heads if known else 0
        if need or heads:
            yield Gap(
                site=site,
                craft=craft,
                week=week,
                needed_heads=need.heads if need else 0.0,
                needed_hours=need.hours if need else 0.0,
                heads=heads,
                hours=_hours(known, worked=not ahead) if known else 0.0,
                forecast=ahead,
            )


def _every_week(weeks: set[date]) -> Iterator[date]:
    week, last = min(weeks), max(weeks)
    while week <= last:
        yield week
        week += WEEK


def _hours(week: CraftWeek, *, worked: bool) -> float:
    if worked and week.worked and week.worked.heads == week.heads:
        return week.worked.hours
    return week.heads * week.usual_hours * (1 - (week.absence_percent or 0.0) / 100)
