"""The REST door of outside dates."""

from typing import ClassVar

from eventlog.doors.views import FactViewSet
from sites.outside import commands, models, serializers


class DeveloperMilestoneViewSet(FactViewSet):
    """What third-party developers owe a site, and when they say it comes."""

    queryset = models.DeveloperMilestone.objects.all()
    serializer_class = serializers.DeveloperMilestoneSerializer
    filterset_fields: ClassVar = {
        "site": ["exact"],
        "developer": ["exact"],
        "step": ["exact"],
        "reference": ["exact"],
        "activity": ["exact"],
        "reached_on": ["exact", "isnull"],
    }
    commands = (
        commands.promise_developer_milestone,
        commands.move_developer_milestone,
        commands.reach_developer_milestone,
    )


class DeveloperPromiseViewSet(FactViewSet):
    """Every date that a developer has named, one after the other."""

    queryset = models.DeveloperPromise.objects.all()
    serializer_class = serializers.DeveloperPromiseSerializer
    filterset_fields = ("site", "milestone_id", "reference")


routes = [
    ("developer-milestones", DeveloperMilestoneViewSet, "developer-milestone"),
    ("developer-promises", DeveloperPromiseViewSet, "developer-promise"),
]
