"""The log from a position, for outside readers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.viewsets import GenericViewSet

from eventlog import corrections
from eventlog.doors.examples import example_from
from eventlog.doors.problems import CONTENT_TYPE
from eventlog.doors.requests import EXPECTED_VERSION, IDEMPOTENCY_KEY, REFUSALS
from eventlog.doors.serializers import AppendedSerializer, ProblemSerializer
from eventlog.doors.views import recorded
from eventlog.feed import awaited_page_of
from eventlog.models import StoredEvent
from eventlog.serializers import (
    AfterSerializer,
    CorrectionSerializer,
    FactSerializer,
    FeedPageSerializer,
    FeedQuerySerializer,
    RetractionSerializer,
)
from eventlog.transfer import exported

NDJSON = "application/x-ndjson"


class Lines(JSONRenderer):
    """Lets a reader ask for lines; what is answered with one object, such as a problem, is one."""

    media_type = NDJSON
    format = "ndjson"


def _problems(*codes: int) -> dict[Any, Any]:
    return {(code, CONTENT_TYPE): ProblemSerializer for code in codes}


def _amending(body: type[Serializer[Any]], fact: str) -> Callable[[Any], Any]:
    """A POST action below one fact, which names what was wrong with it."""

    def described(view: Any) -> Any:
        schema = extend_schema(
            request=body,
            parameters=[IDEMPOTENCY_KEY, EXPECTED_VERSION],
            responses={201: AppendedSerializer, **REFUSALS, **_problems(404)},
        )
        view.example = partial(example_from, body, fact)
        return schema(action(detail=True, methods=["post"], serializer_class=body)(view))

    return described


class LogViewSet(mixins.RetrieveModelMixin, GenericViewSet):
    """The log in order. A reader that keeps one position and asks on from there misses nothing."""

    queryset: QuerySet[StoredEvent] = StoredEvent.objects.all()
    serializer_class: type[Serializer[Any]] = FactSerializer
    lookup_value_regex = "[0-9]+"
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        parameters=[FeedQuerySerializer],
        responses={200: FeedPageSerializer, **_problems(400, 401, 409, 503)},
    )
    def list(self, request: Request) -> Response:
        """Facts after a position. Keep `next_after` in the same transaction as what you make of them
        and ask on from there: then nothing is missed or taken twice, whatever is restarted."""
        query = FeedQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        page = awaited_page_of(query.asked, wait_seconds=query.validated_data["wait"])
        return Response(FeedPageSerializer(page).data)

    @extend_schema(
        parameters=[AfterSerializer],
        responses={(200, NDJSON): OpenApiTypes.STR, **_problems(400, 401)},
    )
    @action(detail=False, renderer_classes=(Lines, JSONRenderer))
    def export(self, request: Request) -> StreamingHttpResponse:
        """Every fact as a line of JSON, with all that its hash was made from: `import_log` takes it."""
        query = AfterSerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        lines = exported(after=query.validated_data["after"])
        return StreamingHttpResponse(lines, content_type=NDJSON)

    @_amending(RetractionSerializer, "eventlog.retracted")
    def retract(self, request: Request, pk: str) -> Response:
        """Take back a fact that should never have been recorded: it stays in the log, unread."""
        return recorded(request, corrections.retract, RetractionSerializer, {"position": int(pk)})

    @_amending(CorrectionSerializer, "eventlog.corrected")
    def correct(self, request: Request, pk: str) -> Response:
        """Say what a fact should have said: whatever is made from the log is made as if it had."""
        return recorded(request, corrections.correct, CorrectionSerializer, {"position": int(pk)})


routes = [("log", LogViewSet, "log")]
