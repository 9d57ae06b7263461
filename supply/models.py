"""Reference data that people edit, then the read models that only projections write."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from eventlog.models import ReadModel
from sites.models import Site
from supply.events import (
    EffectKind,
    Excusable,
    IncidentCode,
    MitigationState,
    ScopeKind,
    SlipCause,
    Stage,
)

MOST_WEEKS = 520


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


class Package(models.Model):
    """A kind of equipment that schedules wait for, by the code that activities and orders carry."""

    code = models.CharField(max_length=20, primary_key=True, help_text="As schedules have it.")
    name = models.CharField(max_length=120)
    receive_days = models.PositiveSmallIntegerField(
        default=3, help_text="Calendar days to unload, receive and inspect it on site."
    )
    buffer_days = models.PositiveSmallIntegerField(
        default=0, help_text="Calendar days by which it shall be on site before that."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class LeadTimeRange(models.Model):
    """Weeks from release to site, as somebody said them at a time: the newest counts, all are kept."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="lead_times")
    as_of = models.DateField(help_text="The day on which the range held.")
    low_weeks = models.FloatField()
    likely_weeks = models.FloatField()
    high_weeks = models.FloatField()
    source = models.CharField(max_length=200, help_text="Who says so, or how it was estimated.")
    history = HistoricalRecords()

    class Meta:
        ordering = ("package", "-as_of")
        constraints = (
            models.UniqueConstraint(fields=("package", "as_of"), name="lead_time_once_a_day"),
        )

    def __str__(self) -> str:
        weeks = f"{self.low_weeks:g}, {self.likely_weeks:g}, {self.high_weeks:g} weeks"
        return f"{self.package_id} as of {self.as_of}: {weeks}"

    def clean(self) -> None:
        weeks = (self.low_weeks, self.likely_weeks, self.high_weeks)
        if None in weeks:
            return  # said of the field itself
        if not 0 < self.low_weeks <= self.likely_weeks <= self.high_weeks <= MOST_WEEKS:
            says = f"Give 0 < low <= likely <= high <= {MOST_WEEKS} weeks."
            raise ValidationError({"likely_weeks": says}, code="weeks_not_in_order")


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
    forecast_on = models.DateField(
        null=True, help_text="Our own forecast of the delivery, until the next promise."
    )
    delivered_on = models.DateField(null=True)

    class Meta:
        ordering = ("site", "promised_on", "number")

    def __str__(self) -> str:
        return f"{self.site_id} {self.number} {self.package}"

    @property
    def expected_on(self) -> date:
        """Receipt, or what was said of the delivery last: our forecast or the supplier's promise."""
        return self.delivered_on or self.forecast_on or self.promised_on


class OrderStage(ReadModel):
    """A stage of an order, as promised, as forecast and as it went. Only stages of which something is known."""

    order = models.ForeignKey(Order, models.DO_NOTHING, related_name="stages", db_constraint=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_constraint=False)
    stage = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Stage])
    rank = models.PositiveSmallIntegerField(help_text="In the order of the stages, from 0.")
    promised_on = models.DateField(null=True)
    forecast_on = models.DateField(null=True)
    actual_on = models.DateField(null=True)

    class Meta:
        ordering = ("site", "order", "rank")

    def __str__(self) -> str:
        return f"{self.order} {self.stage}"

    @property
    def days_late(self) -> int | None:
        """Calendar days by which it was, or is forecast, later than promised; None if one is unknown."""
        came = self.actual_on or self.forecast_on
        return (came - self.promised_on).days if came and self.promised_on else None


class PromiseRevision(ReadModel):
    """A date of delivery that a supplier gave: the first one, and each that replaced another."""

    order = models.ForeignKey(
        Order, models.DO_NOTHING, related_name="promises", db_constraint=False
    )
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_constraint=False)
    promised_on = models.DateField()
    cause = models.CharField(max_length=20, choices=[(c.value, c.value) for c in SlipCause])
    on = models.DateField(help_text="The day on which the supplier said so.")

    class Meta:
        ordering = ("-on", "-position")

    def __str__(self) -> str:
        return f"{self.order} promised {self.promised_on}"


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
    region = models.CharField(max_length=40, default="")
    craft = models.CharField(max_length=20, default="")
    effect = models.CharField(
        max_length=25,
        choices=[(k.value, k.value) for k in EffectKind],
        default=EffectKind.EXTEND_ACTIVITY.value,
    )
    effect_stage = models.CharField(max_length=20, default="", help_text="The stage it lengthens.")
    effect_factor = models.FloatField(null=True, help_text="Output against usual while it lasts.")
    excusable = models.CharField(
        max_length=15,
        choices=[(e.value, e.value) for e in Excusable],
        default=Excusable.UNDECIDED.value,
    )
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


class Mitigation(ReadModel):
    """What is done against an incident, what it costs and what it is to bring."""

    incident = models.ForeignKey(
        Incident, models.DO_NOTHING, related_name="mitigations", db_constraint=False
    )
    name = models.CharField(max_length=60)
    what = models.TextField()
    cost_minor = models.BigIntegerField(
        help_text="In the minor unit of the currency, such as cents."
    )
    currency = models.CharField(max_length=3)
    days_saved = models.FloatField(help_text="Calendar days taken off each of the three points.")
    probability = models.FloatField(
        null=True, help_text="That the incident costs time at all, then."
    )
    state = models.CharField(max_length=10, choices=[(m.value, m.value) for m in MitigationState])
    planned_on = models.DateField()
    applied_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    reason = models.TextField(default="", help_text="Why it was withdrawn.")

    class Meta:
        ordering = ("-planned_on", "name")

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
