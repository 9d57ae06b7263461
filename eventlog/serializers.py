"""Facts as the REST feed shows them."""

import msgspec
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from eventlog.models import StoredEvent


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
