"""The read models of hours: shift patterns as they were set, and weeks as they were worked."""

from django.db import models

from eventlog.models import ReadModel
from labor.events import Craft, Shift
from sites.models import Site


class OfACrew(ReadModel):
    """What is told of one crew on a day."""

    crew_id = models.UUIDField(db_index=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_constraint=False)
    name = models.CharField(max_length=60)
    craft = models.CharField(max_length=4, choices=[(c.value, c.value) for c in Craft])
    on = models.DateField()

    class Meta:
        abstract = True
        ordering = ("-on", "site", "name")

    def __str__(self) -> str:
        return f"{self.site_id} {self.name} {self.on}"


class ShiftPattern(OfACrew):
    """Which hours a crew works from a day on. A second pattern of a day replaces the first."""

    shift = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Shift])
    hours_per_day = models.DecimalField(max_digits=4, decimal_places=2)
    days_per_week = models.PositiveSmallIntegerField()
    scheduled_hours_per_week = models.DecimalField(
        max_digits=5, decimal_places=2, help_text="What the schedule's calendar takes for granted."
    )


class WorkedWeek(OfACrew):
    """What a crew worked and earned in a week. A second report of a week replaces the first."""

    week = models.DateField(help_text="The Monday of the week.")
    straight_hours = models.DecimalField(max_digits=11, decimal_places=2)
    overtime_hours = models.DecimalField(max_digits=11, decimal_places=2)
    apprentice_hours = models.DecimalField(
        max_digits=11, decimal_places=2, null=True, help_text="Of the hours worked."
    )
    absence_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    earned_hours = models.DecimalField(
        max_digits=11,
        decimal_places=2,
        null=True,
        help_text="What the plan allots to the quantity that was done.",
    )
    quantity = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    unit = models.CharField(max_length=20)

    class Meta(OfACrew.Meta):
        abstract = False
