"""The read models of the crews, which only projections write; the wings have theirs."""

from django.db import models

from eventlog.models import ReadModel
from labor.events import Craft, Shift
from labor.ratios.models import LaborJurisdiction, LaborPool, RatioBreach, RatioRule
from labor.weeks.models import ShiftPattern, WorkedWeek
from sites.models import Site

__all__ = (
    "LaborJurisdiction",
    "LaborPool",
    "RatioBreach",
    "RatioRule",
    "ShiftPattern",
    "WorkedWeek",
)


class Counted(ReadModel):
    """Heads by class, and the three figures of DOMAIN.md C.7 made from them."""

    general_foremen = models.PositiveIntegerField()
    foremen = models.PositiveIntegerField(null=True)
    journeypersons = models.PositiveIntegerField()
    apprentices_year_1 = models.PositiveIntegerField()
    apprentices_year_2 = models.PositiveIntegerField()
    apprentices_year_3 = models.PositiveIntegerField()
    apprentices_year_4 = models.PositiveIntegerField()
    apprentices_year_5 = models.PositiveIntegerField()
    apprentices_of_unknown_year = models.PositiveIntegerField()
    helpers = models.PositiveIntegerField()
    journey_level = models.PositiveIntegerField()
    others = models.PositiveIntegerField()
    span = models.FloatField(
        null=True, help_text="People per journey-level worker; empty when there is none to lead."
    )

    class Meta:
        abstract = True

    @property
    def heads(self) -> int:
        return self.journey_level + self.others


class Crew(Counted):
    """One craft on one site, with the heads it was last counted with."""

    natural_key = ("site", "name")

    site = models.ForeignKey(Site, models.PROTECT, related_name="crews", db_constraint=False)
    name = models.CharField(max_length=60)
    craft = models.CharField(max_length=4, choices=[(c.value, c.value) for c in Craft])
    mobilised_on = models.DateField()
    counted_on = models.DateField()
    demobilised_on = models.DateField(null=True)
    shift = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Shift], default="")
    hours_per_day = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    days_per_week = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("site", "craft", "name")

    def __str__(self) -> str:
        return f"{self.site_id} {self.name}"


class MixReport(Counted):
    """The heads of a crew on one day: the crew's history. A second count of a day replaces the first."""

    crew_id = models.UUIDField(db_index=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="mix_reports", db_constraint=False)
    name = models.CharField(max_length=60)
    craft = models.CharField(max_length=4, choices=[(c.value, c.value) for c in Craft])
    on = models.DateField()

    class Meta:
        ordering = ("-on", "site", "name")

    def __str__(self) -> str:
        return f"{self.site_id} {self.name} {self.on}"
