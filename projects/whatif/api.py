"""The REST door of what-if."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from eventlog.doors.requests import REFUSALS
from projects.whatif.answering import what_if
from projects.whatif.changes import changes_of
from projects.whatif.serializers import AnswerSerializer, WhatIfBody


class WhatIfActions(GenericViewSet[Any]):
    """What is asked of one project: what would be, if."""

    @extend_schema(request=WhatIfBody, responses={200: AnswerSerializer, **REFUSALS})
    @action(detail=True, methods=["post"], url_path="what-if")
    def what_if(self, request: Request, code: str) -> Response:
        """Dates, chances and money with facts that nobody recorded, against those as the log stands."""
        project = self.get_object()
        asked = WhatIfBody(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        answer = what_if(
            project.code,
            changes_of(given["changes"]),
            teams=given["commissioning_teams"],
            iterations=given["iterations"],
        )
        return Response(AnswerSerializer(answer).data)
