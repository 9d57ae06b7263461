"""What is made from the facts of commissioning, and the bytes of attached files."""

from django.db import models

from eventlog.models import ReadModel
from sites.commissioning.gates import Gate
from sites.commissioning.records import RecordKind


class TestFile(models.Model):
    """The bytes of a file of a test, kept once under their own SHA-256."""

    __test__ = False  # no test case, whatever pytest takes its name for

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256


class AcceptanceRecord(ReadModel):
    """A flush, a water sample, a burn-in or a cluster test, judged by the limits that it carries."""

    site = models.ForeignKey(
        "sites.Site", models.PROTECT, related_name="acceptances", db_constraint=False
    )
    hall = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in RecordKind])
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=60, help_text="The loop or cluster.")
    by = models.CharField(max_length=120, blank=True)
    sample_point = models.CharField(max_length=120, blank=True)
    readings = models.JSONField(default=list)
    accepted = models.BooleanField()
    on = models.DateField()

    class Meta:
        ordering = ("-on", "kind", "-number")

    def __str__(self) -> str:
        return f"{self.site_id} hall {self.hall} {RecordKind(self.kind).words} {self.number}"


class HallGate(ReadModel):
    """What was signed off, waived and passed of one gate in one hall.

    signed: item, evidence, by, on. waivers: item, about, waived_by, reason, on. waived: the items that
    it was passed without.
    """

    site = models.ForeignKey(
        "sites.Site", models.PROTECT, related_name="gates", db_constraint=False
    )
    hall = models.CharField(max_length=20)
    gate = models.CharField(max_length=2, choices=[(k.value, k.value) for k in Gate])
    signed = models.JSONField(default=list)
    waivers = models.JSONField(default=list)
    waived = models.JSONField(default=list)
    passed_on = models.DateField(null=True)
    passed_by = models.CharField(max_length=120, default="", blank=True)
    passed_at = models.BigIntegerField(
        "position of the passing fact", null=True, help_text="In the log."
    )

    class Meta:
        ordering = ("site", "hall", "gate")
        verbose_name = "gate"

    def __str__(self) -> str:
        return f"{self.site_id} hall {self.hall} {Gate(self.gate).label}"
