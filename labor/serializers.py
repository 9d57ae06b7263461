"""Rows of the crews as the REST API shows them."""

from rest_framework import serializers

from labor import models

COUNTED = (
    "general_foremen",
    "foremen",
    "journeypersons",
    "apprentices_year_1",
    "apprentices_year_2",
    "apprentices_year_3",
    "apprentices_year_4",
    "apprentices_year_5",
    "apprentices_of_unknown_year",
    "helpers",
    "heads",
    "journey_level",
    "others",
    "span",
)


class CrewSerializer(serializers.ModelSerializer):
    heads = serializers.IntegerField(help_text="All of the crew.", read_only=True)

    class Meta:
        model = models.Crew
        fields = (
            "id",
            "site",
            "name",
            "craft",
            "mobilised_on",
            "counted_on",
            "demobilised_on",
            "shift",
            "hours_per_day",
            "days_per_week",
            *COUNTED,
            "position",
        )


class MixReportSerializer(serializers.ModelSerializer):
    heads = serializers.IntegerField(help_text="All of the crew.", read_only=True)

    class Meta:
        model = models.MixReport
        fields = ("id", "site", "crew_id", "name", "craft", "on", *COUNTED, "position")
