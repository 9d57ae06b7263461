"""The REST door of hours and weeks."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from eventlog.doors.lists.computed import ComputedList, computed_list
from eventlog.doors.views import FactViewSet
from labor.models import Crew
from labor.weeks import serializers
from labor.weeks.models import ShiftPattern, WorkedWeek
from labor.weeks.queries import weeks_of


class ShiftPatternViewSet(FactViewSet):
    """Which hours each crew has worked from which day on."""

    queryset = ShiftPattern.objects.all()
    serializer_class = serializers.ShiftPatternSerializer
    filterset_fields: ClassVar = {
        "site": ["exact"],
        "craft": ["exact"],
        "crew_id": ["exact"],
        "shift": ["exact"],
        "on": ["exact", "gte", "lte"],
    }


class WorkedWeekViewSet(FactViewSet):
    """What each crew worked and earned, week by week."""

    queryset = WorkedWeek.objects.all()
    serializer_class = serializers.WorkedWeekSerializer
    filterset_fields: ClassVar = {
        "site": ["exact"],
        "craft": ["exact"],
        "crew_id": ["exact"],
        "week": ["exact", "gte", "lte"],
    }


class CraftWeekViewSet(ComputedList):
    """Heads, ratio, span, m and hours of each craft on each site, week by week, oldest first."""

    @computed_list(serializers.CraftWeekSerializer, asked=serializers.Weeks)
    def list(
        self, *, site: str = "", craft: str = "", first: date = date.min, last: date = date.max
    ) -> Iterator[dict[str, Any]]:
        """The weeks of the sites and crafts asked for, reckoned from what was told of their crews."""
        for code in _sites(site):
            for name, weeks in weeks_of(code).items():
                shown = weeks if craft in ("", name) else ()
                for week in shown:
                    if first <= week.week <= last:
                        yield {"site": code, "craft": name, **_plain(week)}


def _sites(asked: str) -> Iterable[str]:
    """The sites that have, or had, crews."""
    sites = Crew.objects.order_by("site").values_list("site", flat=True).distinct()
    return sites.filter(site=asked) if asked else sites


def _plain(week: Any) -> dict[str, Any]:
    names = serializers.CraftWeekSerializer().fields.keys() - {
        "site",
        "craft",
        "hours",
        "overtime_hours",
        "earned_hours",
    }
    return {name: getattr(week, name) for name in names} | {"worked": week.worked}


routes = [
    ("shift-patterns", ShiftPatternViewSet, "shift-pattern"),
    ("worked-weeks", WorkedWeekViewSet, "worked-week"),
    ("craft-weeks", CraftWeekViewSet, "craft-week"),
]
