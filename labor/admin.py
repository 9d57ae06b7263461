"""The admin door of the crews."""

from django.contrib import admin

from eventlog.doors.admin import ReadModelAdmin
from labor import commands, models
from labor.moving.commands import move_heads
from labor.ratios import admin_pages as ratio_pages
from labor.weeks import admin_pages as week_pages
from labor.weeks.commands import report_week, set_shift_pattern

__all__ = ("ratio_pages", "week_pages")


@admin.register(models.Crew)
class CrewAdmin(ReadModelAdmin):
    list_display = (
        "name",
        "site",
        "craft",
        "heads",
        "journey_level",
        "others",
        "span",
        "shift",
        "counted_on",
        "demobilised_on",
    )
    list_filter = ("site", "craft", "shift")
    search_fields = ("name",)
    commands = (
        commands.mobilise_crew,
        commands.report_mix,
        move_heads,
        set_shift_pattern,
        report_week,
        commands.demobilise_crew,
    )


@admin.register(models.MixReport)
class MixReportAdmin(ReadModelAdmin):
    list_display = ("on", "name", "site", "craft", "heads", "journey_level", "others", "span")
    list_filter = ("site", "craft")
    search_fields = ("name",)
    date_hierarchy = "on"
