"""Reference data that people edit, then the read models that only projections write."""

from django.db import models
from simple_history.models import HistoricalRecords

from eventlog.models import ReadModel
from sites.models import Site
from supply.events import IncidentCode, ScopeKind, SlipCause, Stage


class Supplier(models.Model):
    """A company that makes or brings what a site waits for."""

    zone = "UTC"
    """The calendar of what happens at a supplier: its works may stand in many zones."""

    code = models.CharField(max_length=20, primary_key=True, help_text="Short and permanent.")
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=60, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Order(ReadModel):
    """A purchase order, or one lot of it, on its way to a site."""

    natural_key = ("site", "number")

    site = models.ForeignKey(Site, models.PROTECT, related_name="orders", db_constraint=False)
    number = models.CharField(max_length=60)
    package = models.CharField(max_length=20, db_index=True)
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, related_name="orders", db_constraint=False
    )
    description = models.TextField()
    lot = models.CharField(max_length=20)
    placed_on = models.DateField()
    stage = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Stage])
    stage_on = models.DateField()
    first_promised_on = models.DateField()
    promised_on = models.DateField()
    promise_given_on = models.DateField()
    moves = models.PositiveIntegerField()
    days_moved = models.IntegerField(help_text="Calendar days, later is positive.")
    last_cause = models.CharField(max_length=20, choices=[(c.value, c.value) for c in SlipCause])
    delivered_on = models.DateField(null=True)

    class Meta:
        ordering = ("site", "promised_on", "number")

    def __str__(self) -> str:
        return f"{self.site_id} {self.number} {self.package}"


class Incident(ReadModel):
    """Something that may hold up work, as it is judged now."""

    natural_key = ("site", "supplier", "reference")

    reference = models.CharField(max_length=60)
    code = models.CharField(max_length=10, choices=[(c.value, c.value) for c in IncidentCode])
    title = models.CharField(max_length=120)
    scope = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ScopeKind])
    site = models.ForeignKey(
        Site, models.PROTECT, related_name="incidents", db_constraint=False, null=True
    )
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, related_name="incidents", db_constraint=False, null=True
    )
    order = models.CharField(max_length=60, help_text="Number of the order.")
    package = models.CharField(max_length=20)
    activity = models.CharField(max_length=60)
    probability = models.FloatField()
    optimistic_days = models.FloatField()
    likely_days = models.FloatField()
    pessimistic_days = models.FloatField()
    reported_on = models.DateField()
    assessed_on = models.DateField()
    resolved_on = models.DateField(null=True)
    days_lost = models.FloatField(null=True)

    class Meta:
        ordering = ("-reported_on", "reference")

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"
