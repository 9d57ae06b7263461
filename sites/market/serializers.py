"""Markets as the REST API shows them."""

from rest_framework import serializers

from sites.market import models


class MarketSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Market
        fields = (
            "id",
            "region",
            "side",
            "craft_or_package",
            "optimistic_factor",
            "likely_factor",
            "pessimistic_factor",
            "source",
            "assessments",
            "assessed_on",
            "withdrawn_on",
            "position",
        )
