"""Ratio rules, pools and breaches as the REST API shows them."""

from rest_framework import serializers

from labor.ratios import models


class LaborJurisdictionSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.LaborJurisdiction
        fields = ("code", "name", "sites")


class RatioRuleSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.RatioRule
        fields = (
            "code",
            "jurisdiction",
            "craft",
            "first",
            "then",
            "direction",
            "basis",
            "window",
            "scope",
            "counts_helpers",
            "source",
            "as_of",
            "active",
        )


class LaborPoolSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.LaborPool
        fields = ("code", "name", "region", "craft", "sites", "heads", "source", "as_of")


class RatioBreachSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.RatioBreach
        fields = (
            "id",
            "site",
            "craft",
            "rule",
            "jurisdiction",
            "says",
            "source",
            "open",
            "since",
            "restored_on",
            "basis",
            "direction",
            "journeys",
            "apprentices",
            "limit",
            "excess_apprentices",
            "missing_journeys",
            "breaches",
            "position",
        )
