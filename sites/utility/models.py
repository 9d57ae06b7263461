"""The utility of a site: agreements, steps of power, and the promises made for each."""

from django.db import models

from eventlog.models import ReadModel
from sites.outside.models import Promise, Promised
from sites.utility.events import UtilityStep

_STEPS = [(step.value, step.value) for step in UtilityStep]


class UtilityAgreement(ReadModel):
    """A service agreement that was signed."""

    site = models.ForeignKey(
        "sites.Site", models.PROTECT, related_name="utility_agreements", db_constraint=False
    )
    reference = models.CharField(max_length=60)
    utility = models.CharField(max_length=120)
    power_mw = models.DecimalField(max_digits=9, decimal_places=2)
    voltage_kv = models.DecimalField(max_digits=7, decimal_places=2)
    service_on = models.DateField()
    signed_on = models.DateField()

    class Meta:
        ordering = ("site", "signed_on")

    def __str__(self) -> str:
        return f"{self.site_id} {self.reference}"


class UtilityPower(Promised):
    """One step of the utility's power: promised, then energised."""

    site = models.ForeignKey(
        "sites.Site", models.PROTECT, related_name="utility_power", db_constraint=False
    )
    step = models.CharField(max_length=20, choices=_STEPS)
    energised_on = models.DateField(null=True)

    class Meta:
        ordering = ("site", "promised_on", "step")
        verbose_name_plural = "utility power"

    def __str__(self) -> str:
        return f"{self.site_id} {self.step.replace('_', ' ')}"

    @property
    def what(self) -> str:
        return self.step.replace("_", " ").capitalize()


class UtilityPromise(Promise):
    """One of the dates that the utility has named for a step."""

    site = models.ForeignKey(
        "sites.Site", models.PROTECT, related_name="utility_promises", db_constraint=False
    )
    step = models.CharField(max_length=20, choices=_STEPS)

    class Meta:
        ordering = ("site", "step", "said_on", "position")

    def __str__(self) -> str:
        return f"{self.site_id} {self.step.replace('_', ' ')} {self.promised_on}"

    @property
    def what(self) -> str:
        return self.step.replace("_", " ").capitalize()
