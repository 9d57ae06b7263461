"""The REST door of scores."""

import msgspec
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from eventlog.doors.views import FactViewSet
from projects.filters import refuse_unknown
from projects.risk.scoring.table import TOO_FEW
from projects.track.models import ForecastScore
from projects.track.record import record_on_file
from projects.track.serializers import ForecastScoreSerializer, RecordQuery, RecordSerializer


class ForecastScoreViewSet(FactViewSet):
    """Every forecast whose milestone was reached, held against the day."""

    queryset = ForecastScore.objects.all()
    serializer_class = ForecastScoreSerializer
    filterset_fields = ("project", "tranche", "milestone", "as_of", "missed", "p80_held")

    @extend_schema(parameters=[RecordQuery], responses=RecordSerializer)
    @action(detail=False, methods=["get"], url_path="track-record", filter_backends=())
    def track_record(self, request: Request) -> Response:
        """The scores as a table by lead time, beside the CPM date and the date promised last."""
        asked = RecordQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        if project := asked.validated_data["project"]:
            refuse_unknown("project", project)
        record = record_on_file(project=project)
        told = {
            "milestones": record.each_milestone.model.milestones if record else 0,
            "too_few_below": TOO_FEW,
            "record": msgspec.to_builtins(record),
        }
        return Response(RecordSerializer(told).data)


routes = [("forecast-scores", ForecastScoreViewSet, "forecast-score")]
