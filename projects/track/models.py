"""What is made from the facts of how forecasts fared."""

from django.db import models

from eventlog.models import ReadModel


class ForecastScore(ReadModel):
    """One forecast of one tranche, held against the day on which its milestone was reached."""

    project = models.CharField(max_length=40, db_index=True)
    tranche = models.CharField(max_length=40)
    milestone = models.CharField(max_length=60)
    as_of = models.BigIntegerField(help_text="The log position that the forecast knew.")
    data_date = models.DateField()
    reached_on = models.DateField()
    lead_days = models.IntegerField(help_text="From the data date to the day reached.")
    starts_on = models.DateField(help_text="The contract start then: the date promised last.")
    cpm = models.DateField("CPM date", help_text="The remaining network then, all as planned.")
    chance_of_missing = models.FloatField(help_text="The contract start, as it was said.")
    missed = models.BooleanField(help_text="Whether the contract start was missed.")
    pit = models.FloatField("PIT", help_text="Where in its distribution the day fell, 0 to 1.")
    p10_held = models.BooleanField("P10 held")
    p50_held = models.BooleanField("P50 held")
    p80_held = models.BooleanField("P80 held")
    p90_held = models.BooleanField("P90 held")
    crps_days = models.FloatField("CRPS, days")
    pinball_days = models.FloatField("pinball, days")
    brier = models.FloatField("Brier", help_text="Of the chance of missing; 0 is best.")
    bias_days = models.FloatField("bias, days", help_text="P50 less the day reached.")

    class Meta:
        ordering = ("project", "tranche", "as_of")
        indexes = (models.Index(fields=("position",), name="forecast_score_position"),)

    def __str__(self) -> str:
        return f"{self.project} {self.tranche} as of {self.as_of}"
