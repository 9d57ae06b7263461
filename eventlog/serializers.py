"""Facts as the REST feed shows them, and what a reader may ask it for."""

from typing import Any

import msgspec
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from eventlog.events import event_types
from eventlog.feed import LONGEST_WAIT_SECONDS, Asked
from eventlog.models import StoredEvent

LAST_POSSIBLE_POSITION = 2**63 - 1


class FactSerializer(serializers.ModelSerializer):
    """One fact of the log with its payload."""

    payload = serializers.SerializerMethodField()
    metadata = serializers.SerializerMethodField()
    hash = serializers.SerializerMethodField()

    class Meta:
        model = StoredEvent
        fields = (
            "position",
            "stream",
            "version",
            "type",
            "schema",
            "payload",
            "metadata",
            "occurred_at",
            "recorded_at",
            "hash",
        )

    @extend_schema_field({"type": "object"})
    def get_payload(self, row: StoredEvent) -> object:
        return msgspec.json.decode(row.payload)

    @extend_schema_field({"type": "object"})
    def get_metadata(self, row: StoredEvent) -> object:
        return msgspec.json.decode(row.metadata)

    def get_hash(self, row: StoredEvent) -> str:
        return bytes(row.hash).hex()


class AfterSerializer(serializers.Serializer):
    """Where to go on."""

    after = serializers.IntegerField(
        min_value=0,
        max_value=LAST_POSSIBLE_POSITION,
        default=0,
        help_text="Only facts after this position: the `next_after` of the page before.",
    )


class FeedQuerySerializer(AfterSerializer):
    """What a reader of the feed asks for."""

    limit = serializers.IntegerField(
        min_value=1, max_value=1000, default=100, help_text="At most so many facts."
    )
    wait = serializers.IntegerField(
        min_value=0,
        max_value=LONGEST_WAIT_SECONDS,
        default=0,
        help_text="Seconds to wait for a fact when there is none yet.",
    )
    type = serializers.ListField(
        child=serializers.CharField(max_length=80),
        max_length=100,
        default=list,
        help_text="Only facts of these types.",
    )
    stream = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=100,
        default=list,
        help_text="Only facts of these streams.",
    )
    late_by_days = serializers.IntegerField(
        min_value=0,
        max_value=36_500,
        required=False,
        help_text="Only facts that we heard of at least so many days after they happened.",
    )

    def validate_type(self, types: list[str]) -> list[str]:
        """A misspelt type would be waited for in vain."""
        if unknown := set(types) - event_types().keys():
            raise serializers.ValidationError(
                f"No such type: {', '.join(sorted(unknown))}.", code="unknown_type"
            )
        return types

    @property
    def asked(self) -> Asked:
        given = self.validated_data
        return Asked(
            after=given["after"],
            limit=given["limit"],
            types=given["type"],
            streams=given["stream"],
            late_by_days=given.get("late_by_days"),
        )


@extend_schema_serializer(many=False)
class FeedPageSerializer(serializers.Serializer):
    """Facts in order, and the position to go on from."""

    results = FactSerializer(many=True, source="facts")
    next_after = serializers.IntegerField(
        help_text="Ask with this as `after` next time, also when nothing matched. At once if it is "
        "below `tail`."
    )
    tail = serializers.IntegerField(help_text="The newest position of the whole log.")


class RetractionSerializer(serializers.Serializer[Any]):
    """Why a fact is taken back."""

    reason = serializers.CharField(max_length=1000)


class CorrectionSerializer(RetractionSerializer):
    """What a fact should have said: the fields of its payload that were wrong, and when it happened."""

    payload = serializers.DictField()
    occurred_at = serializers.DateTimeField(
        required=False,
        allow_null=True,
        help_text="If left out, it moves with the day that the payload says it happened on.",
    )
