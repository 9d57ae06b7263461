"""The REST door of the sites."""

from eventlog.doors.views import FactViewSet, ReferenceViewSet
from sites import commands, models, serializers
from sites.commissioning.api import routes as commissioning_routes


class SiteViewSet(ReferenceViewSet):
    """Places where data centers are built."""

    queryset = models.Site.objects.all()
    serializer_class = serializers.SiteSerializer


class HallViewSet(ReferenceViewSet):
    """Data halls."""

    queryset = models.Hall.objects.all()
    serializer_class = serializers.HallSerializer
    filterset_fields = ("site",)


class SystemViewSet(FactViewSet):
    """Power, cooling and control systems and the facts of their commissioning."""

    queryset = models.System.objects.all()
    serializer_class = serializers.SystemSerializer
    filterset_fields = ("site", "hall", "kind")
    commands = (
        commands.register_system,
        commands.energise_system,
        commands.record_test,
        commands.raise_deficiency,
    )


class WeatherDayViewSet(FactViewSet):
    """Days lost to weather."""

    queryset = models.WeatherDay.objects.all()
    serializer_class = serializers.WeatherDaySerializer
    filterset_fields = ("site", "on")
    commands = (commands.lose_weather_day,)


routes = [
    ("sites", SiteViewSet, "site"),
    ("halls", HallViewSet, "hall"),
    ("systems", SystemViewSet, "system"),
    *commissioning_routes,
    ("weather-days", WeatherDayViewSet, "weather-day"),
]
