"""Reference data that people edit, then the read models that only projections write."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from eventlog.models import ReadModel
from sites.commissioning.deficiencies import Stage
from sites.commissioning.models import AcceptanceRecord, HallGate, TestFile
from sites.distribution.models import Asset, Distribution
from sites.events import CxLevel, Outcome, Priority, SystemKind, WeatherCause
from sites.market.models import Market
from sites.outside.models import DeveloperMilestone, DeveloperPromise
from sites.places.models import Building, Campus
from sites.utility.models import UtilityAgreement, UtilityPower, UtilityPromise
from sites.weather.models import WeatherMonth, WeatherPlan

__all__ = (
    "AcceptanceRecord",
    "Asset",
    "Building",
    "Campus",
    "DeveloperMilestone",
    "DeveloperPromise",
    "Distribution",
    "HallGate",
    "Market",
    "TestFile",
    "UtilityAgreement",
    "UtilityPower",
    "UtilityPromise",
    "WeatherMonth",
    "WeatherPlan",
)


def known_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(f"{name} is no IANA time zone.", code="unknown_zone")


def twelve_means(value: object) -> None:
    good = isinstance(value, list) and len(value) == 12
    if not good or not all(isinstance(n, int | float) and 0 <= n <= 31 for n in value):  # type: ignore[attr-defined]
        raise ValidationError("Give twelve numbers from 0 to 31.", code="not_twelve_means")


def no_weather() -> list[float]:
    return [0.0] * 12


class Site(models.Model):
    """A place where a data center is built."""

    code = models.CharField(max_length=20, primary_key=True, help_text="Short and permanent.")
    name = models.CharField(max_length=120)
    zone = models.CharField(
        max_length=60, validators=[known_zone], help_text="IANA zone, e.g. America/Chicago."
    )
    region = models.CharField(
        max_length=40, blank=True, help_text="Whose storms and strikes it shares, such as Gulf."
    )
    monthly_weather_days = models.JSONField(
        default=no_weather,
        validators=[twelve_means],
        help_text="Mean weather days lost in each month, January first.",
    )
    campus = models.ForeignKey(Campus, models.PROTECT, null=True, blank=True, related_name="sites")
    history = HistoricalRecords()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Hall(models.Model):
    """A data hall of a site."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="halls")
    name = models.CharField(max_length=20)
    power_mw = models.DecimalField(max_digits=7, decimal_places=2, help_text="Critical IT MW.")
    building = models.ForeignKey(
        Building, models.PROTECT, null=True, blank=True, related_name="halls"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("site", "name")
        constraints = (models.UniqueConstraint(fields=("site", "name"), name="hall_name_of_site"),)

    def __str__(self) -> str:
        return f"{self.site_id} hall {self.name}"

    def clean(self) -> None:
        if self.building and self.building.site_id != self.site_id:
            raise ValidationError(
                {"building": f"{self.building} is no building of {self.site_id}."},
                code="building_of_other_site",
            )


class System(ReadModel):
    """A system under commissioning."""

    natural_key = ("site", "tag")

    site = models.ForeignKey(Site, models.PROTECT, related_name="systems", db_constraint=False)
    hall = models.CharField(max_length=20)
    tag = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in SystemKind])
    energised_on = models.DateField(null=True)

    class Meta:
        ordering = ("site", "hall", "tag")

    def __str__(self) -> str:
        return f"{self.site_id} {self.tag}"


class CommissioningTest(ReadModel):
    """One recorded attempt at a test."""

    system_id = models.UUIDField(db_index=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="tests", db_constraint=False)
    level = models.CharField(max_length=4, choices=[(k.value, k.value) for k in CxLevel])
    procedure = models.CharField(max_length=120)
    attempt = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=[(k.value, k.value) for k in Outcome])
    witness = models.CharField(max_length=120)
    readings = models.JSONField(default=list)
    again_because = models.TextField(default="", blank=True)
    files = models.JSONField(default=list)
    on = models.DateField()

    class Meta:
        ordering = ("-on", "procedure", "attempt")

    def __str__(self) -> str:
        return f"{self.level} {self.procedure} attempt {self.attempt}: {self.outcome}"


class Deficiency(ReadModel):
    """Something found wrong, open until closed or waived. state: where in its life it is (E.5)."""

    natural_key = ("site", "reference")

    system_id = models.UUIDField(db_index=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="deficiencies", db_constraint=False)
    reference = models.CharField(max_length=60)
    priority = models.CharField(max_length=2, choices=[(k.value, k.value) for k in Priority])
    description = models.TextField()
    level = models.CharField(
        max_length=4, choices=[(k.value, k.value) for k in CxLevel], default="", blank=True
    )
    state = models.CharField(
        max_length=10, choices=[(k.value, k.value) for k in Stage], default=Stage.OPEN.value
    )
    since = models.DateField(help_text="When it came to this state.")
    assignee = models.CharField(max_length=120, default="", blank=True)
    fixed_by = models.CharField(max_length=120, default="", blank=True)
    verified_by = models.CharField(max_length=120, default="", blank=True)
    waived_by = models.CharField(max_length=120, default="", blank=True)
    rejections = models.PositiveIntegerField(default=0)
    raised_on = models.DateField()
    closed_on = models.DateField(null=True)
    waived_on = models.DateField(null=True)
    resolution = models.TextField(default="")

    class Meta:
        ordering = ("priority", "raised_on")
        verbose_name_plural = "deficiencies"

    def __str__(self) -> str:
        return f"{self.priority} {self.reference}"


class WeatherDay(ReadModel):
    """A day lost to weather."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="weather_days", db_constraint=False)
    on = models.DateField()
    cause = models.CharField(max_length=10, choices=[(k.value, k.value) for k in WeatherCause])

    class Meta:
        ordering = ("-on",)

    def __str__(self) -> str:
        return f"{self.site_id} {self.on} {self.cause}"
