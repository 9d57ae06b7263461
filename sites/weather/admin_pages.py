"""The admin lists of planned and excused weather days."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from eventlog.doors.admin import ReadModelAdmin
from sites.weather import commands, models
from sites.weather.queries import month_of, planned_days


@admin.register(models.WeatherPlan)
class WeatherPlanAdmin(ReadModelAdmin):
    list_display = ("site", "a_year", "basis", "revision", "planned_on")
    list_filter = ("site",)
    list_select_related = ("site",)
    search_fields = ("basis",)
    commands = (commands.plan_weather_days,)

    @admin.display(description="Days a year")
    def a_year(self, plan: models.WeatherPlan) -> int:
        return sum(plan.days)


@admin.register(models.WeatherMonth)
class WeatherMonthAdmin(ReadModelAdmin):
    list_display = ("month_name", "site", "lost_days", "planned", "excused")
    list_filter = ("site", "month")
    list_select_related = ("site",)
    search_fields = ("site__code", "site__name")
    date_hierarchy = "month"

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.WeatherMonth]:
        """The plans are read once for a page and not once for a row."""
        rows: QuerySet[models.WeatherMonth] = super().get_queryset(request)
        self._days = planned_days()
        return rows

    @admin.display(description="Month", ordering="month")
    def month_name(self, row: models.WeatherMonth) -> str:
        return f"{row.month:%b %Y}"

    @admin.display(description="Planned")
    def planned(self, row: models.WeatherMonth) -> int | None:
        return month_of(row, self._days).planned

    @admin.display(description="Excused")
    def excused(self, row: models.WeatherMonth) -> int | None:
        return month_of(row, self._days).excused
