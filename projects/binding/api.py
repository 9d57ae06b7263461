"""The REST door of what binds."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from eventlog.doors.filters import Asked
from eventlog.doors.problems import CONTENT_TYPE
from eventlog.doors.serializers import ProblemSerializer
from projects.binding.queries import binding_of_project
from projects.binding.serializers import ProjectBindingSerializer


class BindingActions(GenericViewSet[Any]):
    """What is asked of one project: which kind of constraint binds, and since when."""

    @extend_schema(
        responses={
            200: ProjectBindingSerializer,
            **{(status, CONTENT_TYPE): ProblemSerializer for status in (400, 404, 409)},
        },
    )
    @action(detail=True, methods=["get"], filter_backends=(), pagination_class=None)
    def binding(self, request: Request, code: str) -> Response:
        """Which kind of constraint binds each tranche, by how much, through what, and since when."""
        Asked(data=request.query_params).is_valid(raise_exception=True)
        return Response(ProjectBindingSerializer(binding_of_project(self.get_object())).data)
