"""The REST door of mitigations."""

from typing import ClassVar

from rest_framework import serializers

from eventlog.doors.views import FactViewSet
from supply import models
from supply.mitigation import commands


class MitigationSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Mitigation
        fields = (
            "id",
            "incident",
            "name",
            "what",
            "cost_minor",
            "currency",
            "days_saved",
            "probability",
            "state",
            "planned_on",
            "applied_on",
            "withdrawn_on",
            "reason",
            "position",
        )


class MitigationViewSet(FactViewSet):
    """What is done against incidents, at what cost, and what it is to bring."""

    queryset = models.Mitigation.objects.all()
    serializer_class = MitigationSerializer
    filterset_fields: ClassVar = {
        "incident": ["exact"],
        "incident__site": ["exact"],
        "incident__supplier": ["exact"],
        "incident__code": ["exact"],
        "state": ["exact"],
        "currency": ["exact"],
    }
    commands = (commands.apply_mitigation, commands.withdraw_mitigation)


routes = [("mitigations", MitigationViewSet, "mitigation")]
