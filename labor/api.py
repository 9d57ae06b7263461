"""The REST door of the crews."""

from typing import ClassVar

from eventlog.doors.views import FactViewSet
from labor import commands, models, serializers
from labor.moving.commands import move_heads
from labor.ratios.api import routes as ratio_routes
from labor.weeks.api import routes as week_routes
from labor.weeks.commands import report_week, set_shift_pattern


class CrewViewSet(FactViewSet):
    """Crews: one craft on one site, with the heads they were last counted with."""

    queryset = models.Crew.objects.all()
    serializer_class = serializers.CrewSerializer
    filterset_fields: ClassVar = {
        "site": ["exact"],
        "craft": ["exact"],
        "name": ["exact"],
        "demobilised_on": ["isnull"],
    }
    commands = (
        commands.mobilise_crew,
        commands.report_mix,
        move_heads,
        set_shift_pattern,
        report_week,
        commands.demobilise_crew,
    )


class MixReportViewSet(FactViewSet):
    """The history of every crew's heads by class."""

    queryset = models.MixReport.objects.all()
    serializer_class = serializers.MixReportSerializer
    filterset_fields: ClassVar = {
        "site": ["exact"],
        "craft": ["exact"],
        "crew_id": ["exact"],
        "on": ["exact", "gte", "lte"],
    }


routes = [
    ("crews", CrewViewSet, "crew"),
    ("mix-reports", MixReportViewSet, "mix-report"),
    *week_routes,
    *ratio_routes,
]
