"""The REST door of how halls are fed."""

from datetime import datetime
from functools import cache
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from eventlog.doors.views import FactViewSet
from eventlog.log import position_at
from sites.distribution import commands, models, serializers
from sites.distribution.queries import Standing, passed_systems, standing_as_of, standing_of


class DistributionViewSet(FactViewSet):
    """Power topologies and cooling loops of halls, and the facts of their assets."""

    queryset = models.Distribution.objects.all()
    serializer_class = serializers.DistributionSerializer
    filterset_fields = ("site", "hall", "service", "topology")
    commands = (
        commands.design_distribution,
        commands.add_asset,
        commands.install_assets,
        commands.energise_assets,
        commands.de_energise_assets,
    )

    @extend_schema(
        parameters=[serializers.KnownAtSerializer], responses=serializers.RedundancySerializer
    )
    @action(detail=True, methods=["get"])
    def redundancy(self, request: Request, pk: str) -> Response:
        """What it carries, what may fail, and whether its topology's promise holds: now, or as known then."""
        asked = serializers.KnownAtSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        standing = self._standing(asked.validated_data.get("known_at"))
        return Response(serializers.RedundancySerializer(standing.redundancy).data)

    def _standing(self, known_at: datetime | None) -> Standing:
        if known_at is None:
            return standing_of(self.get_object())
        standing = standing_as_of(self.get_object(), position_at(known_at))
        if standing is None:
            raise NotFound
        return standing


class AssetViewSet(FactViewSet):
    """What feeds the halls: planned, installed, energised, passed."""

    queryset = models.Asset.objects.all()
    serializer_class = serializers.AssetSerializer
    filterset_fields: ClassVar = {
        "site": ["exact"],
        "hall": ["exact"],
        "service": ["exact"],
        "kind": ["exact"],
        "path": ["exact"],
        "tag": ["exact"],
        "system": ["exact"],
        "distribution_id": ["exact"],
        "installed_on": ["isnull"],
        "energised_on": ["isnull"],
    }

    def get_serializer_context(self) -> dict[str, Any]:
        """The tests of a site are read once for a page."""
        return {**super().get_serializer_context(), "passed": cache(passed_systems)}


routes = [
    ("distributions", DistributionViewSet, "distribution"),
    ("assets", AssetViewSet, "asset"),
]
