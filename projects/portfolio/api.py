"""The REST door of the portfolio: all sites as one draw."""

from typing import Any

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from eventlog.doors.filters import Asked
from projects.contracts.models import AgreedTerms
from projects.filters import CODED, refuse_unknown
from projects.portfolio.combining import combined
from projects.portfolio.serializers import JointSerializer, MoneyOfAllSerializer
from projects.portfolio.told import joint_told, money_told


class PortfolioQuery(Asked):
    """Which tranches are looked at, of all that are contracted."""

    project = serializers.CharField(required=False, help_text="Code of a project.")
    customer = serializers.CharField(required=False, help_text="Code of a customer.")
    contract = serializers.CharField(required=False, help_text="Number of a contract.")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        for name in CODED.keys() & given.keys():
            refuse_unknown(name, given[name])
        return given


class JointQuery(PortfolioQuery):
    """Money knows no such day, and would be told as if it had not been asked for."""

    on = serializers.DateField(required=False, help_text="The day by which power is to be ready.")


class PortfolioViewSet(ViewSet):
    """The newest forecasts of all sites, combined iteration by iteration."""

    @extend_schema(parameters=[JointQuery], responses=forced_singular_serializer(JointSerializer))
    def list(self, request: Request) -> Response:
        """How many tranches are late together, the power ready by a day, and whose it is."""
        asked = _asked(request, JointQuery)
        return Response(joint_told(combined(_terms(asked)), on=asked.get("on")))

    @extend_schema(parameters=[PortfolioQuery], responses=MoneyOfAllSerializer)
    @action(detail=False, methods=["get"])
    def money(self, request: Request) -> Response:
        """What lateness costs in every iteration: by tranche, contract, customer, and in all."""
        return Response(money_told(combined(_terms(_asked(request, PortfolioQuery)))))


def _asked(request: Request, query: type[PortfolioQuery]) -> dict[str, Any]:
    asked = query(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def _terms(asked: dict[str, Any]) -> list[AgreedTerms]:
    narrowed = {name: value for name, value in asked.items() if name != "on"}
    return list(AgreedTerms.objects.filter(**narrowed).select_related("customer"))


routes = [("portfolio", PortfolioViewSet, "portfolio")]
