"""The REST door of the sites."""

from eventlog.doors.views import FactViewSet, ReferenceViewSet
from sites import commands, models, serializers
from sites.commissioning.api import routes as commissioning
from sites.distribution.api import routes as distribution
from sites.market.api import routes as market
from sites.outside.api import routes as outside
from sites.places.api import routes as places
from sites.utility.api import routes as utility
from sites.weather.api import routes as weather


class SiteViewSet(ReferenceViewSet):
    """Places where data centers are built."""

    queryset = models.Site.objects.all()
    serializer_class = serializers.SiteSerializer
    filterset_fields = ("campus", "region")


class HallViewSet(ReferenceViewSet):
    """Data halls."""

    queryset = models.Hall.objects.all()
    serializer_class = serializers.HallSerializer
    filterset_fields = ("site", "building")


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
    filterset_fields = ("site", "on", "cause")
    commands = (commands.lose_weather_day,)


routes = [
    ("sites", SiteViewSet, "site"),
    ("halls", HallViewSet, "hall"),
    ("systems", SystemViewSet, "system"),
    *commissioning,
    ("weather-days", WeatherDayViewSet, "weather-day"),
    *places,
    *outside,
    *utility,
    *distribution,
    *weather,
    *market,
]
