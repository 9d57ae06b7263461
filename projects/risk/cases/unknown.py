"""Fields of a case that mean nothing here: which are refused, which passed over and told. Pure.

Whoever writes a case may say more about it than is simulated, so a field beside the model is passed
over. What looks like a part of the model and is not read would change every figure in silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from projects.risk.cases.fields import Fields

DESCRIBE = frozenset(
    (
        *("name", "id", "kind", "type", "title", "label", "category", "tags", "group", "author"),
        *("note", "notes", "comment", "comments", "description", "remark", "remarks"),
        *("why", "reason"),
        *("source", "sources", "reference", "references", "url", "method", "licence", "license"),
        *("oracle", "oracles", "expected", "answer", "answers", "result", "results", "tolerance"),
        *("unit", "units", "formula", "formulas", "rows", "version", "schema", "date", "created"),
        *("mean", "sd", "p10", "p50", "p80", "p90"),
    )
)
"""What tells of a case or of a part of it, or what it is expected to give."""

MODEL = (
    *("activities", "links", "drivers", "incidents", "retests", "driver", "incident", "retest"),
    *("contract_dates", "mix", "tranches"),
)
RISK = ("id", "p", "on", "mult", "delay", "work", "stop", "joined")
RETEST = ("id", "p", "dur", "max", "on")

_ALIKE = 0.8
"""By difflib: "driverz" and "Links" are alike to what they should be, "link_note" is not."""


def look_over_case(fields: Fields, record: Mapping[str, Any]) -> None:
    """Refuse what is written almost as a part of the model and holds something; tell of the rest."""
    for name, value in _unknown(record, MODEL):
        meant = _meant(name, MODEL)
        if meant and _holds(value):
            fields.note(name, f"there is no such field: {meant} is one", "field_unknown")
        else:
            fields.pass_over(name)


def look_over_part(
    fields: Fields, here: str, record: Mapping[str, Any], known: Sequence[str]
) -> None:
    """Of one risk or retest: refuse figures, and what is almost a known field; tell of the rest."""
    for name, value in _unknown(record, known):
        meant = _meant(name, known)
        if meant or _bears(value):
            there_is = f"{meant} is one" if meant else f"there are {', '.join(known)}"
            fields.note(f"{here}.{name}", f"there is no such field: {there_is}", "field_unknown")
        else:
            fields.pass_over(f"{here}.{name}")


def _unknown(record: Mapping[str, Any], known: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if name not in known and name.lower() not in DESCRIBE and not name.startswith(("_", "x-")):
            yield name, value


def _meant(name: str, known: Sequence[str]) -> str | None:
    return next(iter(get_close_matches(name.lower(), known, n=1, cutoff=_ALIKE)), None)


def _holds(value: Any) -> bool:
    return isinstance(value, list | Mapping) and bool(value)


def _bears(value: Any) -> bool:
    """A figure, a law or names within a risk can hardly be there to describe it."""
    return isinstance(value, int | float | list | Mapping) and not isinstance(value, bool)
