"""What an address is asked with: the parameters that it has, and no others."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.views import APIView

from eventlog.doors.serializers import Strict

OF_EVERY_ADDRESS = {"format"}
OF_EVERY_LIST = OF_EVERY_ADDRESS | {"cursor", "page_size"}
OF_ONE_ROW = OF_EVERY_ADDRESS | {"known_at", "true_at"}


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


class Asked(Strict):
    """The parameters of a computed answer: a misspelt one would have it answer another question."""

    def unknown(self, data: Mapping[Any, Any]) -> dict[str, Any]:
        return _unknown(data, OF_EVERY_ADDRESS | set(self.fields))


def _refuse_unknown(request: Request, known: set[str]) -> None:
    if problems := _unknown(request.query_params, known):
        raise exceptions.ValidationError(problems)


def _unknown(given: Iterable[str], known: set[str]) -> dict[str, Any]:
    """What is said of each parameter that is not known."""
    says = f"There is no such parameter here; there are {', '.join(sorted(known))}."
    detail = exceptions.ErrorDetail(says, code="unknown_filter")
    return {name: [detail] for name in sorted(set(given) - known)}
