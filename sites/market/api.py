"""The REST door of markets."""

from typing import ClassVar

from eventlog.doors.views import FactViewSet
from sites.market import commands, models, serializers


class MarketViewSet(FactViewSet):
    """How tight the market of a region is for labor or equipment, as last assessed."""

    queryset = models.Market.objects.all()
    serializer_class = serializers.MarketSerializer
    filterset_fields: ClassVar = {
        "region": ["exact"],
        "side": ["exact"],
        "craft_or_package": ["exact"],
        "withdrawn_on": ["exact", "isnull"],
    }
    commands = (commands.assess_market, commands.withdraw_market)


routes = [("markets", MarketViewSet, "market")]
