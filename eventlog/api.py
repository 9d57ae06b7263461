"""The log from a position, for outside readers."""

import django_filters
from django.db.models import QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from eventlog.doors.pages import ByPosition
from eventlog.models import StoredEvent
from eventlog.serializers import FactSerializer


class ForwardFromPosition(ByPosition):
    """Facts in the order in which they were recorded."""

    ordering = "position"


class FactFilter(django_filters.FilterSet):
    after = django_filters.NumberFilter(
        "position", "gt", help_text="Only facts after this position: where the reader stopped."
    )
    type = django_filters.CharFilter(help_text="Only facts of this type.")
    stream = django_filters.UUIDFilter(help_text="Only facts of this stream.")

    class Meta:
        model = StoredEvent
        fields = ("after", "type", "stream")


class LogViewSet(ReadOnlyModelViewSet):
    """The log in order. A reader that remembers one position and asks `?after=` misses nothing."""

    queryset: QuerySet[StoredEvent] = StoredEvent.objects.all()
    serializer_class = FactSerializer
    pagination_class = ForwardFromPosition
    filterset_class = FactFilter


routes = [("log", LogViewSet, "log")]
