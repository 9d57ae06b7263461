"""The REST door of commissioning: tests, deficiencies, what is recorded of halls, gates."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request

from eventlog.doors.lists.computed import computed_list
from eventlog.doors.views import FactViewSet
from sites import commands as of_site
from sites.commissioning import commands, gate_commands, hall_commands, models, serializers
from sites.commissioning.gates import Gate
from sites.commissioning.levels import LEVELS
from sites.commissioning.queries import Standing, standings, yields
from sites.commissioning.yields import FirstPass
from sites.models import CommissioningTest, Deficiency
from sites.serializers import CommissioningTestSerializer


class CommissioningTestViewSet(FactViewSet):
    """Recorded attempts at commissioning tests."""

    queryset = CommissioningTest.objects.all()
    serializer_class = CommissioningTestSerializer
    filterset_fields = ("site", "system_id", "level", "outcome", "procedure", "attempt", "on")
    commands = (commands.attach_test_file,)

    @computed_list(serializers.LevelSerializer, exactly=("level",))
    def levels(self) -> Iterable[Any]:
        """The commissioning levels: what each proves and what it comes after."""
        return LEVELS.values()

    @computed_list(
        serializers.FirstPassSerializer,
        asked=serializers.YieldsOf,
        exactly=("level", "kind", "too_few"),
    )
    def first_pass_yield(self, *, site: str) -> Iterable[FirstPass]:
        """First-pass yield by level and kind of system, with its 95% interval."""
        return yields(site)

    @extend_schema(
        parameters=[OpenApiParameter("sha256", str, OpenApiParameter.PATH)],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True, methods=["get"], url_path="files/(?P<sha256>[0-9a-f]{64})")
    def file(self, request: Request, pk: str, sha256: str) -> HttpResponse:
        """The bytes of an attached file, as they were sent."""
        return file_of(self.get_object(), sha256)


def file_of(test: CommissioningTest, sha256: str) -> HttpResponse:
    """An attached file as a download; 404 if it is not one of this test."""
    names = {each["sha256"]: each["name"] for each in test.files}
    kept = get_object_or_404(models.TestFile, pk=sha256 if sha256 in names else "")
    response = HttpResponse(bytes(kept.content), content_type="application/octet-stream")
    name = names[sha256].replace("\\", "_").replace('"', "_")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class DeficiencyViewSet(FactViewSet):
    """Deficiencies, open and closed."""

    queryset = Deficiency.objects.all()
    serializer_class = serializers.DeficiencySerializer
    filterset_fields = ("site", "system_id", "priority", "level", "state", "assignee", "raised_on")
    commands = (
        commands.assign_deficiency,
        commands.fix_deficiency,
        commands.verify_deficiency,
        commands.reject_deficiency_fix,
        commands.waive_deficiency,
        commands.prioritise_deficiency,
        of_site.close_deficiency,
    )


class AcceptanceRecordViewSet(FactViewSet):
    """Flushes, water samples, burn-ins and cluster tests of halls, judged by their limits."""

    queryset = models.AcceptanceRecord.objects.all()
    serializer_class = serializers.AcceptanceRecordSerializer
    filterset_fields = ("site", "hall", "kind", "subject", "accepted", "on")
    commands = (
        hall_commands.record_flush,
        hall_commands.record_water_sample,
        hall_commands.record_burn_in,
        hall_commands.record_cluster_test,
    )

    @computed_list(serializers.LimitSerializer, exactly=("kind",))
    def limits(self) -> Iterable[dict[str, Any]]:
        """What flushes, water, burn-ins and clusters are held against, with the source."""
        return serializers.limits_told()


class HallGateViewSet(FactViewSet):
    """Gates of halls of which something was recorded; `standings` has all of them."""

    queryset = models.HallGate.objects.all()
    serializer_class = serializers.HallGateSerializer
    filterset_fields = ("site", "hall", "gate", "passed_on")
    commands = (
        gate_commands.pass_gate,
        gate_commands.sign_off_gate,
        gate_commands.waive_gate_item,
    )

    @computed_list(serializers.StandingSerializer, asked=serializers.StandingsOf)
    def standings(self, *, site: str, hall: str, gate: str, state: str) -> Iterable[Standing]:
        """Every gate of every hall, with its state and all that is missing."""
        found = standings(site, hall, Gate(gate) if gate else None)
        return [each for each in found if state in ("", each.state)]

    @computed_list(serializers.NeedSerializer, exactly=("gate",))
    def needs(self) -> Iterable[dict[str, Any]]:
        """The eight gates and what each needs."""
        return serializers.gates_told()


routes = [
    ("commissioning-tests", CommissioningTestViewSet, "commissioning-test"),
    ("deficiencies", DeficiencyViewSet, "deficiency"),
    ("acceptance-records", AcceptanceRecordViewSet, "acceptance-record"),
    ("gates", HallGateViewSet, "gate"),
]
