"""What the date of a project depends on, as the REST door tells it."""

from typing import Any

from rest_framework import serializers

from eventlog.doors.filters import Asked


class SensitivityAsked(Asked):
    """Which date is asked about."""

    milestone = serializers.CharField(
        required=False, help_text="Code of a milestone; left out, the last finish of all work."
    )


class ActivitySensitivitySerializer(serializers.Serializer[Any]):
    """One activity. Null: undefined, as the correlation of a duration that never varies."""

    code = serializers.CharField(source="activity.code")
    name = serializers.CharField(source="activity.name")
    criticality = serializers.FloatField(
        source="measures.criticality",
        help_text="Longest path index: the share of iterations in which it holds up the date.",
    )
    sd_minutes = serializers.FloatField(
        source="measures.sd_minutes", allow_null=True, help_text="Of its work minutes still to do."
    )
    duration_sensitivity = serializers.FloatField(
        source="measures.duration_sensitivity",
        allow_null=True,
        help_text="Pearson's correlation of its duration with the date.",
    )
    cruciality = serializers.FloatField(
        source="measures.cruciality", allow_null=True, help_text="The size of that correlation."
    )
    weighted_cruciality = serializers.FloatField(
        source="measures.weighted_cruciality",
        allow_null=True,
        help_text="Criticality times that correlation.",
    )
    rank_cruciality = serializers.FloatField(
        source="measures.rank_cruciality",
        allow_null=True,
        help_text="The size of Spearman's rank correlation; of the most critical few.",
    )
    schedule_sensitivity = serializers.FloatField(
        source="measures.schedule_sensitivity",
        allow_null=True,
        help_text="Criticality times sd of the duration over sd of the date.",
    )


class CostSerializer(serializers.Serializer[Any]):
    """What a cause adds, as a share of what all add together; Shapley over the same random numbers."""

    key = serializers.CharField(source="cause.key")
    label = serializers.CharField(source="cause.label")  # type: ignore[assignment]
    kind = serializers.CharField(source="cause.kind")
    positions = serializers.ListField(
        source="cause.positions", child=serializers.IntegerField(), help_text="Of its facts."
    )
    p80_days = serializers.FloatField(help_text="Calendar days of P80.")
    mean_days = serializers.FloatField(help_text="Calendar days of the mean.")
    chance = serializers.FloatField(
        allow_null=True,
        help_text="Of the chance to miss the contract start; null: no tranche waits.",
    )
    removal_days = serializers.FloatField(
        allow_null=True,
        help_text="By which P80 would be earlier without this one alone, null for what is past; these sum "
        "to nothing.",
    )


class CostsSerializer(serializers.Serializer[Any]):
    """The costliest cause first. The shares of each figure sum to what stands for all of them."""

    planned = serializers.DateTimeField(
        default_timezone=None, help_text="If all had gone as the plan said at first."
    )
    estimates_mean_days = serializers.FloatField(help_text="The same of the mean.")
    estimates_days = serializers.FloatField(
        help_text="P80 after the plan without any cause: spread of the estimates and merging of paths."
    )
    all_p80_days = serializers.FloatField()
    all_mean_days = serializers.FloatField()
    all_chance = serializers.FloatField(allow_null=True)
    causes = CostSerializer(many=True)


class DependenceSerializer(serializers.Serializer[Any]):
    """What a date depends on, what moves it most first. Dates are on the wall clock of the site."""

    as_of = serializers.IntegerField(help_text="Log position of the forecast that stands.")
    milestone = serializers.CharField(source="sensitivity.milestone", allow_null=True)
    iterations = serializers.IntegerField(source="sensitivity.iterations")
    planned = serializers.DateTimeField(
        source="sensitivity.planned", help_text="If all goes as the schedule says."
    )
    mean = serializers.DateTimeField(source="sensitivity.mean")
    merge_bias_days = serializers.FloatField(
        source="sensitivity.merge_bias_days", help_text="Calendar days by which the mean is later."
    )
    sd_days = serializers.FloatField(source="sensitivity.sd_days")
    costs = CostsSerializer(help_text="What each cause adds to the date.")
    activities = ActivitySensitivitySerializer(source="moving", many=True)
