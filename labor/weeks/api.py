"""The REST door of hours and weeks."""

from collections.abc import Iterable
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

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


class CraftWeekViewSet(GenericViewSet):
    """Heads, ratio, span, m and hours of each craft on each site, week by week, oldest first."""

    queryset = Crew.objects.all()
    serializer_class = serializers.CraftWeekSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(
        parameters=[serializers.Weeks],
        responses=serializers.CraftWeekSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """The weeks of the sites and crafts asked for, reckoned from what was told of their crews."""
        asked = serializers.Weeks(data=request.query_params)
        asked.is_valid(raise_exception=True)
        rows = [
            {"site": site, "craft": craft, **_plain(week)}
            for site in _sites(asked.validated_data.get("site"))
            for craft, weeks in weeks_of(site).items()
            if asked.validated_data.get("craft") in (None, craft)
            for week in weeks
            if _is_asked(week, **asked.validated_data)
        ]
        return Response(self.get_serializer(rows, many=True).data)


def _sites(asked: str | None) -> Iterable[str]:
    """The sites that have, or had, crews."""
    sites = Crew.objects.order_by("site").values_list("site", flat=True).distinct()
    return sites.filter(site=asked) if asked else sites


def _is_asked(week: Any, *, first: Any = None, last: Any = None, **others: Any) -> bool:
    return (first is None or week.week >= first) and (last is None or week.week <= last)


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
