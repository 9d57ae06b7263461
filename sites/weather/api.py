"""The REST door of planned and excused weather days."""

from functools import cache
from typing import Any, ClassVar

from eventlog.doors.views import FactViewSet
from sites.weather import commands, models, serializers
from sites.weather.queries import planned_days


class WeatherPlanViewSet(FactViewSet):
    """Weather days that contracts anticipate, by month."""

    queryset = models.WeatherPlan.objects.all()
    serializer_class = serializers.WeatherPlanSerializer
    filterset_fields = ("site",)
    commands = (commands.plan_weather_days,)


class WeatherMonthViewSet(FactViewSet):
    """Months in which the weather took days: how many, how many were planned, how many are excused."""

    queryset = models.WeatherMonth.objects.all()
    serializer_class = serializers.WeatherMonthSerializer
    filterset_fields: ClassVar = {"site": ["exact"], "month": ["exact", "gte", "lte"]}

    def get_serializer_context(self) -> dict[str, Any]:
        """The plans are read once for a page, and for the schema not at all."""
        return {**super().get_serializer_context(), "planned": cache(planned_days)}


routes = [
    ("weather-plans", WeatherPlanViewSet, "weather-plan"),
    ("weather-months", WeatherMonthViewSet, "weather-month"),
]
