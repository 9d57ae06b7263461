"""The utility of a site as the REST API shows it."""

from rest_framework import serializers

from sites.utility import models
from sites.utility.events import UtilityStep
from sites.utility.queries import PERMITS


class UtilityAgreementSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.UtilityAgreement
        fields = (
            "id",
            "site",
            "reference",
            "utility",
            "power_mw",
            "voltage_kv",
            "service_on",
            "signed_on",
            "position",
        )


class UtilityPowerSerializer(serializers.ModelSerializer):
    moved_days = serializers.IntegerField(read_only=True, help_text="Since the first promise.")
    permits = serializers.SerializerMethodField(help_text="What may begin once it is energised.")

    class Meta:
        model = models.UtilityPower
        fields = (
            "id",
            "site",
            "step",
            "activity",
            "first_promised_on",
            "promised_on",
            "moves",
            "moved_days",
            "confidence",
            "energised_on",
            "permits",
            "position",
        )

    def get_permits(self, power: models.UtilityPower) -> str:
        return PERMITS[UtilityStep(power.step)]


class UtilityPromiseSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.UtilityPromise
        fields = (
            "id",
            "site",
            "step",
            "said_on",
            "promised_on",
            "moved_days",
            "confidence",
            "reason",
            "position",
        )
