"""The REST door of headcount against need."""

from collections.abc import Iterator
from datetime import date

from rest_framework import serializers

from eventlog.doors.lists.computed import ComputedList, computed_list
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


class CrewGapViewSet(ComputedList):
    """Headcount against what the schedules need, by site, craft and week."""

    @computed_list(CrewGapSerializer, asked=Weeks, exactly=("forecast",))
    def list(
        self, *, site: str = "", craft: str = "", first: date = date.min, last: date = date.max
    ) -> Iterator[Gap]:
        """The weeks of the sites and crafts asked for, from the schedules that stand."""
        sites = Project.objects.order_by("site").values_list("site", flat=True).distinct()
        wanted = sites.filter(site=site) if site else sites
        found = (gap for code in wanted for gap in gaps_at(code))
        return (gap for gap in found if craft in ("", gap.craft) and first <= gap.week <= last)


routes = [("crew-gaps", CrewGapViewSet, "crew-gap")]
