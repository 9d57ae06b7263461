"""Planned and lost weather days as the REST API shows them."""

from typing import Any

from rest_framework import serializers

from sites.weather import models
from sites.weather.queries import PlannedDays, month_of


class WeatherPlanSerializer(serializers.ModelSerializer):
    days = serializers.ListField(child=serializers.IntegerField(), help_text="January first.")

    class Meta:
        model = models.WeatherPlan
        fields = ("id", "site", "days", "basis", "revision", "planned_on", "position")


class WeatherMonthSerializer(serializers.ModelSerializer):
    """context: planned, the planned days of each site."""

    planned_days = serializers.SerializerMethodField(help_text="None while the site has no plan.")
    excused_days = serializers.SerializerMethodField(help_text="Lost beyond what was planned.")
    days = serializers.DictField(child=serializers.CharField(), help_text="What took each day.")

    class Meta:
        model = models.WeatherMonth
        fields = (
            "id",
            "site",
            "month",
            "lost_days",
            "planned_days",
            "excused_days",
            "days",
            "position",
        )

    def get_planned_days(self, row: models.WeatherMonth) -> int | None:
        return month_of(row, self._planned).planned

    def get_excused_days(self, row: models.WeatherMonth) -> int | None:
        return month_of(row, self._planned).excused

    @property
    def _planned(self) -> PlannedDays:
        planned: Any = self.context.get("planned", dict)()
        return dict(planned)
