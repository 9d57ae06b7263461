"""The REST door of planning: revisions and what they changed, baselines, mapping rules."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from eventlog.doors.lists.computed import computed_list
from eventlog.doors.views import FactViewSet, ReferenceViewSet
from projects.models import ScheduleFile, ScheduleRevision
from projects.planning import models, serializers
from projects.planning.baselines import Variance
from projects.planning.exporting import export_of
from projects.planning.pages import report_of, variances_of
from projects.planning.serializers import ExportSerializer
from projects.schedule.quality.assessing import as_plain
from projects.schedule.writing import TargetFormat
from projects.serializers import ScheduleRevisionSerializer


class MappingRuleViewSet(ReferenceViewSet):
    """What ties activities to the build, in the order in which it is asked."""

    queryset = models.MappingRule.objects.all()
    serializer_class = serializers.MappingRuleSerializer
    filterset_fields = ("project", "place")


class ScheduleRevisionViewSet(FactViewSet):
    """Imports of schedule files."""

    queryset = ScheduleRevision.objects.all()
    serializer_class = ScheduleRevisionSerializer
    filterset_fields = ("project",)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str) -> HttpResponse:
        """The original bytes, as they were imported."""
        revision = self.get_object()
        kept = get_object_or_404(ScheduleFile, pk=revision.file_sha256)
        response = HttpResponse(bytes(kept.content), content_type="application/octet-stream")
        response.headers["Content-Disposition"] = f'attachment; filename="{kept.name}"'
        return response

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def quality(self, request: Request, pk: str) -> Response:
        """The DCMA's 14 points, GAO's ten practices, related findings, and what blocks simulation."""
        report = report_of(self.get_object())
        if report is None:
            raise NotFound
        return Response(as_plain(report))

    @extend_schema(
        parameters=[ExportSerializer],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True, methods=["get"])
    def export(self, request: Request, pk: str) -> HttpResponse:
        """The revision as a file of P6 (xer), Microsoft Project (mspdi) or CSV."""
        asked = ExportSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return export_of(self.get_object(), TargetFormat(asked.validated_data["as"]))


class ScheduleChangeViewSet(FactViewSet):
    """What each revision changed, edits and progress told apart."""

    queryset = models.ScheduleChange.objects.all()
    serializer_class = serializers.ScheduleChangeSerializer
    filterset_fields = ("project", "revision", "kind", "edit", "subject")


class BaselineViewSet(FactViewSet):
    """Dates of a revision as they were agreed."""

    queryset = models.Baseline.objects.all()
    serializer_class = serializers.BaselineSerializer
    filterset_fields = ("project", "name")

    @computed_list(serializers.VarianceSerializer, exactly=("code", "milestone"), detail=True)
    def variances(self) -> Iterable[Variance]:
        """Every activity of the schedule that stands against the baseline: milestones first."""
        return variances_of(self.get_object())


routes = [
    ("mapping-rules", MappingRuleViewSet, "mapping-rule"),
    ("schedule-revisions", ScheduleRevisionViewSet, "schedule-revision"),
    ("schedule-changes", ScheduleChangeViewSet, "schedule-change"),
    ("baselines", BaselineViewSet, "baseline"),
]
