"""The menus of the admin's filters in words: a code with its name, or as the column of its list says it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib.admin import AllValuesFieldListFilter, ChoicesFieldListFilter, FieldListFilter
from django.db.models import CharField

from projects.crewing.pages import CRAFT_NAMES
from sites.commissioning.gates import Gate
from supply.events import IncidentCode
from supply.models import Package

_CODE = re.compile("[a-z]+(_[a-z]+)+")
_COUNTED = re.compile(r"(.*) \(\d+\)")
"""What Django writes of a choice with the number of its rows."""


def _crafts() -> Mapping[str, str]:
    return {code: f"{code} {name}" for code, name in CRAFT_NAMES.items()}


def _packages() -> Mapping[str, str]:
    return {code: f"{code} {name}" for code, name in Package.objects.values_list("code", "name")}


def _incidents_and_gates() -> Mapping[str, str]:
    return {each.value: each.label for each in (*IncidentCode, *Gate)}


_NAMES: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "craft": _crafts,
    "package": _packages,
    "code": _incidents_and_gates,
    "gate": _incidents_and_gates,
}
"""By field, what codes are called."""


class _InWords(FieldListFilter):
    """Before a filter of Django's, whose choices it words; what is filtered by stays the same."""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        names = _NAMES.get(self.field.name, dict)()
        for choice in super().choices(changelist):
            yield {**choice, "display": worded(str(choice["display"]), names)}


class ChoicesInWords(_InWords, ChoicesFieldListFilter):
    """Of a field with choices."""


class ValuesInWords(_InWords, AllValuesFieldListFilter):
    """Of a field without: the values that its rows have."""


def worded(shown: str, names: Mapping[str, str]) -> str:
    """One choice as a menu shows it, with the count of its rows where that is there."""
    counted = _COUNTED.fullmatch(shown)
    code = counted[1] if counted else shown
    told = names.get(code) or (code.replace("_", " ") if _CODE.fullmatch(code) else code)
    return (told or "-") + shown[len(code) :]


FieldListFilter.register(
    lambda field: bool(getattr(field, "flatchoices", None)), ChoicesInWords, take_priority=True
)
FieldListFilter.register(
    lambda field: isinstance(field, CharField) and not field.remote_field,
    ValuesInWords,
    take_priority=True,
)
