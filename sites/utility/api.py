"""The REST door of the utility."""

from typing import ClassVar

from eventlog.doors.views import FactViewSet
from sites.utility import commands, models, serializers


class UtilityAgreementViewSet(FactViewSet):
    """Service agreements with utilities."""

    queryset = models.UtilityAgreement.objects.all()
    serializer_class = serializers.UtilityAgreementSerializer
    filterset_fields = ("site", "utility", "reference")
    commands = (commands.sign_utility_agreement,)


class UtilityPowerViewSet(FactViewSet):
    """Temporary power, back-feed and permanent power: promised, moved, energised."""

    queryset = models.UtilityPower.objects.all()
    serializer_class = serializers.UtilityPowerSerializer
    filterset_fields: ClassVar = {
        "site": ["exact"],
        "step": ["exact"],
        "activity": ["exact"],
        "energised_on": ["exact", "isnull"],
    }
    commands = (
        commands.promise_utility_power,
        commands.move_utility_power,
        commands.energise_utility_power,
    )


class UtilityPromiseViewSet(FactViewSet):
    """Every date that a utility has named, one after the other."""

    queryset = models.UtilityPromise.objects.all()
    serializer_class = serializers.UtilityPromiseSerializer
    filterset_fields = ("site", "step")


routes = [
    ("utility-agreements", UtilityAgreementViewSet, "utility-agreement"),
    ("utility-power", UtilityPowerViewSet, "utility-power"),
    ("utility-promises", UtilityPromiseViewSet, "utility-promise"),
]
