"""Filters of the lists: those that a list has, and no others."""

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.views import APIView

OF_EVERY_LIST = {"format", "cursor", "page_size"}
OF_ONE_ROW = {"format", "known_at", "true_at"}


class KnownFilters(DjangoFilterBackend):
    """Refuses a parameter that a list does not know: misspelt, it would give all rows for a few.

    Other actions say themselves what they are asked with.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> Any:
        action = getattr(view, "action", None)
        if action == "list":
            _refuse_unknown(request, OF_EVERY_LIST | self._names(queryset, view))
        if action == "retrieve":
            _refuse_unknown(request, OF_ONE_ROW)
        return super().filter_queryset(request, queryset, view)

    def _names(self, queryset: QuerySet[Any], view: APIView) -> set[str]:
        filters = self.get_filterset_class(view, queryset)
        return set(filters.base_filters) if filters else set()


def _refuse_unknown(request: Request, known: set[str]) -> None:
    if unknown := sorted(set(request.query_params) - known):
        says = f"There is no such parameter here; there are {', '.join(sorted(known))}."
        detail = exceptions.ErrorDetail(says, code="unknown_filter")
        raise exceptions.ValidationError({name: [detail] for name in unknown})
