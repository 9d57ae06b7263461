"""The admin lists and forms of outside dates."""

from typing import Any, ClassVar

from django.contrib import admin

from eventlog.doors.admin import ReadModelAdmin
from sites.outside import commands, models


class PromisedAdmin(ReadModelAdmin):
    """What the lists of promised dates have in common. kept: the field that says when it came."""

    kept: ClassVar[str]

    @admin.display(description="Sure", ordering="confidence")
    def sure(self, row: Any) -> str:
        return "-" if getattr(row, self.kept) else f"{row.confidence:.0%}"

    @admin.display(description="Moved", ordering="moves")
    def moved(self, row: Any) -> str:
        days = row.moved_days
        return f"{days:+d} days in {row.moves}" if row.moves else "-"


@admin.register(models.DeveloperMilestone)
class DeveloperMilestoneAdmin(PromisedAdmin):
    kept = "reached_on"
    list_display = (
        "reference",
        "site",
        "developer",
        "step",
        "activity",
        "promised_on",
        "moved",
        "sure",
        "reached_on",
    )
    list_filter = ("site", "developer", "step")
    list_select_related = ("site",)
    search_fields = ("reference", "developer", "activity")
    commands = (
        commands.promise_developer_milestone,
        commands.move_developer_milestone,
        commands.reach_developer_milestone,
    )


@admin.register(models.DeveloperPromise)
class DeveloperPromiseAdmin(ReadModelAdmin):
    list_display = ("reference", "site", "said_on", "promised_on", "moved_days", "reason")
    list_filter = ("site", "reference")
    list_select_related = ("site",)
    search_fields = ("reference", "reason")
