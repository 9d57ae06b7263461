"""Reference data of planning, then what is made from the facts of it."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from eventlog.models import ReadModel
from projects.planning.mapping import BadPattern, Place, Rule, refuse_bad_pattern
from projects.schedule.difference import ChangeKind


class Exposure(models.TextChoices):
    NOT_SAID = "", "as its phase says"
    EXPOSED = "exposed"
    SHELTERED = "sheltered"

    @property
    def tie(self) -> bool | None:
        """As activities have it: None says nothing."""
        return {Exposure.EXPOSED: True, Exposure.SHELTERED: False}.get(self)


class MappingRule(models.Model):
    """What ties the activities that it matches to the build: the first rule that says a thing wins."""

    project = models.CharField(
        max_length=40, blank=True, default="", help_text="Code of a project; empty for all."
    )
    rank = models.PositiveIntegerField(default=100, help_text="Lower numbers are asked first.")
    place = models.CharField(
        max_length=10,
        choices=[(place.value, place.label) for place in Place],
        default=Place.NAME.value,
        help_text="Where the pattern is looked for.",
    )
    title = models.CharField(
        max_length=60, blank=True, default="", help_text="Of the activity code or user field."
    )
    pattern = models.CharField(
        max_length=200, help_text="* for any text, ? for one character; case does not matter."
    )
    craft = models.CharField(max_length=20, blank=True, default="")
    package = models.CharField(max_length=20, blank=True, default="")
    order = models.CharField("order number", max_length=40, blank=True, default="")
    system = models.CharField("system tag", max_length=40, blank=True, default="")
    cx_level = models.CharField("commissioning level", max_length=4, blank=True, default="")
    weather = models.CharField(max_length=10, choices=Exposure, blank=True, default="")
    history = HistoricalRecords()

    class Meta:
        ordering = ("rank", "id")

    def __str__(self) -> str:
        where = f"{self.get_place_display()} {self.title}".rstrip()
        return f"{where} is {self.pattern}"

    def clean(self) -> None:
        try:
            refuse_bad_pattern(self.rule)
        except BadPattern as refusal:
            raise ValidationError({refusal.field: str(refusal)}, code="mapping_rule") from refusal

    @property
    def rule(self) -> Rule:
        return Rule(
            place=Place(self.place),
            title=self.title,
            pattern=self.pattern,
            craft=self.craft,
            package=self.package,
            order=self.order,
            system=self.system,
            cx_level=self.cx_level,
            weather_exposed=Exposure(self.weather).tie,
        )


class ScheduleChange(ReadModel):
    """One thing that a revision changed. edit: it is no progress."""

    project = models.CharField(max_length=40, db_index=True)
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in ChangeKind])
    edit = models.BooleanField()
    subject = models.CharField(max_length=255)
    field = models.CharField(max_length=255)
    before = models.TextField()
    after = models.TextField()

    class Meta:
        ordering = ("project", "-revision", "kind", "subject", "field")
        indexes = (models.Index(fields=("position",), name="schedule_change_position"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.field}: {self.before or '-'} > {self.after or '-'}"


class Baseline(ReadModel):
    """The dates of a revision as they were agreed. activities: code to start, finish and hours."""

    project = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=60)
    revision = models.PositiveIntegerField()
    finish = models.DateTimeField(help_text="On the wall clock of the site.")
    activities = models.JSONField()
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("project", "-set_at")

    def __str__(self) -> str:
        return f"{self.project} {self.name}"
