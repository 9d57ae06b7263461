"""The REST door of ratio rules, pools and breaches."""

from eventlog.doors.views import FactViewSet, ReferenceViewSet
from labor.ratios import models, serializers
from labor.ratios.commands import check_ratio


class LaborJurisdictionViewSet(ReferenceViewSet):
    """Whose law or agreement holds at which sites."""

    queryset = models.LaborJurisdiction.objects.prefetch_related("sites")
    serializer_class = serializers.LaborJurisdictionSerializer
    filterset_fields = ("sites",)


class RatioRuleViewSet(ReferenceViewSet):
    """How many apprentices journeys may have, or must have."""

    queryset = models.RatioRule.objects.all()
    serializer_class = serializers.RatioRuleSerializer
    filterset_fields = ("jurisdiction", "craft", "direction", "basis", "scope", "active")


class LaborPoolViewSet(ReferenceViewSet):
    """The heads of a craft in a region, which several sites share."""

    queryset = models.LaborPool.objects.prefetch_related("sites")
    serializer_class = serializers.LaborPoolSerializer
    filterset_fields = ("craft", "region", "sites")


class RatioBreachViewSet(FactViewSet):
    """Ratio rules that are broken, and those that were."""

    queryset = models.RatioBreach.objects.all()
    serializer_class = serializers.RatioBreachSerializer
    filterset_fields = ("site", "craft", "rule", "jurisdiction", "open")
    commands = (check_ratio,)


routes = [
    ("labor-jurisdictions", LaborJurisdictionViewSet, "labor-jurisdiction"),
    ("ratio-rules", RatioRuleViewSet, "ratio-rule"),
    ("labor-pools", LaborPoolViewSet, "labor-pool"),
    ("ratio-breaches", RatioBreachViewSet, "ratio-breach"),
]
