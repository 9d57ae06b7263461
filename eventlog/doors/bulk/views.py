"""The REST door of many facts at once: `GET …/from-csv/` gives a file to fill in, `POST` takes it back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from eventlog.doors.bulk.reading import MOST_BYTES, MOST_ROWS, SEPARATORS, Problem
from eventlog.doors.bulk.running import Command, Outcome, run_file
from eventlog.doors.bulk.template import example_file_of, file_name_of, template_of
from eventlog.doors.inputs import title_of
from eventlog.doors.problems import CONTENT_TYPE
from eventlog.doors.requests import IDEMPOTENCY_KEY, REFUSALS, meta_of
from eventlog.doors.serializers import ProblemErrorSerializer, ProblemSerializer
from eventlog.errors import Refusal


class FileRefused(Refusal):
    code = "file_refused"
    says = "Nothing is recorded. Errors in the file: {count}."
    status = 422


class NotOneVersion(exceptions.APIException):
    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "if_match_for_many"
    default_detail = "If-Match names the version of one stream; a file is about many: leave it out."


class FileBody(serializers.Serializer):
    """Rows of inputs as CSV, and whether to record them or only to say what is wrong with them."""

    file = serializers.FileField(
        help_text=f"CSV in UTF-8 with a heading; at most {MOST_ROWS:,} rows, {MOST_BYTES // 10**6} MB."
    )
    dry_run = serializers.BooleanField(
        default=False, help_text="Go through every row as if it were recorded, and record nothing."
    )


class FileRecordedSerializer(serializers.Serializer):
    """What became of a file in which nothing was wrong."""

    dry_run = serializers.BooleanField(help_text="True: nothing was recorded.")
    rows = serializers.IntegerField(help_text="Rows below the heading, without notes.")
    separator = serializers.ChoiceField(
        [(name, name) for name in SEPARATORS.values()],
        help_text="What was found between the cells.",
    )
    first_position = serializers.IntegerField(
        allow_null=True, help_text="Where the first row's fact stands in the log."
    )
    last_position = serializers.IntegerField(
        allow_null=True, help_text="Where the last row's fact stands in the log."
    )
    replayed = serializers.BooleanField(
        help_text="True: an earlier request with this key recorded it."
    )


class FileErrorSerializer(ProblemErrorSerializer):
    row = serializers.IntegerField(help_text="Of values, from 1; 0 if it is the whole file.")
    line = serializers.IntegerField(help_text="Of the file, from 1; 0 if it is the whole file.")
    column = serializers.CharField(help_text="Empty if it is the whole row.")


class FileProblemSerializer(ProblemSerializer):
    """All that is wrong with a file, row by row. Nothing of it was recorded."""

    errors = FileErrorSerializer(many=True)


def file_actions(command: Command) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The actions of a view that take many of a command's facts, and give a file to fill in."""
    path = command.__name__.replace("_", "-")
    parsers = (MultiPartParser,)

    def from_csv(self: Any, request: Request) -> Response:
        meta = meta_of(request)
        if meta.expected_version is not None:
            raise NotOneVersion
        body = FileBody(data=request.data)
        body.is_valid(raise_exception=True)
        content = body.validated_data["file"].read()
        outcome = run_file(command, content, meta=meta, dry_run=body.validated_data["dry_run"])
        if outcome.problems:
            raise FileRefused(
                count=len(outcome.problems), problems=list(map(told, outcome.problems))
            )
        code = status.HTTP_200_OK if outcome.dry_run else status.HTTP_201_CREATED
        return Response(FileRecordedSerializer(_answer(outcome)).data, status=code)

    def template(self: Any, request: Request) -> HttpResponse:
        return template_file(command)

    from_csv.example = partial(_example, command)  # type: ignore[attr-defined]
    from_csv.__name__ = f"{command.__name__}_from_csv"
    template.__name__ = f"{command.__name__}_template"
    options: dict[str, Any] = {"parser_classes": parsers, "serializer_class": FileBody}
    taken = action(detail=False, methods=["post"], url_path=f"{path}/from-csv", **options)(from_csv)
    given = taken.mapping.get(template)
    title = title_of(command)
    return _posted(title)(taken), _gotten(title)(given)


def _example(command: Command) -> dict[str, Any]:
    return {"file": example_file_of(command), "dry_run": True}


def _posted(title: str) -> Callable[[Any], Any]:
    return extend_schema(
        summary=f"{title}, many from a CSV file",
        description="Every row goes through the command as a single entry does; all are recorded, or"
        " none. Whatever is wrong with the file is said at once. A dry run answers as the real one"
        " would and records nothing.",
        request={"multipart/form-data": FileBody},
        parameters=[IDEMPOTENCY_KEY],
        responses={
            200: OpenApiResponse(FileRecordedSerializer, description="A dry run: all is well."),
            201: FileRecordedSerializer,
            **REFUSALS,
            (422, CONTENT_TYPE): FileProblemSerializer,
        },
    )


def _gotten(title: str) -> Callable[[Any], Any]:
    return extend_schema(
        summary=f"{title}: a CSV file to fill in",
        description="The heading, and as notes what to write in each column and an example.",
        responses={(200, "text/csv"): OpenApiTypes.STR},
        filters=False,
    )


def template_file(command: Command, *, for_a_double_click: bool = False) -> HttpResponse:
    """for_a_double_click: with a byte order mark, as `lists.downloads.download`."""
    mark = "\ufeff" if for_a_double_click else ""
    answer = HttpResponse(f"{mark}{template_of(command)}", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name_of(command)}"'
    return answer


def told(problem: Problem) -> dict[str, Any]:
    """One of a file's problems, as a problem detail lists it."""
    place = f"/rows/{problem.row}" if problem.row else ""
    pointer = f"{place}/{problem.column}" if problem.column else place
    return {
        "pointer": pointer,
        "row": problem.row,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "detail": problem.detail,
    }


def _answer(outcome: Outcome) -> dict[str, Any]:
    positions = [each.position for each in outcome.recorded]
    return {
        "dry_run": outcome.dry_run,
        "rows": outcome.rows,
        "separator": SEPARATORS[outcome.table.separator],
        "first_position": min(positions, default=None),
        "last_position": max(positions, default=None),
        "replayed": outcome.replayed,
    }
