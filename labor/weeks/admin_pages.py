"""The admin pages of hours."""

from django.contrib import admin

from eventlog.doors.admin import ReadModelAdmin
from labor.weeks.models import ShiftPattern, WorkedWeek


@admin.register(ShiftPattern)
class ShiftPatternAdmin(ReadModelAdmin):
    list_display = ("on", "name", "site", "craft", "shift", "hours_per_day", "days_per_week")
    list_filter = ("site", "craft", "shift")
    search_fields = ("name",)
    date_hierarchy = "on"


@admin.register(WorkedWeek)
class WorkedWeekAdmin(ReadModelAdmin):
    list_display = (
        "week",
        "name",
        "site",
        "craft",
        "straight_hours",
        "overtime_hours",
        "absence_percent",
        "earned_hours",
        "quantity",
        "unit",
    )
    list_filter = ("site", "craft")
    search_fields = ("name", "unit")
    date_hierarchy = "week"
