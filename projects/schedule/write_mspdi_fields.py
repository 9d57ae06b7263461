"""Fields that a Microsoft Project file holds as its own Text1 to Text30, each under its title. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from projects.schedule.model import Activity, Constraint
from projects.schedule.mspdi_writing import Element, element, plain, several
from projects.schedule.own_fields import codes_as_fields, constraints_as_field, own_fields

_FIELD_IDS = (
    *(188743731, 188743734, 188743737, 188743740, 188743743),
    *(188743746, 188743747, 188743748, 188743749, 188743750),
    *range(188743997, 188744017),
)
_MOST_CHARACTERS = 255
_IN_TEXTS = frozenset(
    "optimistic pessimistic phase craft crew_size package hall cx_level "
    "order system weather_exposed".split()
)


@dataclass
class TextFields:
    """Gives each title the next field; what comes after the thirtieth is lost, and said to be."""

    numbers: dict[str, int] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    too_long: int = 0

    def values(self, fields: Mapping[str, str]) -> Iterable[Element]:
        for title, text in fields.items():
            if title not in self.numbers and len(self.numbers) == len(_FIELD_IDS):
                self.lost.add(title)
                continue
            number = self.numbers.setdefault(title, len(self.numbers))
            self.too_long += len(text) > _MOST_CHARACTERS
            yield element(("FieldID", _FIELD_IDS[number]), ("Value", plain(text)))

    def definitions(self) -> Element:
        return several(
            "ExtendedAttribute",
            (
                element(
                    ("FieldID", _FIELD_IDS[number]),
                    ("FieldName", f"Text{number + 1}"),
                    ("Alias", plain(title)),
                )
                for title, number in self.numbers.items()
            ),
        )

    def notes(self) -> list[str]:
        notes = []
        if self.lost:
            notes.append(
                f"Project has {len(_FIELD_IDS)} text fields: lost are {', '.join(sorted(self.lost))}."
            )
        if self.too_long:
            notes.append(
                f"{self.too_long} texts pass the {_MOST_CHARACTERS} characters of a field."
            )
        return notes


def fields_of(
    activity: Activity, *, also: Iterable[str], further: Iterable[Constraint]
) -> dict[str, str]:
    """also: attributes that need a field too. further: constraints that Project has no place for."""
    own = own_fields(activity, _IN_TEXTS | frozenset(also))
    fields = {title: text for title, text in activity.fields.items() if title != "WBS"}
    return own | constraints_as_field(further) | codes_as_fields(activity.codes) | fields
