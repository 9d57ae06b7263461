"""The admin door of the sites."""

from django.contrib import admin

from eventlog.doors.admin import ReadModelAdmin
from sites import commands, models
from sites.commissioning import admin_pages as commissioning_pages
from sites.commissioning import gate_pages
from sites.distribution import admin_pages as distribution_pages
from sites.market import admin_pages as market_pages
from sites.outside import admin_pages as outside_pages
from sites.places import admin_pages as places_pages
from sites.utility import admin_pages as utility_pages
from sites.weather import admin_pages as weather_pages

__all__ = (
    "commissioning_pages",
    "distribution_pages",
    "gate_pages",
    "market_pages",
    "outside_pages",
    "places_pages",
    "utility_pages",
    "weather_pages",
)


@admin.register(models.System)
class SystemAdmin(ReadModelAdmin):
    list_display = ("tag", "site", "hall", "name", "kind", "energised_on")
    list_filter = ("site", "hall", "kind")
    search_fields = ("tag", "name")
    commands = (
        commands.register_system,
        commands.energise_system,
        commands.record_test,
        commands.raise_deficiency,
    )


@admin.register(models.WeatherDay)
class WeatherDayAdmin(ReadModelAdmin):
    list_display = ("on", "site", "cause")
    list_filter = ("site", "cause")
    commands = (commands.lose_weather_day,)
