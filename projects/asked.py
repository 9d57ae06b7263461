"""What an address asks a computed answer with: those parameters, and no others."""

from collections.abc import Mapping
from typing import Any

from rest_framework import exceptions, serializers

OF_EVERY_ADDRESS = {"format"}


class Asked(serializers.Serializer[Any]):
    """Refuses a parameter that is not known, as lists do: misspelt, it would answer another question."""

    def to_internal_value(self, data: Mapping[str, Any]) -> Any:
        known = OF_EVERY_ADDRESS | set(self.fields)
        says = f"There is no such parameter here; there are {', '.join(sorted(known))}."
        detail = exceptions.ErrorDetail(says, code="unknown_filter")
        problems: dict[str, Any] = {name: [detail] for name in sorted(set(data) - known)}
        try:
            taken = super().to_internal_value(data)
        except exceptions.ValidationError as refusal:
            told: Any = refusal.detail
            raise exceptions.ValidationError({**told, **problems}) from refusal
        if problems:
            raise exceptions.ValidationError(problems)
        return taken
