"""The admin form of a command, made from its signature."""

import csv
import io
from collections.abc import Callable
from dataclasses import MISSING, Field, is_dataclass
from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from django import forms
from django.apps import apps
from unfold import widgets

from eventlog.doors.inputs import Input, Upload, inputs_of

_PLAIN: dict[type, tuple[type[forms.Field], type[forms.Widget]]] = {
    int: (forms.IntegerField, widgets.UnfoldAdminIntegerFieldWidget),
    float: (forms.FloatField, widgets.UnfoldAdminDecimalFieldWidget),
    str: (forms.CharField, widgets.UnfoldAdminTextInputWidget),
    UUID: (forms.UUIDField, widgets.UnfoldAdminUUIDInputWidget),
    date: (forms.DateField, widgets.UnfoldAdminSingleDateWidget),
    datetime: (forms.DateTimeField, widgets.UnfoldAdminTextInputWidget),
    Decimal: (forms.DecimalField, widgets.UnfoldAdminDecimalFieldWidget),
    Upload: (forms.FileField, widgets.UnfoldAdminFileFieldWidget),
}


class FactForm(forms.Form):
    """Base of all command forms: what was typed, as the command takes it."""

    defaults: ClassVar[dict[str, Any]] = {}

    def inputs(self) -> dict[str, Any]:
        """What is left empty is the default of the command's signature."""
        typed = {name: _taken(value) for name, value in self.cleaned_data.items()}
        empty = {name: self.defaults.get(name) for name in typed if typed[name] in (None, "")}
        return typed | empty


def form_of(command: Callable[..., Any], *, without: str = "") -> type[FactForm]:
    """The form of a command's inputs, leaving out the one that the address names."""
    taken = [given for given in inputs_of(command) if given.name != without]
    fields = {given.name: _field(given) for given in taken}
    defaults = {given.name: given.default for given in taken}
    return type("FactForm", (FactForm,), {**fields, "defaults": defaults})


def _field(given: Input) -> forms.Field:
    options: dict[str, Any] = {
        "required": given.required,
        "label": given.label,
        "help_text": given.help,
    }
    if not given.required and given.default not in (None, (), ""):
        options["initial"] = given.default
    if given.model:
        return _choice_of_row(given.model, options)
    if given.many:
        return RowsField(given.type, **options)
    if given.type is bool:
        widget: forms.Widget = widgets.UnfoldBooleanSwitchWidget()
        return forms.BooleanField(**options | {"required": False}, widget=widget)
    if issubclass(given.type, Enum):
        return _choice_of_member(given.type, options)
    field, kind = _PLAIN[given.type]
    if given.longest:
        options["max_length"] = given.longest
    return field(widget=kind(), **options)


def _choice_of_row(label: str, options: dict[str, Any]) -> forms.Field:
    model = apps.get_model(label)
    rows = model._default_manager.all()
    field: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        rows, widget=widgets.UnfoldAdminSelectWidget(), **options
    )
    return field


def _choice_of_member(kind: type[Enum], options: dict[str, Any]) -> forms.Field:
    choices = [(m.value, _words(m)) for m in kind]
    if "initial" not in options:
        choices = [("", "---------"), *choices]  # nobody means the first one by not choosing
    return forms.TypedChoiceField(
        choices=choices,
        coerce=kind,
        empty_value=None,
        widget=widgets.UnfoldAdminSelectWidget(choices=choices),
        **options,
    )


def _words(member: Enum) -> str:
    """What a person reads for a member: its label if it has one; codes such as TR-BRIDGE stay."""
    value = str(member.value)
    words = value if value.isupper() else value.replace("_", " ").capitalize()
    return str(getattr(member, "label", words))


class RowsField(forms.CharField):
    """Rows typed as lines of comma-separated values; columns are the fields of a dataclass."""

    widget = widgets.UnfoldAdminTextareaWidget

    def __init__(self, kind: type, **options: Any) -> None:
        self.kind = kind
        names = ", ".join(f.name for f in dataclass_fields(kind)) if is_dataclass(kind) else "value"
        options["help_text"] = f"One a line: {names}. {options.get('help_text', '')}".strip()
        super().__init__(**options)

    def clean(self, value: Any) -> tuple[Any, ...]:
        text = super().clean(value)
        lines = enumerate(csv.reader(io.StringIO(text), skipinitialspace=True), start=1)
        return tuple(self._row(number, cells) for number, cells in lines if cells)

    def _row(self, number: int, cells: list[str]) -> Any:
        if not is_dataclass(self.kind):
            return cells[0].strip()
        columns = zip(dataclass_fields(self.kind), map(str.strip, cells), strict=False)
        given = {column.name: cell for column, cell in columns if cell or not _is_optional(column)}
        try:
            return msgspec.convert(given, self.kind, strict=False)
        except msgspec.ValidationError as error:
            raise forms.ValidationError(f"Line {number}: {error}", code="invalid_row") from error


def _is_optional(column: Field[Any]) -> bool:
    return column.default is not MISSING


def _taken(value: Any) -> Any:
    """A chosen row as its primary key, an uploaded file as plain bytes, all else as it is."""
    if hasattr(value, "pk"):
        return value.pk
    if hasattr(value, "read"):
        return Upload(name=value.name, content=value.read())
    return value
