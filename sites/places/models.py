"""Campuses and buildings: reference data that people edit, each edit kept."""

from django.db import models
from simple_history.models import HistoricalRecords


class Campus(models.Model):
    """Sites that share land, a substation, or a neighbourhood."""

    code = models.CharField(max_length=20, primary_key=True, help_text="Short and permanent.")
    name = models.CharField(max_length=120)
    history = HistoricalRecords()

    class Meta:
        ordering = ("code",)
        verbose_name_plural = "campuses"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Building(models.Model):
    """A building of a site. Whoever hands over its shell may be somebody else."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="buildings")
    name = models.CharField(max_length=40)
    developer = models.CharField(
        max_length=120,
        blank=True,
        default="",
        help_text="Who builds the shell and hands it over; empty when it is built here.",
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("site", "name")
        constraints = (
            models.UniqueConstraint(fields=("site", "name"), name="building_name_of_site"),
        )

    def __str__(self) -> str:
        return f"{self.site_id} {self.name}"
