"""Scores as the REST API shows them."""

from rest_framework import serializers

from eventlog.doors.filters import Asked
from projects.track.models import ForecastScore


class ForecastScoreSerializer(serializers.ModelSerializer):
    """What one forecast of one tranche was worth."""

    class Meta:
        model = ForecastScore
        exclude = ()


class RecordQuery(Asked):
    project = serializers.CharField(
        required=False, default="", help_text="Code of a project; of all without it."
    )


class RecordSerializer(serializers.Serializer):
    """The track record. Losses are in days, shares and chances 0 to 1.

    Under every_forecast each forecast counts once; under the rest each milestone counts once in every
    bucket of lead time.
    """

    milestones = serializers.IntegerField(help_text="How many were reached and had been forecast.")
    too_few_below = serializers.IntegerField(
        help_text="With fewer milestones than this a line is no judgement of the model."
    )
    record = serializers.JSONField(
        allow_null=True,
        help_text=(
            "every_forecast, each_milestone: lines of model, cpm and promised with n, coverage of "
            "P10, P50, P80, P90 and interval, pinball, crps, brier, bias_days, pit. by_lead: the "
            "same by bucket. reliability: of the chance of missing. null before anything is scored."
        ),
    )
