"""Lists that are no tables: their rows are computed when they are asked for, and filtered like any others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from eventlog.doors.lists.columns import told_of
from eventlog.doors.lists.downloads import OffersFiles

Rows = Callable[..., Any]
Serializer = serializers.Serializer[Any]


class ComputedList(OffersFiles):
    """A list that belongs to no table at all; its `list` is made by `computed_list`."""

    pagination_class = None
    filter_backends = ()


def computed_list(
    told: type[Serializer],
    *,
    asked: type[Serializer] = serializers.Serializer,
    exactly: Sequence[str] = (),
    detail: bool = False,
    filtered: bool = False,
) -> Callable[[Rows], Rows]:
    """Make a method that gives rows the list of its view, or, under another name, one more list of it.

    told: what is said of a row. asked: what the method is asked by, as keywords. exactly: columns that
    the list is filtered by beside. detail: it stands below one row of the view. filtered: its
    rows come from the view's own, which the filters of the view narrow.
    """
    query = _with_columns(asked, told, exactly)

    def listed(rows: Rows) -> Rows:
        def answer(self: OffersFiles, request: Request, **address: Any) -> Any:
            given = query(data=request.query_params)
            given.is_valid(raise_exception=True)
            wanted = {name: given.validated_data.pop(name, None) for name in exactly}
            serializer = told(context=self.get_serializer_context())
            found = told_of(serializer, rows(self, **given.validated_data))
            shown = _only(found, _as_told(serializer, wanted))
            if self.wants_file():
                return self.as_file(serializer, shown, name=_words(rows, self))
            return Response(list(shown))

        described = _described(query, told)
        return _routed(answer, rows, described, detail=detail, filtered=filtered)

    return listed


def paged_list(
    told: type[Serializer],
    *,
    asked: type[Serializer] = serializers.Serializer,
    each: Callable[[Sequence[Any]], Iterable[Any]] = iter,
    detail: bool = False,
    filtered: bool = True,
) -> Callable[[Rows], Rows]:
    """The same of a method that gives a queryset, which is paged as the view's list is.

    each: makes what is told from the rows of a page.
    """

    def listed(rows: Rows) -> Rows:
        def answer(self: OffersFiles, request: Request, **address: Any) -> Any:
            given = asked(data=request.query_params)
            given.is_valid(raise_exception=True)
            found = rows(self, **given.validated_data)
            serializer = told(context=self.get_serializer_context())
            if self.wants_file():
                every = self.in_order(found)
                shown = told_of(serializer, every if each is iter else each(list(every)))
                return self.as_file(serializer, shown, name=_words(rows, self))
            page = self.paginate_queryset(found) or []
            return self.get_paginated_response(list(told_of(serializer, each(page))))

        described = _described(asked, told)
        return _routed(answer, rows, described, detail=detail, filtered=filtered, paged=True)

    return listed


def _routed(
    answer: Rows,
    rows: Rows,
    described: Mapping[str, Any],
    *,
    detail: bool,
    filtered: bool,
    paged: bool = False,
) -> Rows:
    name = answer.__name__ = rows.__name__
    answer.__doc__ = rows.__doc__
    answer.is_list = True  # type: ignore[attr-defined]
    schema = extend_schema(**described)
    if name == "list":
        return schema(answer)
    options: dict[str, Any] = {} if paged else {"pagination_class": None}
    options |= {} if filtered else {"filter_backends": ()}
    path = name.replace("_", "-")
    return cast(
        Rows, schema(action(detail=detail, methods=["get"], url_path=path, **options)(answer))
    )


def _described(asked: type[Serializer], told: type[Serializer]) -> Mapping[str, Any]:
    return {"parameters": [asked] if asked().fields else [], "responses": told(many=True)}


def _words(rows: Rows, view: OffersFiles) -> str:
    """The name of a file: of the list, after the view that it belongs to."""
    last = "" if rows.__name__ == "list" else f"-{rows.__name__}"
    return f"{view.basename}{last}".replace("_", "-")


def _with_columns(
    asked: type[Serializer], told: type[Serializer], exactly: Sequence[str]
) -> type[Serializer]:
    """What a list is asked by, columns among it."""
    if not exactly:
        return asked
    fields = told().fields
    name = f"{told.__name__.removesuffix('Serializer')}Asked"
    return type(name, (asked,), {column: _optional(fields[column]) for column in exactly})


def _optional(field: serializers.Field[Any, Any, Any, Any]) -> Any:
    """A filter for values of this field. A switch that nobody touched must not read as off."""
    options: dict[str, Any] = {"required": False, "help_text": field.help_text}
    if isinstance(field, serializers.ChoiceField):
        options["choices"] = list(field.choices.items())
    if isinstance(field, serializers.BooleanField):
        options |= {"allow_null": True, "default": None}
    return type(field)(**options)


def _as_told(serializer: Serializer, wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        name: serializer.fields[name].to_representation(value)
        for name, value in wanted.items()
        if value is not None
    }


def _only(told: Iterable[Any], wanted: Mapping[str, Any]) -> Iterable[Any]:
    return (row for row in told if all(row[name] == value for name, value in wanted.items()))
