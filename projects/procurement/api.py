"""The REST door of orders against the schedule."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from eventlog.doors.lists.computed import ComputedList, computed_list
from projects.procurement.lines import OrderLine, order_lines


class LinesAsked(serializers.Serializer[Any]):
    """Which orders are wanted."""

    site = serializers.CharField(required=False, help_text="Code of a site.")
    supplier = serializers.CharField(required=False, help_text="Code of a supplier.")
    package = serializers.CharField(required=False, help_text="Code of a package.")
    late = serializers.BooleanField(
        required=False,
        allow_null=True,
        default=None,
        help_text="True: only those expected after they are required; false: all others.",
    )
    received = serializers.BooleanField(
        required=False,
        allow_null=True,
        default=None,
        help_text="True: only those on site; false: only those that are out.",
    )


class OrderLineSerializer(serializers.Serializer[Any]):
    """An order against the day on which the schedule needs it. Days are calendar days."""

    order = serializers.UUIDField(source="order.pk")
    site = serializers.CharField(source="order.site_id")
    number = serializers.CharField(source="order.number")
    package = serializers.CharField(source="order.package")
    lot = serializers.CharField(source="order.lot")
    supplier = serializers.CharField(source="order.supplier_id")
    stage = serializers.CharField(source="order.stage")
    promised_on = serializers.DateField(source="order.promised_on")
    forecast_on = serializers.DateField(source="order.forecast_on", allow_null=True)
    delivered_on = serializers.DateField(source="order.delivered_on", allow_null=True)
    needed_by = serializers.CharField(help_text="The activity that waits for it, empty for none.")
    needed_by_name = serializers.CharField()
    required_on = serializers.DateField(
        allow_null=True, help_text="The last day on which it may come."
    )
    float_days = serializers.IntegerField(
        allow_null=True, help_text="Days that its delivery may still slip; below zero it is late."
    )
    days_late = serializers.IntegerField()


class OrderLineViewSet(ComputedList):
    """Orders against the days on which the schedules need them, the least float first."""

    @computed_list(OrderLineSerializer, asked=LinesAsked, exactly=("number", "stage", "needed_by"))
    def list(self, *, received: bool | None, **asked: Any) -> Sequence[OrderLine]:
        """Every order with its required-on-site date, line float and days late."""
        found = order_lines(**asked)
        return [line for line in found if received in (None, line.order.delivered_on is not None)]


routes = [("order-lines", OrderLineViewSet, "order-line")]
