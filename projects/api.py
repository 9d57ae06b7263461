"""The REST door of the projects."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from eventlog.doors.lists.computed import paged_list
from eventlog.doors.lists.downloads import DownloadedList
from eventlog.doors.views import FactViewSet, ReferenceViewSet
from eventlog.models import StoredEvent
from eventlog.serializers import FactSerializer
from projects import commands, models, queries, serializers
from projects.binding.api import BindingActions
from projects.contracts.api import routes as contract_routes
from projects.crewing.api import routes as crewing_routes
from projects.explaining.api import ExplanationActions
from projects.planning import commands as planning
from projects.planning.api import routes as planning_routes
from projects.planning.importing import plan_import
from projects.planning.pages import mapping_page
from projects.planning.serializers import (
    ImportPlanSerializer,
    MappingSerializer,
    ScheduleFileBody,
    plan_told,
)
from projects.portfolio.api import routes as portfolio_routes
from projects.portfolio.distribution import said_by
from projects.portfolio.serializers import SaidSerializer
from projects.procurement.api import routes as procurement_routes
from projects.sensitivity.queries import dependence_of
from projects.sensitivity.serializers import DependenceSerializer, SensitivityAsked
from projects.track.api import routes as track_routes
from projects.whatif.api import WhatIfActions


class CustomerViewSet(ReferenceViewSet):
    """Who takes capacity."""

    queryset = models.Customer.objects.all()
    serializer_class = serializers.CustomerSerializer
    filterset_fields = ("rating_class",)


class CalendarViewSet(ReferenceViewSet):
    """Working calendars."""

    queryset = models.Calendar.objects.all()
    serializer_class = serializers.CalendarSerializer


class AlertSubscriptionViewSet(ReferenceViewSet):
    """Who gets an e-mail when a site slips."""

    queryset = models.AlertSubscription.objects.all()
    serializer_class = serializers.AlertSubscriptionSerializer
    filterset_fields = ("site", "active")


class ProjectViewSet(BindingActions, ExplanationActions, WhatIfActions, FactViewSet):
    """Builds that are tracked, by code."""

    queryset = models.Project.objects.all()
    serializer_class = serializers.ProjectSerializer
    filterset_fields = ("site", "kind")
    lookup_field = "code"
    commands = (
        commands.register_project,
        planning.import_schedule,
        planning.set_baseline,
        planning.allow_simulation,
        planning.apply_mapping,
    )

    @extend_schema(
        request={"multipart/form-data": ScheduleFileBody},
        responses=ImportPlanSerializer,
    )
    @action(detail=True, methods=["post"], url_path="check-schedule")
    def check_schedule(self, request: Request, code: str) -> Response:
        """Read a schedule file and say what importing it would change, or all that is wrong with it."""
        body = ScheduleFileBody(data=request.data)
        body.is_valid(raise_exception=True)
        plan = plan_import(
            self.get_object(),
            body.upload(),
            project_in_file=body.validated_data.get("project_in_file"),
        )
        told = plan_told(plan)
        return Response(ImportPlanSerializer(told).data)

    @extend_schema(responses=MappingSerializer)
    @action(detail=True, methods=["get"], filter_backends=())
    def mapping(self, request: Request, code: str) -> Response:
        """What each mapping rule matches in the schedule that stands, and what nothing matches."""
        return Response(MappingSerializer(mapping_page(self.get_object())).data)

    @extend_schema(parameters=[SensitivityAsked], responses=DependenceSerializer)
    @action(detail=True, methods=["get"], filter_backends=())
    def sensitivity(self, request: Request, code: str) -> Response:
        """What the date depends on, as the current forecast has it: criticality, cruciality and more."""
        asked = SensitivityAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        milestone = asked.validated_data.get("milestone")
        try:
            found = dependence_of(self.get_object().code, milestone=milestone)
        except KeyError:
            said = f"The schedule has no activity {milestone}."
            raise ValidationError({"milestone": [said]}) from None
        return Response(DependenceSerializer(found).data)

    @paged_list(FactSerializer, asked=serializers.FactsAsked, detail=True, filtered=False)
    def facts(self, *, after: int, type: str) -> QuerySet[StoredEvent]:
        """The facts that bear on the project, newest first, with position and actor."""
        found = queries.stored_facts_of(self.get_object(), after=after)
        return found.filter(type=type) if type else found


class ActivityViewSet(FactViewSet):
    """Activities of the schedules that stand, and the facts of their progress."""

    queryset = models.Activity.objects.all()
    serializer_class = serializers.ActivitySerializer
    filterset_fields = ("project", "code", "phase", "craft", "package")
    commands = (
        planning.map_activity,
        commands.start_activity,
        commands.progress_activity,
        commands.finish_activity,
        commands.reach_milestone,
    )


class ContractViewSet(FactViewSet):
    """Signed contracts."""

    queryset = models.Contract.objects.all()
    serializer_class = serializers.ContractSerializer
    filterset_fields = ("project", "customer", "currency")
    commands = (commands.sign_contract,)


class TrancheViewSet(FactViewSet):
    """Parts of contracts, each with its own start."""

    queryset = models.Tranche.objects.all()
    serializer_class = serializers.TrancheSerializer
    filterset_fields = ("project", "contract", "code")
    commands = (commands.amend_tranche_start,)


class ForecastViewSet(FactViewSet):
    """Every forecast issued, tranche by tranche: the history of what was said."""

    queryset = models.Forecast.objects.all()
    serializer_class = serializers.ForecastSerializer
    filterset_fields = ("project", "tranche", "as_of")

    @paged_list(serializers.ForecastSerializer)
    def newest(self) -> QuerySet[models.Forecast]:
        """The newest forecast of each tranche."""
        return self.filter_queryset(queries.newest_forecasts())

    @extend_schema(responses=SaidSerializer)
    @action(detail=True, methods=["get"], filter_backends=())
    def distribution(self, request: Request, pk: str) -> Response:
        """All that one forecast says: percentiles, mean, chance, lateness with errors; chart data."""
        return Response(SaidSerializer(said_by(self.get_object())).data)


class AlertViewSet(FactViewSet):
    """Tranches above their threshold, and those that were."""

    queryset = models.Alert.objects.all()
    serializer_class = serializers.AlertSerializer
    filterset_fields = ("project", "site", "tranche", "open")


class MailViewSet(DownloadedList, ReadOnlyModelViewSet):
    """Messages to subscribers, with what became of them."""

    queryset = models.Mail.objects.all()
    serializer_class = serializers.MailSerializer
    filterset_fields = ("state", "to", "position")


routes = [
    *planning_routes,
    *procurement_routes,
    *contract_routes,
    *portfolio_routes,
    *crewing_routes,
    *track_routes,
    ("customers", CustomerViewSet, "customer"),
    ("calendars", CalendarViewSet, "calendar"),
    ("alert-subscriptions", AlertSubscriptionViewSet, "alert-subscription"),
    ("projects", ProjectViewSet, "project"),
    ("activities", ActivityViewSet, "activity"),
    ("contracts", ContractViewSet, "contract"),
    ("tranches", TrancheViewSet, "tranche"),
    ("forecasts", ForecastViewSet, "forecast"),
    ("alerts", AlertViewSet, "alert"),
    ("mails", MailViewSet, "mail"),
]
