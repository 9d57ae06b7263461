"""Reference data that people edit, then read models, then the two tables of work to be done."""

from datetime import date, time
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from eventlog.models import ReadModel
from projects.contracts.models import (
    AgreedTerms,
    Amendment,
    Facility,
    FacilityDraw,
    PortfolioLimit,
    RatingClass,
)
from projects.events import ProjectKind
from projects.money.terms import Currency
from projects.planning.models import Baseline, MappingRule, ScheduleChange
from projects.portfolio.models import ForecastDraws
from projects.schedule.model import Shift
from projects.track.models import ForecastScore
from sites.models import Site

__all__ = (
    "AgreedTerms",
    "Amendment",
    "Baseline",
    "Facility",
    "FacilityDraw",
    "ForecastDraws",
    "ForecastScore",
    "MappingRule",
    "PortfolioLimit",
    "ScheduleChange",
)


def shifts_of(text: str) -> tuple[Shift, ...]:
    """`08:00-12:00 13:00-17:00` as minutes after midnight. Raises ValueError."""
    shifts = []
    for part in text.split():
        start, finish = (time.fromisoformat(clock) for clock in part.split("-"))
        shifts.append((start.hour * 60 + start.minute, finish.hour * 60 + finish.minute or 1440))
    if any(start >= finish for start, finish in shifts):
        raise ValueError(f"{text}: each shift must finish after it starts")
    return tuple(shifts)


def holidays_of(text: str) -> tuple[date, ...]:
    """One ISO date a line. Raises ValueError."""
    return tuple(date.fromisoformat(line.split()[0]) for line in text.splitlines() if line.strip())


def valid_shifts(text: str) -> None:
    try:
        shifts_of(text)
    except ValueError as error:
        raise ValidationError("Write shifts as 08:00-12:00 13:00-17:00.", code="shifts") from error


def valid_holidays(text: str) -> None:
    try:
        holidays_of(text)
    except ValueError as error:
        raise ValidationError("Write one date a line, as 2026-12-25.", code="holidays") from error


class Customer(models.Model):
    """Who takes the capacity."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=120)
    rating_class = models.CharField(max_length=24, choices=RatingClass, default=RatingClass.UNRATED)
    history = HistoricalRecords()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Calendar(models.Model):
    """When work is done: the calendar that turns the working days of a CSV schedule into dates."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=120)
    working_days = models.CharField(
        max_length=7, default="12345", help_text="Digits of the working days, 1 for Monday."
    )
    shifts = models.CharField(
        max_length=80, default="08:00-12:00 13:00-17:00", validators=[valid_shifts]
    )
    holidays = models.TextField(blank=True, default="", validators=[valid_holidays])
    history = HistoricalRecords()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class AlertSubscription(models.Model):
    """Who gets an e-mail when a site slips."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="subscriptions")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    active = models.BooleanField(default=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("site", "email")
        constraints = (
            models.UniqueConstraint(fields=("site", "email"), name="one_subscription_a_site"),
        )

    def __str__(self) -> str:
        return f"{self.email} for {self.site_id}"


class ScheduleFile(models.Model):
    """The original bytes of an imported schedule, kept under their own SHA-256."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=255)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Project(ReadModel):
    """A build that is tracked."""

    natural_key = ("code",)

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    site = models.ForeignKey(Site, models.PROTECT, related_name="projects", db_constraint=False)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in ProjectKind])
    starts_on = models.DateField()
    calendar = models.CharField(max_length=20)
    seed = models.BigIntegerField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ScheduleRevision(ReadModel):
    """One import of a schedule file."""

    project = models.CharField(max_length=40, db_index=True)
    revision = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    activity_count = models.PositiveIntegerField()
    link_count = models.PositiveIntegerField()
    progress_count = models.PositiveIntegerField(default=0, help_text="Reports of progress in it.")
    edit_count = models.PositiveIntegerField(default=0, help_text="Changes that are no progress.")
    data_date = models.DateTimeField(null=True, help_text="On the wall clock of the site.")
    finish = models.DateTimeField(null=True, help_text="On the wall clock of the site.")
    score = models.FloatField(null=True, help_text="Share of the assessed DCMA checks that passed.")
    failed = models.JSONField(default=list, help_text="DCMA checks that it fails.")
    not_assessed = models.JSONField(default=list)
    blockers = models.JSONField(default=list, help_text="What keeps it from being simulated.")
    allowed_because = models.TextField(default="", help_text="Why it is simulated all the same.")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("project", "-revision")

    def __str__(self) -> str:
        return f"{self.project} revision {self.revision}"

    @property
    def is_blocked(self) -> bool:
        return bool(self.blockers) and not self.allowed_because


class Activity(ReadModel):
    """An activity of the schedule that stands, with what has happened to it."""

    natural_key = ("project", "code")

    project = models.CharField(max_length=40, db_index=True)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20)
    wbs = models.CharField(max_length=60)
    phase = models.CharField(max_length=40)
    craft = models.CharField(max_length=20)
    package = models.CharField(max_length=20)
    order = models.CharField(max_length=40, default="")
    system = models.CharField(max_length=40, default="")
    cx_level = models.CharField(max_length=4, default="")
    weather_exposed = models.BooleanField(null=True)
    said_by_hand = models.JSONField(
        default=dict, help_text="What a person tied it to, whatever a file says."
    )
    likely_days = models.FloatField()
    started_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    remaining_days = models.FloatField(null=True)
    reported_on = models.DateField(null=True)

    class Meta:
        ordering = ("project", "code")
        verbose_name_plural = "activities"
        indexes = (models.Index(fields=("position",), name="activity_position"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Contract(ReadModel):
    """A contract for capacity of one project."""

    natural_key = ("code",)

    code = models.CharField(max_length=40, unique=True)
    customer = models.ForeignKey(Customer, models.PROTECT, db_constraint=False)
    project = models.CharField(max_length=40, db_index=True)
    currency = models.CharField(
        max_length=3, choices=[(c.value, c.value) for c in Currency], default=Currency.USD.value
    )
    signed_on = models.DateField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Tranche(ReadModel):
    """Part of a contract's capacity with its own start."""

    natural_key = ("project", "code")

    contract = models.CharField(max_length=40)
    project = models.CharField(max_length=40, db_index=True)
    code = models.CharField(max_length=40)
    milestone = models.CharField(max_length=60)
    power_mw = models.DecimalField(max_digits=9, decimal_places=2)
    starts_on = models.DateField()
    signed_starts_on = models.DateField()
    amendments = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("project", "code")

    def __str__(self) -> str:
        return f"{self.project} {self.code}"


class Forecast(ReadModel):
    """One issued forecast of one tranche."""

    project = models.CharField(max_length=40, db_index=True)
    tranche = models.CharField(max_length=40)
    milestone = models.CharField(max_length=60)
    as_of = models.BigIntegerField()
    data_date = models.DateField()
    starts_on = models.DateField()
    p10 = models.DateField()
    p50 = models.DateField()
    p80 = models.DateField()
    p90 = models.DateField()
    p80_error_days = models.FloatField()
    chance_of_missing = models.FloatField()
    expected_days_late = models.FloatField()
    expected_days_late_error = models.FloatField(
        null=True,
        help_text="Monte Carlo error, as of all that follow; empty before it was recorded.",
    )
    mean = models.DateField(null=True, help_text="The day on which the mean falls.")
    sd_days = models.FloatField(null=True)
    error_days = models.JSONField(default=list, help_text="Of P5, P10 ... P95.")
    draws_sha256 = models.CharField(
        max_length=64, default="", help_text="Of the day of every iteration."
    )
    days_late = models.IntegerField()
    quantiles = models.JSONField()
    reasons = models.JSONField()
    without_causes = models.DateField(
        null=True,
        help_text="P80 without any cause; from there the reasons and other_days lead to P80. Empty "
        "before shares were recorded.",
    )
    other_days = models.FloatField(null=True, help_text="What all other causes do.")
    binding = models.JSONField(
        default=list, help_text="What the driving path consists of, the largest part first."
    )
    seed = models.BigIntegerField()
    iterations = models.PositiveIntegerField()
    engine_version = models.CharField(max_length=20)
    input_digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ("project", "tranche", "as_of")
        indexes = (
            models.Index(fields=("project", "tranche", "-as_of"), name="newest_forecast"),
            models.Index(fields=("position",), name="forecast_position"),
        )

    def __str__(self) -> str:
        return f"{self.project} {self.tranche} P80 {self.p80}"


class Alert(ReadModel):
    """Whether a tranche stands above its threshold, and since when."""

    project = models.CharField(max_length=40, db_index=True)
    tranche = models.CharField(max_length=40)
    site = models.ForeignKey(Site, models.PROTECT, related_name="alerts", db_constraint=False)
    open = models.BooleanField()
    since = models.DateField()
    cleared_on = models.DateField(null=True)
    days_late = models.IntegerField()
    chance_of_missing = models.FloatField()
    raises = models.PositiveIntegerField()

    class Meta:
        ordering = ("-open", "-days_late")

    def __str__(self) -> str:
        return f"{self.project} {self.tranche} {'open' if self.open else 'cleared'}"


class ForecastDue(models.Model):
    """Work to be done: the position a project's forecast should know, and the one it knows."""

    project = models.CharField(max_length=40, primary_key=True)
    wanted = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True, help_text="When a worker was last told of it.")

    def __str__(self) -> str:
        return f"{self.project} {self.done}/{self.wanted}"


class MailState(models.TextChoices):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    IN_DOUBT = "in_doubt", "in doubt"


class Mail(models.Model):
    """One message to one person about the alerts of one forecast, or about a broken ratio rule: sent once,
    whatever fails. position is that of the forecast, or of the breach."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    position = models.BigIntegerField(help_text="The forecast whose alerts it tells of.")
    to = models.EmailField()
    state = models.CharField(max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("-position", "to")
        constraints = (
            models.UniqueConstraint(fields=("position", "to"), name="one_mail_a_person_a_forecast"),
        )

    def __str__(self) -> str:
        return f"{self.to} about {self.position}: {self.state}"
