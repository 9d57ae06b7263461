"""The REST body of a command, made from its signature."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, is_dataclass
from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID

from rest_framework import serializers

from eventlog.doors.inputs import Input, Upload, bare, inputs_of, purpose_of

_PLAIN: dict[type, Callable[..., serializers.Field]] = {
    bool: serializers.BooleanField,
    int: serializers.IntegerField,
    float: serializers.FloatField,
    str: serializers.CharField,
    UUID: serializers.UUIDField,
    date: serializers.DateField,
    datetime: serializers.DateTimeField,
    Decimal: lambda **options: serializers.DecimalField(max_digits=18, decimal_places=2, **options),
    Upload: serializers.FileField,
}


class Strict(serializers.Serializer):
    """Takes no field that it does not know: a misspelt one would be left out of a fact for ever."""

    def to_internal_value(self, data: Any) -> Any:
        problems = self.unknown(data) if isinstance(data, Mapping) else {}
        try:
            taken = super().to_internal_value(data)
        except serializers.ValidationError as refusal:
            told: Any = refusal.detail
            raise serializers.ValidationError({**told, **problems}) from refusal
        if problems:
            raise serializers.ValidationError(problems)
        return taken

    def unknown(self, data: Mapping[Any, Any]) -> dict[str, Any]:
        """What is said of each name that is no field."""
        says = [serializers.ErrorDetail("There is no such field.", code="unknown_field")]
        return {str(name): says for name in data if name not in self.fields}


@cache
def body_of(command: Callable[..., Any], *, without: str = "") -> type[serializers.Serializer]:
    """The serializer of a command's inputs, leaving out the one that the address names."""
    taken = [given for given in inputs_of(command) if given.name != without]
    fields: dict[str, Any] = {given.name: field_of(given) for given in taken}
    name = "".join(word.capitalize() for word in command.__name__.split("_"))
    return type(f"{name}Body", (Strict,), fields | {"__doc__": purpose_of(command)})


def field_of(given: Input) -> serializers.Field:
    options: dict[str, Any] = {"required": given.required, "label": given.label}
    if given.help:
        options["help_text"] = given.help
    if given.longest:
        options["max_length"] = given.longest
    if not given.required:
        options |= {"default": given.default}
        if given.default is None:
            options |= {"allow_null": True}
        if given.default == "":
            options |= {"allow_blank": True}
    if is_dataclass(given.type) and given.type is not Upload:
        return row_of(given.type)(many=given.many, **options)
    if given.many:
        return serializers.ListField(child=_plain(given.type), **options)
    return _plain(given.type, **options)


def _plain(kind: type, **options: Any) -> serializers.Field:
    if issubclass(kind, Enum):
        return EnumField(kind, **options)
    return _PLAIN[kind](**options)


@cache
def row_of(kind: type) -> type[serializers.Serializer]:
    """A nested serializer whose value is an instance of a dataclass."""
    hints = get_type_hints(kind)
    fields: dict[str, Any] = {f.name: _cell(hints[f.name], f) for f in dataclass_fields(kind)}

    def to_internal_value(self: Strict, data: Any) -> Any:
        return kind(**Strict.to_internal_value(self, data))

    fields["to_internal_value"] = to_internal_value
    return type(f"{kind.__name__}Row", (Strict,), fields)


def _cell(hint: Any, field: Field[Any]) -> serializers.Field:
    """A field of a row; what has a default may be left out."""
    kind = bare(hint, [])
    if field.default is MISSING:
        return _plain(kind)
    empty = {"": {"allow_blank": True}, None: {"allow_null": True}}
    options = empty.get(field.default, {}) if field.default in ("", None) else {}
    return _plain(kind, required=False, default=field.default, **options)


class EnumField(serializers.ChoiceField):
    """A choice whose value is the enum's member."""

    def __init__(self, kind: type[Enum], **options: Any) -> None:
        self.kind = kind
        super().__init__(choices=[(m.value, m.value) for m in kind], **options)
        known = ", ".join(str(m.value) for m in kind if m.value != "")
        self.error_messages["invalid_choice"] = f"There is no {{input}} here, but: {known}."

    def to_internal_value(self, data: Any) -> Any:
        return data if isinstance(data, self.kind) else self.kind(super().to_internal_value(data))


class TouchedRowSerializer(serializers.Serializer):
    """A row that the fact made or changed."""

    model = serializers.CharField(help_text="Such as supply.mitigation.")
    id = serializers.UUIDField(help_text="By which the row is read, and named in other requests.")


class AppendedSerializer(serializers.Serializer):
    """Where the recorded fact stands in the log, and which rows it touched."""

    stream = serializers.UUIDField(help_text="The stream the fact was appended to.")
    version = serializers.IntegerField(help_text="The stream's version after it.")
    position = serializers.IntegerField(help_text="The fact's position in the whole log.")
    recorded_at = serializers.DateTimeField(help_text="When Slipway heard of it, UTC.")
    replayed = serializers.BooleanField(
        help_text="True: an earlier request with this key wrote it."
    )
    rows = TouchedRowSerializer(
        many=True,
        help_text="Rows that it made or changed: what a mitigation or a deficiency is named by later"
        " stands here. Of a list of which it touched more than 20, as a schedule does, none.",
    )


class ProblemErrorSerializer(serializers.Serializer):
    pointer = serializers.CharField(help_text="Where in the body, as a JSON pointer.")
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """A problem detail (RFC 9457). code is stable; detail is for people."""

    type = serializers.CharField(help_text="/problems/ and the code.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = ProblemErrorSerializer(many=True, required=False)  # type: ignore[assignment]
