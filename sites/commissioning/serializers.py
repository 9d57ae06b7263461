"""Rows of commissioning as the REST API shows them."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any, cast

from rest_framework import serializers

from sites.commissioning.deficiencies import is_overdue
from sites.commissioning.gates import NEEDS, Gate, State
from sites.commissioning.models import AcceptanceRecord, HallGate
from sites.commissioning.queries import Standing, standing_of
from sites.commissioning.records import RecordKind
from sites.commissioning.thresholds import LIMITS
from sites.models import Deficiency


class LevelSerializer(serializers.Serializer[Any]):
    level = serializers.CharField()
    title = serializers.CharField()
    where = serializers.CharField()
    tag = serializers.CharField(help_text="Colour of the tag on equipment that has passed.")
    proves = serializers.CharField()
    after = serializers.CharField(allow_null=True, help_text="The level that comes before.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`source` is an attribute of every serializer, so no class attribute can have its name."""
        return {**super().get_fields(), "source": serializers.CharField()}


class FirstPassSerializer(serializers.Serializer[Any]):
    level = serializers.CharField()
    kind = serializers.CharField(help_text="Kind of system; empty for all.")
    tried = serializers.IntegerField(help_text="First attempts.")
    passed = serializers.IntegerField()
    share = serializers.FloatField()
    low = serializers.FloatField(help_text="Lower bound, 95%, Wilson.")
    high = serializers.FloatField(help_text="Upper bound, 95%, Wilson.")
    too_few = serializers.BooleanField(help_text="Below ten: the share says little.")


class YieldsOf(serializers.Serializer[Any]):
    site = serializers.CharField(required=False, default="", help_text="All sites without it.")


class DeficiencySerializer(serializers.ModelSerializer[Deficiency]):
    days_open = serializers.SerializerMethodField(
        help_text="Calendar days from raising to closing or waiving, or to today."
    )
    overdue = serializers.SerializerMethodField(
        help_text="Open for longer than 2, 10, 40 working days (P1, P2, P3)."
    )

    class Meta:
        model = Deficiency
        fields = (
            "id",
            "site",
            "system_id",
            "reference",
            "priority",
            "level",
            "state",
            "since",
            "description",
            "assignee",
            "fixed_by",
            "verified_by",
            "waived_by",
            "rejections",
            "raised_on",
            "closed_on",
            "waived_on",
            "resolution",
            "days_open",
            "overdue",
            "position",
        )

    def get_days_open(self, row: Deficiency) -> int:
        return days_open(row, today())

    def get_overdue(self, row: Deficiency) -> bool:
        return overdue(row, today())


def today() -> date:
    return datetime.now(UTC).date()


def days_open(row: Deficiency, on: date) -> int:
    return max(0, ((row.closed_on or row.waived_on or on) - row.raised_on).days)


def overdue(row: Deficiency, on: date) -> bool:
    """What is over is late no more."""
    over = row.closed_on or row.waived_on
    return over is None and is_overdue(row.priority, raised_on=row.raised_on, until=on)


class AcceptanceRecordSerializer(serializers.ModelSerializer[AcceptanceRecord]):
    class Meta:
        model = AcceptanceRecord
        fields = (
            "id",
            "site",
            "hall",
            "kind",
            "number",
            "subject",
            "by",
            "sample_point",
            "readings",
            "accepted",
            "on",
            "position",
        )


class LimitSerializer(serializers.Serializer[Any]):
    """What a quantity is held against. Without bounds, each record brings those of the OEM."""

    kind = serializers.ChoiceField([kind.value for kind in RecordKind])
    quantity = serializers.CharField()
    unit = serializers.CharField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {**super().get_fields(), "source": serializers.CharField()}


def limits_told() -> list[dict[str, Any]]:
    return [
        {"kind": kind.value, **asdict(limit)} for kind, limits in LIMITS.items() for limit in limits
    ]


class MissingSerializer(serializers.Serializer[Any]):
    item = serializers.CharField()
    about = serializers.CharField(help_text="System, loop, test or deficiency; may be empty.")
    words = serializers.CharField()
    system_id = serializers.UUIDField(allow_null=True)


STATES = [(state.value, state.words) for state in State]


class StandingSerializer(serializers.Serializer[Any]):
    """Where a gate of a hall stands, whether anything was recorded of it yet or not."""

    site = serializers.CharField()
    hall = serializers.CharField()
    gate = serializers.ChoiceField([gate.value for gate in Gate])
    title = serializers.CharField(source="gate.label")
    state = serializers.ChoiceField(STATES)
    missing = MissingSerializer(many=True)
    waivers = serializers.JSONField()
    passed_on = serializers.DateField(allow_null=True)
    passed_by = serializers.CharField()
    passed_at = serializers.IntegerField(allow_null=True, help_text="Position of the passing fact.")


class StandingsOf(serializers.Serializer[Any]):
    site = serializers.CharField(required=False, default="")
    hall = serializers.CharField(required=False, default="")
    gate = serializers.ChoiceField([gate.value for gate in Gate], required=False, default="")
    state = serializers.ChoiceField(STATES, required=False, default="")


class HallGateSerializer(serializers.ModelSerializer[HallGate]):
    state = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()

    class Meta:
        model = HallGate
        fields = (
            "id",
            "site",
            "hall",
            "gate",
            "state",
            "missing",
            "signed",
            "waivers",
            "waived",
            "passed_on",
            "passed_by",
            "passed_at",
            "position",
        )

    def get_state(self, row: HallGate) -> str:
        return self._standing(row).state.value

    def get_missing(self, row: HallGate) -> list[str]:
        return [each.words for each in self._standing(row).missing]

    def _standing(self, row: HallGate) -> Standing:
        """The records of a hall are read once for a list, whose context all of its rows share."""
        context = cast(dict[str, Any], self.context)
        return standing_of(row, context.setdefault("records_of_halls", {}))


class NeedSerializer(serializers.Serializer[Any]):
    gate = serializers.CharField()
    title = serializers.CharField()
    needs = serializers.ListField(child=serializers.CharField())


def gates_told() -> list[dict[str, Any]]:
    return [
        {"gate": gate.value, "title": gate.label, "needs": [item.label for item in NEEDS[gate]]}
        for gate in Gate
    ]
