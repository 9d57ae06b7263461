"""Rows of supply as the REST API shows them."""

from rest_framework import serializers

from supply import models


class SupplierSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Supplier
        fields = ("code", "name", "country")


class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Order
        fields = (
            "id",
            "site",
            "number",
            "package",
            "supplier",
            "description",
            "lot",
            "placed_on",
            "stage",
            "stage_on",
            "first_promised_on",
            "promised_on",
            "promise_given_on",
            "moves",
            "days_moved",
            "last_cause",
            "forecast_on",
            "delivered_on",
            "position",
        )


class IncidentSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Incident
        fields = (
            "id",
            "reference",
            "code",
            "title",
            "scope",
            "site",
            "supplier",
            "order",
            "package",
            "activity",
            "region",
            "craft",
            "effect",
            "effect_stage",
            "effect_factor",
            "excusable",
            "probability",
            "optimistic_days",
            "likely_days",
            "pessimistic_days",
            "reported_on",
            "assessed_on",
            "resolved_on",
            "days_lost",
            "position",
        )
