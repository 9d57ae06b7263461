"""Rows of tracking as the REST API shows them."""

from typing import Any

from rest_framework import serializers

from supply import models


class PackageSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Package
        fields = ("code", "name", "receive_days", "buffer_days")


class LeadTimeRangeSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.LeadTimeRange
        fields = ("id", "package", "as_of", "low_weeks", "likely_weeks", "high_weeks", "source")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """The range as it would be, by the same check as the admin's."""
        now = {
            name: getattr(self.instance, name) for name in self.Meta.fields if self.instance
        } | given
        models.LeadTimeRange(**now).clean()
        return given


class OrderStageSerializer(serializers.ModelSerializer):
    number = serializers.CharField(source="order.number", read_only=True)
    package = serializers.CharField(source="order.package", read_only=True)
    supplier = serializers.CharField(source="order.supplier_id", read_only=True)
    days_late = serializers.IntegerField(
        read_only=True,
        allow_null=True,
        help_text="Calendar days that it was or is forecast later than promised.",
    )

    class Meta:
        model = models.OrderStage
        fields = (
            "id",
            "order",
            "site",
            "number",
            "package",
            "supplier",
            "stage",
            "promised_on",
            "forecast_on",
            "actual_on",
            "days_late",
            "position",
        )


class PromiseRevisionSerializer(serializers.ModelSerializer):
    number = serializers.CharField(source="order.number", read_only=True)
    package = serializers.CharField(source="order.package", read_only=True)
    supplier = serializers.CharField(source="order.supplier_id", read_only=True)
    was = serializers.DateField(read_only=True, help_text="The promise that it replaced.")
    now = serializers.DateField(source="promised_on", read_only=True)
    moved_days = serializers.SerializerMethodField(help_text="Calendar days, later is positive.")

    class Meta:
        model = models.PromiseRevision
        fields = (
            "id",
            "order",
            "site",
            "number",
            "package",
            "supplier",
            "was",
            "now",
            "moved_days",
            "cause",
            "on",
            "position",
        )

    def get_moved_days(self, revision: Any) -> int:
        return int((revision.promised_on - revision.was).days)


class DriftSerializer(serializers.Serializer):
    """What the promises of one supplier did. Calendar days, later is positive."""

    supplier = serializers.CharField()
    orders = serializers.IntegerField()
    order_months = serializers.FloatField()
    revisions = serializers.IntegerField()
    days_moved = serializers.IntegerField()
    days_per_order_month = serializers.FloatField(allow_null=True)
    mean_days = serializers.FloatField(allow_null=True)
    worst_days = serializers.IntegerField(allow_null=True)


class TouchedOrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Order
        fields = ("id", "site", "number", "package", "supplier", "stage", "promised_on")


class TouchedSerializer(serializers.Serializer):
    """What an incident touches now."""

    sites = serializers.ListField(child=serializers.CharField())
    orders = TouchedOrderSerializer(many=True)


class ObservedSerializer(serializers.Serializer):
    """What incidents of one kind took, beside the three points of D.3. Calendar days."""

    code = serializers.CharField(source="kind.code")
    title = serializers.CharField(source="kind.title")
    prior_optimistic_days = serializers.FloatField(source="kind.days.optimistic")
    prior_likely_days = serializers.FloatField(source="kind.days.likely")
    prior_pessimistic_days = serializers.FloatField(source="kind.days.pessimistic")
    prior_mean_days = serializers.FloatField()
    usually_excused = serializers.CharField(source="kind.excused")
    resolved = serializers.IntegerField(help_text="All that were resolved.")
    count = serializers.IntegerField(help_text="Those that took any time.")
    mean_days = serializers.FloatField(allow_null=True)
    is_enough = serializers.BooleanField(help_text="False: too few to replace a judgement.")
