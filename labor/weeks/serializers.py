"""Hours and weeks as the REST API shows them."""

from typing import Any

from rest_framework import serializers

from labor.events import Craft
from labor.weeks.figures import CraftWeek
from labor.weeks.models import ShiftPattern, WorkedWeek

OF_A_CREW = ("id", "site", "crew_id", "name", "craft", "on")


class ShiftPatternSerializer(serializers.ModelSerializer):
    class Meta:
        model = ShiftPattern
        fields = (
            *OF_A_CREW,
            "shift",
            "hours_per_day",
            "days_per_week",
            "scheduled_hours_per_week",
            "position",
        )


class WorkedWeekSerializer(serializers.ModelSerializer):
    class Meta:
        model = WorkedWeek
        fields = (
            *OF_A_CREW,
            "week",
            "straight_hours",
            "overtime_hours",
            "apprentice_hours",
            "absence_percent",
            "earned_hours",
            "quantity",
            "unit",
            "position",
        )


class Weeks(serializers.Serializer[Any]):
    """Of which weeks."""

    site = serializers.CharField(required=False, help_text="Of one site only.")
    craft = serializers.ChoiceField(
        choices=[(c.value, c.value) for c in Craft], required=False, help_text="Of one craft only."
    )
    first = serializers.DateField(required=False, help_text="Weeks from this day on.")
    last = serializers.DateField(required=False, help_text="Weeks that begin by this day.")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if {"first", "last"} <= given.keys() and given["first"] > given["last"]:
            raise serializers.ValidationError({"last": "It is before the first."}, code="no_weeks")
        return given


class BandSerializer(serializers.Serializer[Any]):
    """P10, P50 and P90 of a productivity multiplier."""

    p10 = serializers.FloatField()
    p50 = serializers.FloatField()
    p90 = serializers.FloatField()


class MixSerializer(serializers.Serializer[Any]):
    """Heads by class."""

    general_foremen = serializers.IntegerField()
    foremen = serializers.IntegerField(allow_null=True)
    journeypersons = serializers.IntegerField()
    apprentices_year_1 = serializers.IntegerField()
    apprentices_year_2 = serializers.IntegerField()
    apprentices_year_3 = serializers.IntegerField()
    apprentices_year_4 = serializers.IntegerField()
    apprentices_year_5 = serializers.IntegerField()
    apprentices_of_unknown_year = serializers.IntegerField()
    helpers = serializers.IntegerField()


class CraftWeekSerializer(serializers.Serializer[CraftWeek]):
    """A week of all crews of a craft on a site."""

    site = serializers.CharField()
    craft = serializers.CharField()
    week = serializers.DateField(help_text="Its Monday.")
    heads = serializers.IntegerField()
    mix = MixSerializer()
    journeys_per_apprentice = serializers.FloatField(allow_null=True)
    span = serializers.FloatField(allow_null=True, help_text="People per journey-level worker.")
    formula = BandSerializer(help_text="m of the skill mix alone.")
    m = BandSerializer(help_text="m after the measured mile.")
    measured = serializers.FloatField(
        allow_null=True, help_text="Earned over actual hours of this week alone."
    )
    measured_m = serializers.FloatField(
        allow_null=True, help_text="The same without what overtime, shift and absence took."
    )
    measured_weeks = serializers.IntegerField(help_text="On which m rests, at most 8.")
    hours_per_head = serializers.FloatField()
    overtime_weeks = serializers.IntegerField(help_text="In a row, above 41 hours.")
    overtime_factor = serializers.FloatField()
    shift_factor = serializers.FloatField()
    absence_percent = serializers.FloatField(allow_null=True)
    absence_factor = serializers.FloatField()
    hours = serializers.FloatField(source="worked.hours", default=None, allow_null=True)
    overtime_hours = serializers.FloatField(
        source="worked.overtime_hours", default=None, allow_null=True
    )
    earned_hours = serializers.FloatField(
        source="worked.earned_hours", default=None, allow_null=True
    )
