"""The REST door of explanations."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from eventlog.doors.problems import CONTENT_TYPE
from eventlog.doors.serializers import ProblemSerializer
from projects.explaining.explaining import explain_move
from projects.explaining.serializers import ExplainedSerializer, ExplanationQuery
from projects.explaining.told import Orders


class ExplanationActions(GenericViewSet[Any]):
    """What is asked of one project: which facts moved its dates."""

    @extend_schema(
        parameters=[ExplanationQuery],
        responses={
            200: ExplainedSerializer,
            **{(status, CONTENT_TYPE): ProblemSerializer for status in (400, 404, 422)},
        },
    )
    @action(detail=True, methods=["get"], filter_backends=(), pagination_class=None)
    def explanation(self, request: Request, code: str) -> Response:
        """Which facts moved P80 between two log positions, and by how many days each."""
        project = self.get_object()
        asked = ExplanationQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        explained = explain_move(
            project.code,
            since=given["from"],
            until=given["to"],
            tranche=given["tranche"],
            iterations=given["iterations"],
            orders=Orders(given["orders"]),
        )
        return Response(ExplainedSerializer(explained).data)
