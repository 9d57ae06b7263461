"""Every list as a file: all of its rows, behind the filters that the list has."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from django.db.models import BinaryField, Model, QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from eventlog.doors.lists.columns import Column, columns_of, told_of, values_of
from eventlog.doors.lists.files import BYTE_ORDER_MARK, csv_of, xlsx_of

Renderers = list[BaseRenderer]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


class CsvList(JSONRenderer):
    """Lets a reader ask for lines of values; what is no list, such as a problem, stays JSON."""

    media_type = CSV
    format = "csv"


class XlsxList(JSONRenderer):
    """Lets a reader ask for a spreadsheet; what is no list, such as a problem, stays JSON."""

    media_type = XLSX
    format = "xlsx"


class FileAsked(serializers.Serializer[Any]):
    """How a file is wanted."""

    byte_order_mark = serializers.BooleanField(
        required=False,
        default=False,
        help_text="true: begin a CSV as Excel needs it to read a file that is double-clicked as UTF-8.",
    )


class OffersFiles(GenericViewSet):
    """Its lists are had as files by `?format=csv`, `.csv` or `Accept: text/csv`; XLSX likewise.

    A list is the action of that name, and every action that `computed_list` has made.
    """

    def get_renderers(self) -> Renderers:
        offered = super().get_renderers()
        return [*offered, CsvList(), XlsxList()] if self.answers_a_list() else offered

    def answers_a_list(self) -> bool:
        answering = getattr(self, self.action or "", None)
        return self.action == "list" or getattr(answering, "is_list", False)

    def wants_file(self) -> bool:
        """Whether the list is asked for as a file, now."""
        return self.request.accepted_renderer.format in (CsvList.format, XlsxList.format)

    def as_file(
        self, serializer: serializers.Serializer, told: Iterable[Any], *, name: str
    ) -> HttpResponseBase:
        """What is told of each row as the file that is asked for."""
        asked = FileAsked(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        return download(
            columns_of(serializer),
            told,
            name=name,
            as_format=self.request.accepted_renderer.format,
            marked=asked.validated_data["byte_order_mark"],
        )

    def in_order(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """All rows in the order in which pages would bring them."""
        if isinstance(self.paginator, CursorPagination):
            return rows.order_by(*self.paginator.get_ordering(self.request, rows, self))
        return rows


class DownloadedList(OffersFiles):
    """The list of a table."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.queryset is not None and cls.serializer_class is not None:
            _serializers.setdefault(cls.queryset.model, cls.serializer_class)

    def list(self, request: Request, *args: Any, **address: Any) -> Any:
        if not self.wants_file():
            return super().list(request, *args, **address)  # type: ignore[misc] # of the mixin
        rows = self.in_order(self.filter_queryset(self.get_queryset()))
        serializer = cast(serializers.Serializer, self.get_serializer())
        return self.as_file(serializer, told_of(serializer, rows), name=plural_of(rows.model))


def download(
    columns: Sequence[Column],
    told: Iterable[Any],
    *,
    name: str,
    as_format: str,
    marked: bool = False,
) -> HttpResponseBase:
    """All rows as a file of this format.

    marked: begin the CSV with a byte order mark, without which Excel, opening a file that is
    double-clicked, reads UTF-8 as the code page of the machine. Programs want none.
    """
    values = values_of(columns, told)
    if as_format == XlsxList.format:
        content, kind = xlsx_of(columns, values), XLSX
    else:
        content, kind = _lines(columns, values, marked=marked), f"{CSV}; charset=utf-8"
    answer = StreamingHttpResponse(content, content_type=kind)
    file_name = f"{name}-{datetime.now(UTC):%Y-%m-%d}.{as_format}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return answer


def _lines(
    columns: Sequence[Column], values: Iterator[Sequence[Any]], *, marked: bool
) -> Iterator[bytes]:
    if marked:
        yield BYTE_ORDER_MARK
    yield from csv_of(columns, values)


def plural_of(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural).lower().replace(" ", "-")


class _Hex(serializers.Field):
    """Bytes as a person can read them."""

    def to_representation(self, value: Any) -> str:
        return bytes(value).hex()


_FIELDS = {**serializers.ModelSerializer.serializer_field_mapping, BinaryField: _Hex}
_serializers: dict[type[Model], type[Any]] = {}


def serializer_for(model: type[Model]) -> serializers.Serializer:
    """What the API tells of a row; of a model that has no list there, every column of its table."""
    if model not in _serializers:
        names = [field.name for field in model._meta.concrete_fields]
        meta = type("Meta", (), {"model": model, "fields": names})
        kind = {"Meta": meta, "serializer_field_mapping": _FIELDS}
        _serializers[model] = type("Row", (serializers.ModelSerializer,), kind)
    serializer: serializers.Serializer = _serializers[model]()
    return serializer
