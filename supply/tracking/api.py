"""The REST door of tracking: lead times, stages, and how promises moved."""

from typing import ClassVar

from eventlog.doors.views import FactViewSet, ReferenceViewSet
from supply import models
from supply.tracking import serializers
from supply.tracking.queries import promise_revisions


class PackageViewSet(ReferenceViewSet):
    """Kinds of equipment that schedules wait for."""

    queryset = models.Package.objects.all()
    serializer_class = serializers.PackageSerializer


class LeadTimeRangeViewSet(ReferenceViewSet):
    """Weeks from release to site, with the day they held and who says so; the newest of each counts."""

    queryset = models.LeadTimeRange.objects.all()
    serializer_class = serializers.LeadTimeRangeSerializer
    filterset_fields: ClassVar = {"package": ["exact"], "as_of": ["gte", "lte"]}


class OrderStageViewSet(FactViewSet):
    """The stages of orders: promised, forecast, and as they went."""

    queryset = models.OrderStage.objects.select_related("order")
    serializer_class = serializers.OrderStageSerializer
    filterset_fields: ClassVar = {
        "order": ["exact"],
        "site": ["exact"],
        "order__number": ["exact"],
        "order__package": ["exact"],
        "order__supplier": ["exact"],
        "stage": ["exact"],
        "promised_on": ["gte", "lte"],
        "forecast_on": ["gte", "lte"],
        "actual_on": ["isnull", "gte", "lte"],
    }


class PromiseRevisionViewSet(FactViewSet):
    """Every date of delivery that a supplier gave in place of another."""

    queryset = promise_revisions()
    serializer_class = serializers.PromiseRevisionSerializer
    filterset_fields: ClassVar = {
        "order": ["exact"],
        "site": ["exact"],
        "order__number": ["exact"],
        "order__package": ["exact"],
        "order__supplier": ["exact"],
        "cause": ["exact"],
        "on": ["gte", "lte"],
    }


routes = [
    ("packages", PackageViewSet, "package"),
    ("lead-time-ranges", LeadTimeRangeViewSet, "lead-time-range"),
    ("order-stages", OrderStageViewSet, "order-stage"),
    ("promise-revisions", PromiseRevisionViewSet, "promise-revision"),
]
