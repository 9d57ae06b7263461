"""The REST door of contracts: terms and their history, facilities, what slips cost, the backlog."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from eventlog.doors.lists.computed import computed_list, paged_list
from eventlog.doors.views import FactViewSet, ReferenceViewSet
from projects.contracts import commands, lending, models, serializers
from projects.contracts.backlog import Backlog, backlogs_of
from projects.contracts.limits import limits_bp
from projects.contracts.pages import promises_of, standing_of
from projects.contracts.slips import slips_of


class PortfolioLimitViewSet(ReferenceViewSet):
    """Shares that the portfolio should not pass; usual ones hold where no row stands."""

    queryset = models.PortfolioLimit.objects.all()
    serializer_class = serializers.PortfolioLimitSerializer
    filterset_fields = ("kind",)


class AgreedTermsViewSet(FactViewSet):
    """What is agreed of each tranche, as amended, under the id of the tranche."""

    queryset = models.AgreedTerms.objects.all()
    serializer_class = serializers.AgreedTermsSerializer
    filterset_fields = (
        "project",
        "contract",
        "customer",
        "tranche",
        "commitment",
        "remedy",
        "term_kind",
        "workload",
        "currency",
    )
    commands = (
        commands.amend_terms,
        commands.excuse_days,
        commands.accept_tranche,
        commands.exercise_option,
        commands.let_option_lapse,
    )

    @paged_list(serializers.SlipSerializer, each=slips_of)
    def slips(self) -> QuerySet[models.AgreedTerms]:
        """What the newest forecast of each tranche costs: remedy, revenue, interest, cover, headroom."""
        return self.filter_queryset(self.get_queryset()).select_related("customer")

    @computed_list(serializers.BacklogSerializer, exactly=("currency",))
    def backlog(self) -> Iterable[Backlog]:
        """The backlog of each currency: shares of customers, options and ratings, against the limits."""
        slips = slips_of(self.get_queryset().select_related("customer"))
        promises = promises_of(slips, on=datetime.now(UTC).date())
        return backlogs_of(promises, limits_bp())


class AmendmentViewSet(FactViewSet):
    """Every term that was changed after signature: what it was, what it is, and why."""

    queryset = models.Amendment.objects.all()
    serializer_class = serializers.AmendmentSerializer
    filterset_fields = ("project", "contract", "tranche", "term", "on")


class FacilityViewSet(FactViewSet):
    """Loans against contracts."""

    queryset = models.Facility.objects.all()
    serializer_class = serializers.FacilitySerializer
    filterset_fields = ("contract", "lender", "currency")
    commands = (
        lending.agree_facility,
        lending.draw_facility,
        lending.repay_facility,
        lending.change_spread,
        lending.change_base_rate,
        lending.record_covenant_test,
        lending.waive_covenant,
    )

    @extend_schema(responses=serializers.FacilityStandingSerializer)
    @action(detail=True, methods=["get"], filter_backends=())
    def standing(self, request: Request, pk: str) -> Response:
        """The balance today, with the interest and fees that were added to it."""
        facility, on = self.get_object(), datetime.now(UTC).date()
        draws = models.FacilityDraw.objects.filter(facility=facility.code)
        standing = standing_of(facility, draws, on=on)
        shown = {
            "on": on,
            "drawn_minor": standing.drawn_minor,
            "interest_minor": standing.interest_minor,
            "fees_minor": standing.fees_minor,
            "balance_minor": standing.balance_minor,
        }
        return Response(serializers.FacilityStandingSerializer(shown).data)


class FacilityDrawViewSet(FactViewSet):
    """Draws, and repayments as negative ones."""

    queryset = models.FacilityDraw.objects.all()
    serializer_class = serializers.FacilityDrawSerializer
    filterset_fields = ("facility", "on")


routes = [
    ("portfolio-limits", PortfolioLimitViewSet, "portfolio-limit"),
    ("tranche-terms", AgreedTermsViewSet, "tranche-terms"),
    ("amendments", AmendmentViewSet, "amendment"),
    ("facilities", FacilityViewSet, "facility"),
    ("facility-draws", FacilityDrawViewSet, "facility-draw"),
]
