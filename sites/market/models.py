"""Markets: what is thought of each region's labor and equipment."""

from django.db import models

from eventlog.models import ReadModel
from sites.market.events import MarketSide


class Market(ReadModel):
    """How tight a region's market is, as last assessed."""

    natural_key = ("region", "side", "craft_or_package")

    region = models.CharField(max_length=40)
    side = models.CharField(max_length=10, choices=[(s.value, s.value) for s in MarketSide])
    craft_or_package = models.CharField(
        max_length=60, blank=True, help_text="Empty: every craft, or all equipment."
    )
    optimistic_factor = models.FloatField(help_text="Times as long as is usual.")
    likely_factor = models.FloatField(help_text="Times as long as is usual.")
    pessimistic_factor = models.FloatField(help_text="Times as long as is usual.")
    source = models.CharField(max_length=200)
    assessments = models.PositiveIntegerField(help_text="How often it was assessed.")
    assessed_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        ordering = ("region", "side", "craft_or_package")

    def __str__(self) -> str:
        return f"{self.region} {self.side} {self.craft_or_package or 'all'}"
