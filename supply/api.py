"""The REST door of supply."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from eventlog.doors.lists.computed import computed_list
from eventlog.doors.views import FactViewSet, ReferenceViewSet
from supply import commands, models, serializers
from supply.mitigation.api import routes as mitigation_routes
from supply.mitigation.commands import plan_mitigation
from supply.tracking.api import routes as tracking_routes
from supply.tracking.commands import forecast_stage, promise_stage
from supply.tracking.drift import Drift
from supply.tracking.observed import Observed
from supply.tracking.queries import drifts, observed, touched_by
from supply.tracking.serializers import DriftSerializer, ObservedSerializer, TouchedSerializer


class SupplierViewSet(ReferenceViewSet):
    """Companies that make or bring what a site waits for."""

    queryset = models.Supplier.objects.all()
    serializer_class = serializers.SupplierSerializer
    filterset_fields = ("code", "country")

    @computed_list(DriftSerializer, filtered=True)
    def drift(self) -> Sequence[Drift]:
        """How far the promises of each supplier drifted until today (UTC), the worst first."""
        return drifts(self.filter_queryset(self.get_queryset()), on=datetime.now(UTC).date())


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
        promise_stage,
        forecast_stage,
        commands.complete_stage,
        commands.record_delivery,
    )


class IncidentViewSet(FactViewSet):
    """What may hold up a site, a region, a supplier, an order, a package, an activity or a craft."""

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
        "region": ["exact"],
        "craft": ["exact"],
        "effect": ["exact"],
        "excusable": ["exact"],
        "resolved_on": ["isnull"],
    }
    commands = (
        commands.report_incident,
        commands.reassess_incident,
        plan_mitigation,
        commands.resolve_incident,
    )

    @extend_schema(responses=TouchedSerializer)
    @action(detail=True, methods=["get"], filter_backends=())
    def touched(self, request: Request, pk: str) -> Response:
        """The open orders that the incident holds up, and every site that it concerns."""
        return Response(TouchedSerializer(touched_by(self.get_object())).data)

    @computed_list(ObservedSerializer, exactly=("code", "usually_excused", "is_enough"))
    def observed_delays(self) -> Sequence[Observed]:
        """What incidents of each kind took in the end, beside what was expected of them."""
        return observed()


routes = [
    *tracking_routes,
    *mitigation_routes,
    ("suppliers", SupplierViewSet, "supplier"),
    ("orders", OrderViewSet, "order"),
    ("incidents", IncidentViewSet, "incident"),
]
