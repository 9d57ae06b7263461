"""The draws of forecasts. No read model: they are made by simulation, and can be made again at any time."""

from datetime import date

from django.db import models

from projects.risk.draws import Days, unpacked


class ForecastDraws(models.Model):
    """The day of every iteration of one tranche's newest forecast, packed (projects/risk/draws.py)."""

    project = models.CharField(max_length=40)
    tranche = models.CharField(max_length=40)
    as_of = models.BigIntegerField(help_text="The log position that the forecast knew.")
    data_date = models.DateField(help_text="The day from which the days are counted.")
    iterations = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="As the forecast records it.")
    packed = models.BinaryField()

    class Meta:
        ordering = ("project", "tranche", "as_of")
        constraints = (
            models.UniqueConstraint(
                fields=("project", "tranche", "as_of", "sha256"), name="draws_kept_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.project} {self.tranche} as of {self.as_of}"

    @property
    def days(self) -> Days:
        """Days after the data date, (iterations,)."""
        return unpacked(bytes(self.packed))

    @property
    def ordinals(self) -> Days:
        """The same as proleptic Gregorian ordinals of `date`, one calendar for all sites."""
        return self.days + date.toordinal(self.data_date)
