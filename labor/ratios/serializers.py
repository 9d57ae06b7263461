"""Ratio rules, pools and breaches as the REST API shows them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from labor.ratios import models
from labor.ratios.queries import heads_at_sites


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
    heads_at_sites = serializers.SerializerMethodField(
        help_text="By site, the heads of the craft that are there now."
    )

    class Meta:
        model = models.LaborPool
        fields = (
            "code",
            "name",
            "region",
            "craft",
            "sites",
            "heads",
            "heads_at_sites",
            "source",
            "as_of",
        )

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_heads_at_sites(self, pool: models.LaborPool) -> dict[str, int]:
        return heads_at_sites(pool)


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
