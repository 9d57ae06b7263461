"""Filters of lists by the code of a project, contract or customer: refused where there is none of it."""

from typing import Any

from django.db.models import Model, QuerySet
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.views import APIView

from eventlog.doors.filters import KnownFilters
from eventlog.errors import Refusal
from projects.contracts.errors import UnknownContract
from projects.errors import UnknownCustomer, UnknownProject
from projects.models import Contract, Customer, Project

CODED: dict[str, tuple[type[Model], type[Refusal]]] = {
    "project": (Project, UnknownProject),
    "contract": (Contract, UnknownContract),
    "customer": (Customer, UnknownCustomer),
}
"""By parameter. Rows carry the first two as bare codes, so that there are no choices to check against."""


class CodeFilters(KnownFilters):
    """Refuses a code that neither the register nor any row has: misspelt, it would give an empty list.

    Other filters that name something, such as site or kind, are refused by their choices.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> Any:
        found = super().filter_queryset(request, queryset, view)
        for name in sorted(CODED.keys() & self._names(queryset, view)):
            code = request.query_params.get(name)
            if not code or queryset.model._meta.get_field(name).is_relation:
                continue
            if not queryset.filter(**{name: code}).exists():
                refuse_unknown(name, code)
        return found


def refuse_unknown(name: str, code: str) -> None:
    """name: a parameter of CODED. Raises ValidationError with the code and words of the commands' refusal."""
    model, refused = CODED[name]
    if not model._default_manager.filter(code=code).exists():
        refusal = refused(**{name: code})
        detail = exceptions.ErrorDetail(str(refusal), code=refusal.code)
        raise exceptions.ValidationError({name: [detail]})
