"""What is asked of an explanation, and what it says, in the REST API."""

from typing import Any

from rest_framework import serializers

from eventlog.doors.filters import Asked
from projects.explaining.explaining import MOST_ITERATIONS
from projects.explaining.steps import RESAMPLES
from projects.explaining.told import Explained, FactTold, Orders, StepTold, TrancheMove
from projects.risk.simulation import ITERATIONS


class ExplanationQuery(Asked):
    tranche = serializers.CharField(
        required=False, default="", help_text="Code of one tranche; by default all."
    )
    iterations = serializers.IntegerField(
        required=False, default=ITERATIONS, min_value=RESAMPLES, max_value=MOST_ITERATIONS
    )
    orders = serializers.ChoiceField(
        choices=[(order.value, order.value) for order in Orders],
        required=False,
        default=Orders.LEARNT.value,
        help_text="learnt: each cause on top of those known before. all: averaged over all orders, "
        "for up to six causes.",
    )

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of the language, so it cannot be written above."""
        position: dict[str, Any] = {"required": False, "default": None, "min_value": 1}
        since = serializers.IntegerField(
            help_text="Log position; by default of the forecast before.", **position
        )
        until = serializers.IntegerField(
            help_text="Log position; by default of the newest forecast.", **position
        )
        return {"from": since, "to": until, **super().get_fields()}


class FactToldSerializer(serializers.Serializer[FactTold]):
    position = serializers.IntegerField(help_text="In the log.")
    day = serializers.DateField(help_text="On which it happened, at the site.")
    sentence = serializers.CharField()


class StepSerializer(serializers.Serializer[StepTold]):
    """One cause, in the order in which we learnt of it."""

    title = serializers.CharField()
    days = serializers.DecimalField(
        max_digits=12,
        decimal_places=2,
        help_text="Calendar days by which it moved P80, later if positive. All steps add up to the move.",
    )
    error_days = serializers.FloatField(help_text="Monte Carlo standard error of days.")
    causes = serializers.IntegerField(help_text="How many smaller causes are summed up in it.")
    facts = FactToldSerializer(many=True, help_text="None for time passed, and for a sum.")


class TrancheMoveSerializer(serializers.Serializer[TrancheMove]):
    tranche = serializers.CharField()
    milestone = serializers.CharField()
    p80_before = serializers.DateTimeField(help_text="On the site's wall clock.")
    p80_after = serializers.DateTimeField(help_text="On the site's wall clock.")
    days = serializers.DecimalField(max_digits=12, decimal_places=2, help_text="The whole move.")
    error_days = serializers.FloatField(help_text="Monte Carlo standard error of the whole move.")
    steps = StepSerializer(many=True)


class ExplainedSerializer(serializers.Serializer[Explained]):
    """Which facts moved P80 between two log positions, by how many days each."""

    project = serializers.CharField()
    since = serializers.IntegerField(help_text="Log position.")
    until = serializers.IntegerField(help_text="Log position.")
    data_date_before = serializers.DateField()
    data_date_after = serializers.DateField()
    iterations = serializers.IntegerField()
    seed = serializers.IntegerField()
    engine_version = serializers.CharField()
    orders = serializers.ChoiceField(choices=[(order.value, order.value) for order in Orders])
    facts = serializers.IntegerField(help_text="That lie between the positions and may bear.")
    still = serializers.IntegerField(help_text="Causes among them that bear on no date.")
    moves = TrancheMoveSerializer(many=True)
