"""The REST door of headcount against need."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from labor.weeks.serializers import Weeks
from projects.crewing.gap import Gap
from projects.crewing.queries import gaps_at
from projects.models import Project


class CrewGapSerializer(serializers.Serializer[Gap]):
    """Heads and hours of a craft on a site in a week, against what the schedules need."""

    site = serializers.CharField()
    craft = serializers.CharField()
    week = serializers.DateField(help_text="Its Monday.")
    needed_heads = serializers.FloatField(help_text="A mean over the work time of the week.")
    needed_hours = serializers.FloatField()
    heads = serializers.IntegerField(help_text="As counted; later weeks as last counted.")
    hours = serializers.FloatField()
    gap_heads = serializers.FloatField(help_text="Below zero so many are missing.")
    gap_hours = serializers.FloatField(help_text="Below zero so many are missing.")
    forecast = serializers.BooleanField(help_text="The week lies after the last count.")


class CrewGapViewSet(GenericViewSet):
    """Headcount against what the schedules need, by site, craft and week."""

    queryset = Project.objects.all()
    serializer_class = CrewGapSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(parameters=[Weeks], responses=CrewGapSerializer(many=True))
    def list(self, request: Request) -> Response:
        """The weeks of the sites and crafts asked for, from the schedules that stand."""
        asked = Weeks(data=request.query_params)
        asked.is_valid(raise_exception=True)
        sites = Project.objects.order_by("site").values_list("site", flat=True).distinct()
        if site := asked.validated_data.get("site"):
            sites = sites.filter(site=site)
        found = [gap for site in sites for gap in gaps_at(site) if _is_asked(gap, asked)]
        return Response(self.get_serializer(found, many=True).data)


def _is_asked(gap: Gap, asked: Weeks) -> bool:
    given: dict[str, Any] = asked.validated_data
    return (
        gap.craft == given.get("craft", gap.craft)
        and gap.week >= given.get("first", gap.week)
        and gap.week <= given.get("last", gap.week)
    )


routes = [("crew-gaps", CrewGapViewSet, "crew-gap")]
