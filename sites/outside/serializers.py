"""Outside dates as the REST API shows them."""

from rest_framework import serializers

from sites.outside import models


class DeveloperMilestoneSerializer(serializers.ModelSerializer):
    moved_days = serializers.IntegerField(read_only=True, help_text="Since the first promise.")

    class Meta:
        model = models.DeveloperMilestone
        fields = (
            "id",
            "site",
            "reference",
            "developer",
            "step",
            "activity",
            "first_promised_on",
            "promised_on",
            "moves",
            "moved_days",
            "confidence",
            "reached_on",
            "position",
        )


class DeveloperPromiseSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.DeveloperPromise
        fields = (
            "id",
            "site",
            "milestone_id",
            "reference",
            "said_on",
            "promised_on",
            "moved_days",
            "confidence",
            "reason",
            "position",
        )
