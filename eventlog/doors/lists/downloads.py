"""Every list as a file: all of its rows, behind the filters that the list has."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from django.db.models import BinaryField, Model, QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from eventlog.doors.lists.columns import Column, columns_of, values_of
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


class DownloadedList(GenericViewSet):
    """A list that is had as a file by `?format=csv`, `.csv` or `Accept: text/csv`; XLSX likewise."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.queryset is not None and cls.serializer_class is not None:
            _serializers.setdefault(cls.queryset.model, cls.serializer_class)

    def get_renderers(self) -> Renderers:
        offered = super().get_renderers()
        return [*offered, CsvList(), XlsxList()] if self.action == "list" else offered

    def list(self, request: Request, *args: Any, **address: Any) -> Any:
        asked_for = request.accepted_renderer.format
        if asked_for not in (CsvList.format, XlsxList.format):
            return super().list(request, *args, **address)  # type: ignore[misc] # of the mixin
        rows = self.filter_queryset(self.get_queryset())
        if isinstance(self.paginator, CursorPagination):
            rows = rows.order_by(*self.paginator.get_ordering(request, rows, self))
        told = cast(serializers.Serializer, self.get_serializer())
        return download(told, rows, as_format=asked_for)


def download(
    serializer: serializers.Serializer,
    rows: QuerySet[Any],
    *,
    as_format: str,
    for_a_double_click: bool = False,
) -> HttpResponseBase:
    """All rows as a file of this format.

    for_a_double_click: begin the CSV with a byte order mark, without which Excel, opening a file that
    way, reads UTF-8 as the code page of the machine. Programs want none.
    """
    columns = columns_of(serializer)
    values = values_of(serializer, columns, rows)
    name = f"{_plural(rows.model)}-{datetime.now(UTC):%Y-%m-%d}.{as_format}"
    if as_format == XlsxList.format:
        content, kind = xlsx_of(columns, values), XLSX
    else:
        content, kind = _lines(columns, values, marked=for_a_double_click), f"{CSV}; charset=utf-8"
    answer = StreamingHttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(
    columns: Sequence[Column], values: Iterator[Sequence[Any]], *, marked: bool
) -> Iterator[bytes]:
    if marked:
        yield BYTE_ORDER_MARK
    yield from csv_of(columns, values)


def _plural(model: type[Model]) -> str:
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
