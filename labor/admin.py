"""The admin door of the crews."""

from django.contrib import admin

from eventlog.doors.admin import ReadModelAdmin
from labor import commands, models


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
        "counted_on",
        "demobilised_on",
    )
    list_filter = ("site", "craft")
    search_fields = ("name",)
    commands = (commands.mobilise_crew, commands.report_mix, commands.demobilise_crew)


@admin.register(models.MixReport)
class MixReportAdmin(ReadModelAdmin):
    list_display = ("on", "name", "site", "craft", "heads", "journey_level", "others", "span")
    list_filter = ("site", "craft")
    date_hierarchy = "on"
