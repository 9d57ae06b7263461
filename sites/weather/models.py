"""Planned weather days, and the months in which days were lost."""

from django.db import models

from eventlog.models import ReadModel


class WeatherPlan(ReadModel):
    """The planned weather days of a site, as they stand."""

    site = models.ForeignKey(
        "sites.Site", models.PROTECT, related_name="weather_plans", db_constraint=False
    )
    days = models.JSONField(help_text="Days in each month, January first.")
    basis = models.CharField(max_length=120)
    revision = models.PositiveIntegerField()
    planned_on = models.DateField()

    class Meta:
        ordering = ("site",)

    def __str__(self) -> str:
        return f"{self.site_id} {sum(self.days)} days a year"


class WeatherMonth(ReadModel):
    """A month in which the weather took days. days: each with what took it."""

    site = models.ForeignKey(
        "sites.Site", models.PROTECT, related_name="weather_months", db_constraint=False
    )
    month = models.DateField(help_text="Its first day.")
    lost_days = models.PositiveIntegerField()
    days = models.JSONField()

    class Meta:
        ordering = ("site", "-month")

    def __str__(self) -> str:
        return f"{self.site_id} {self.month:%b %Y}"
