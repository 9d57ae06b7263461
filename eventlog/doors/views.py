"""REST views that read a read model and record facts by named actions."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, mixins, permissions, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from eventlog.doors.answers import answer_of
from eventlog.doors.bulk.template import takes_rows
from eventlog.doors.bulk.views import file_actions
from eventlog.doors.examples import example_of
from eventlog.doors.inputs import Upload, inputs_of, purpose_of, title_of
from eventlog.doors.lists.downloads import DownloadedList
from eventlog.doors.pages import ByPrimaryKey
from eventlog.doors.requests import EXPECTED_VERSION, IDEMPOTENCY_KEY, REFUSALS, meta_of
from eventlog.doors.serializers import AppendedSerializer, body_of
from eventlog.models import ReadModel, StoredEvent
from eventlog.projections import Projection, state_as_known, state_as_true


class ReferenceViewSet(
    mixins.CreateModelMixin, mixins.UpdateModelMixin, DownloadedList, ReadOnlyModelViewSet
):
    """Reference data: read by everyone, edited by whoever may edit it in the admin."""

    pagination_class = ByPrimaryKey
    permission_classes = (permissions.IsAuthenticated, permissions.DjangoModelPermissions)

    def perform_update(self, serializer: BaseSerializer[Any]) -> None:
        """A key that people gave stays: saved under another, the row would be there twice."""
        row = self.get_object()
        key = row._meta.pk.name
        if serializer.validated_data.get(key, row.pk) != row.pk:
            raise exceptions.ValidationError({key: "It is permanent."}, code="permanent")
        serializer.save()


class Moment(serializers.Serializer[Any]):
    """Which of the two clocks a row is wanted by, and when."""

    known_at = serializers.DateTimeField(
        required=False, help_text="The row as it was known then: from what was recorded by then."
    )
    true_at = serializers.DateTimeField(
        required=False, help_text="The row as it was then, from what is known now."
    )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if len(given) > 1:
            raise exceptions.ValidationError("Ask by one clock: known_at or true_at.")
        return given


class FactViewSet(DownloadedList, ReadOnlyModelViewSet):
    """List and read a read model; each of `commands` becomes a POST action named after it.

    A command whose input refers to this view's model stands below one row, any other below the list;
    below the list there is one more for many of its facts, from a CSV file.
    """

    commands: ClassVar[tuple[Callable[..., Any], ...]] = ()

    @extend_schema(parameters=[Moment])
    def retrieve(self, request: Request, *args: Any, **address: Any) -> Response:
        moment = Moment(data=request.query_params)
        moment.is_valid(raise_exception=True)
        row = self.get_object()
        if moment.validated_data:
            row = _row_then(row, **moment.validated_data)
        return Response(self.get_serializer(row).data)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for command in cls.commands:
            setattr(cls, command.__name__, _action(cls, command))
            for many in file_actions(command) if takes_rows(command) else ():
                setattr(cls, many.__name__, many)


def _row_then(
    row: ReadModel, *, known_at: datetime | None = None, true_at: datetime | None = None
) -> ReadModel:
    """The row as it was by one of the clocks, made from its stream. Raises NotFound if it was not yet."""
    projection = Projection.registry[row._meta.label_lower]
    stream = StoredEvent.objects.values_list("stream", flat=True).get(pk=row.position)
    if known_at:
        rows = state_as_known(projection, stream, at=known_at)
    else:
        assert true_at is not None
        rows = state_as_true(projection, stream, at=true_at)
    if row.pk not in rows:
        raise exceptions.NotFound
    return type(row)(**rows[row.pk])


def _action(view: type[FactViewSet], command: Callable[..., Any]) -> Callable[..., Response]:
    assert view.queryset is not None
    subject = subject_of(command, view.queryset.model._meta.label)
    body = body_of(command, without=subject)

    def record(self: FactViewSet, request: Request, **address: Any) -> Response:
        given = {subject: self.get_object().pk} if subject else {}
        return recorded(request, command, body, given)

    record.__name__ = command.__name__
    record.__doc__ = command.__doc__
    record.command = command  # type: ignore[attr-defined]
    record.example = partial(_example, command, subject)  # type: ignore[attr-defined]
    options: dict[str, Any] = {"serializer_class": body}
    if any(given.type is Upload for given in inputs_of(command)):
        options["parser_classes"] = (MultiPartParser,)
    path = command.__name__.replace("_", "-")
    named = action(detail=bool(subject), methods=["post"], url_path=path, **options)(record)
    described: Callable[..., Response] = extend_schema(
        summary=title_of(command),
        description=purpose_of(command),
        request=body,
        parameters=[IDEMPOTENCY_KEY, EXPECTED_VERSION],
        responses={201: AppendedSerializer, **REFUSALS},
    )(named)
    return described


def _example(command: Callable[..., Any], subject: str) -> Mapping[str, Any]:
    return {name: value for name, value in example_of(command).items() if name != subject}


def recorded(
    request: Request,
    command: Callable[..., Any],
    body: type[Serializer[Any]],
    given: dict[str, Any],
) -> Response:
    """Call a command with the request's body and answer where its fact stands and what it touched."""
    meta = meta_of(request)
    sent = body(data=request.data)
    sent.is_valid(raise_exception=True)
    inputs = {name: _taken(value) for name, value in sent.validated_data.items()}
    appended = command(meta=meta, **inputs, **given)
    return Response(answer_of(appended), status=status.HTTP_201_CREATED)


def subject_of(command: Callable[..., Any], model: str) -> str:
    """The required input that names a row of this model, '' if the command has none."""
    named = (given for given in inputs_of(command) if given.required and given.model == model)
    return next((given.name for given in named), "")


def _taken(value: Any) -> Any:
    """Uploaded files as the plain value that commands take; all else as it is."""
    if hasattr(value, "read") and hasattr(value, "name"):
        return Upload(name=value.name, content=value.read())
    return tuple(value) if isinstance(value, list) else value
