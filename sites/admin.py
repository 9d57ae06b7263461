"""The admin door of the sites."""

from django.contrib import admin

from eventlog.doors.admin import ReadModelAdmin, ReferenceAdmin
from sites import commands, models
from sites.commissioning import admin_pages as commissioning_pages
from sites.commissioning import gate_pages

__all__ = ("commissioning_pages", "gate_pages")


@admin.register(models.Site)
class SiteAdmin(ReferenceAdmin):
    list_display = ("code", "name", "zone")
    search_fields = ("code", "name")


@admin.register(models.Hall)
class HallAdmin(ReferenceAdmin):
    list_display = ("site", "name", "power_mw")
    list_filter = ("site",)


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
