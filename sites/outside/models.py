"""Outside dates: what developers have promised, and every promise before."""

from django.db import models

from eventlog.models import ReadModel
from sites.outside.events import DeveloperStep


class Promised(ReadModel):
    """A date that somebody outside has promised, as it stands; none for what came without a word."""

    activity = models.CharField(max_length=60)
    first_promised_on = models.DateField(null=True)
    promised_on = models.DateField(null=True)
    moves = models.PositiveIntegerField()
    confidence = models.FloatField(help_text="Chance that the date is kept, as judged here.")

    class Meta:
        abstract = True

    @property
    def moved_days(self) -> int:
        """Since the first promise; 0 for what was never promised."""
        if self.promised_on is None or self.first_promised_on is None:
            return 0
        return int((self.promised_on - self.first_promised_on).days)


class Promise(ReadModel):
    """One promise of a history: said on a day, for a day, moved by so many days."""

    said_on = models.DateField()
    promised_on = models.DateField()
    moved_days = models.IntegerField()
    confidence = models.FloatField()
    reason = models.TextField()

    class Meta:
        abstract = True


class DeveloperMilestone(Promised):
    """A milestone that a third-party developer owes a site."""

    site = models.ForeignKey(
        "sites.Site", models.PROTECT, related_name="developer_milestones", db_constraint=False
    )
    reference = models.CharField(max_length=40)
    developer = models.CharField(max_length=120)
    step = models.CharField(max_length=20, choices=[(s.value, s.value) for s in DeveloperStep])
    reached_on = models.DateField(null=True)

    class Meta:
        ordering = ("site", "promised_on", "reference")

    def __str__(self) -> str:
        return f"{self.site_id} {self.reference}"

    @property
    def what(self) -> str:
        return self.step.replace("_", " ").capitalize()


class DeveloperPromise(Promise):
    """One of the dates that a developer has named for a milestone."""

    milestone_id = models.UUIDField(db_index=True)
    site = models.ForeignKey(
        "sites.Site", models.PROTECT, related_name="developer_promises", db_constraint=False
    )
    reference = models.CharField(max_length=40)

    class Meta:
        ordering = ("site", "reference", "said_on", "position")

    def __str__(self) -> str:
        return f"{self.site_id} {self.reference} {self.promised_on}"

    @property
    def what(self) -> str:
        return self.reference
