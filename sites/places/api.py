"""The REST door of campuses and buildings."""

from eventlog.doors.views import ReferenceViewSet
from sites.places import models, serializers


class CampusViewSet(ReferenceViewSet):
    """Groups of sites."""

    queryset = models.Campus.objects.all()
    serializer_class = serializers.CampusSerializer


class BuildingViewSet(ReferenceViewSet):
    """Buildings of sites."""

    queryset = models.Building.objects.all()
    serializer_class = serializers.BuildingSerializer
    filterset_fields = ("site", "developer")


routes = [
    ("campuses", CampusViewSet, "campus"),
    ("buildings", BuildingViewSet, "building"),
]
