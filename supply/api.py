"""The REST door of supply."""

from typing import ClassVar

from eventlog.doors.views import FactViewSet, ReferenceViewSet
from supply import commands, models, serializers


class SupplierViewSet(ReferenceViewSet):
    """Companies that make or bring what a site waits for."""

    queryset = models.Supplier.objects.all()
    serializer_class = serializers.SupplierSerializer
    filterset_fields = ("country",)


class OrderViewSet(FactViewSet):
    """Purchase orders on their way to a site."""

    queryset = models.Order.objects.all()
    serializer_class = serializers.OrderSerializer
    filterset_fields: ClassVar = {
        "site": ["exact"],
        "number": ["exact"],
        "package": ["exact"],
        "supplier": ["exact"],
        "stage": ["exact"],
        "promised_on": ["gte", "lte"],
        "delivered_on": ["isnull"],
    }
    commands = (
        commands.place_order,
        commands.move_promise,
        commands.complete_stage,
        commands.record_delivery,
    )


class IncidentViewSet(FactViewSet):
    """What may hold up a site, a supplier, an order, a package or an activity."""

    queryset = models.Incident.objects.all()
    serializer_class = serializers.IncidentSerializer
    filterset_fields: ClassVar = {
        "site": ["exact"],
        "supplier": ["exact"],
        "reference": ["exact"],
        "code": ["exact"],
        "scope": ["exact"],
        "package": ["exact"],
        "activity": ["exact"],
        "resolved_on": ["isnull"],
    }
    commands = (commands.report_incident, commands.reassess_incident, commands.resolve_incident)


routes = [
    ("suppliers", SupplierViewSet, "supplier"),
    ("orders", OrderViewSet, "order"),
    ("incidents", IncidentViewSet, "incident"),
]
