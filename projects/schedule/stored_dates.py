"""The dates and floats that the tool itself left in its file, to hold ours against. Pure.

None of them goes into a schedule: what CPM computes must not lean on what it is compared with.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from xml.parsers import expat

from projects.schedule.errors import UnknownFormat
from projects.schedule.reading import unpacked
from projects.schedule.xer_tables import looks_like_xer, read_tables


@dataclass(frozen=True, kw_only=True)
class StoredDates:
    """One activity as its tool dated it; None where the file says nothing. Floats: work minutes."""

    early_start: datetime | None = None
    early_finish: datetime | None = None
    late_start: datetime | None = None
    late_finish: datetime | None = None
    total_float: int | None = None
    free_float: int | None = None


Fields = Mapping[str, str]

_XER = {
    "early_start": "early_start_date",
    "early_finish": "early_end_date",
    "late_start": "late_start_date",
    "late_finish": "late_end_date",
    "total_float": "total_float_hr_cnt",
    "free_float": "free_float_hr_cnt",
}
_MSPDI = {
    "early_start": "EarlyStart",
    "early_finish": "EarlyFinish",
    "late_start": "LateStart",
    "late_finish": "LateFinish",
    "total_float": "TotalSlack",
    "free_float": "FreeSlack",
}
_PMXML = {
    "early_start": "RemainingEarlyStartDate",
    "early_finish": "RemainingEarlyFinishDate",
    "late_start": "RemainingLateStartDate",
    "late_finish": "RemainingLateFinishDate",
}
_DATES = ("early_start", "early_finish", "late_start", "late_finish")
_TENTHS_OF_A_MINUTE = 10
_ZONE = re.compile(r"(Z|[+-]\d\d:?\d\d)$")


def stored_dates(content: bytes, project: str | None = None) -> dict[str, StoredDates]:
    """By activity code, as the readers name activities. content: of the file, also gzipped.

    project: as for read_schedule. Raises UnknownFormat for what is neither XER nor schedule XML, and
    the refusals of read_tables.
    """
    content = unpacked(content)
    if looks_like_xer(content):
        return _of_xer(content, project)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return _of_xml(content)
    raise UnknownFormat("the file is neither an XER nor the XML of a schedule")


def _of_xer(content: bytes, project: str | None) -> dict[str, StoredDates]:
    tables = read_tables(content)
    chosen = {
        row["proj_id"]
        for row in tables["PROJECT"]
        if project in (row["proj_short_name"], row["proj_id"])
    }
    return {
        row["task_code"]: _stored({name: row[name] for name in _XER.values()}, _XER, _hours)
        for row in tables["TASK"]
        if project is None or row["proj_id"] in (chosen or {project})
    }


def _of_xml(content: bytes) -> dict[str, StoredDates]:
    found: dict[str, StoredDates] = {}
    for tag, fields in _records(content, ("Task", "Activity")):
        if tag == "Task" and fields.get("UID"):
            found[fields["UID"]] = _stored(fields, _MSPDI, _tenths)
        elif tag == "Activity" and fields.get("Id"):
            found[fields["Id"]] = _stored(fields, _PMXML, _hours)
    return found


def _stored(fields: Fields, names: Fields, minutes: Callable[[str], int | None]) -> StoredDates:
    def text(key: str) -> str:
        return fields.get(names.get(key, ""), "").strip()

    early_start, early_finish, late_start, late_finish = (_date(text(key)) for key in _DATES)
    return StoredDates(
        early_start=early_start,
        early_finish=early_finish,
        late_start=late_start,
        late_finish=late_finish,
        total_float=minutes(text("total_float")),
        free_float=minutes(text("free_float")),
    )


def _date(text: str) -> datetime | None:
    """A wall clock date: schedules have no time zone, and one written behind it is dropped.

    What is no date counts as none stored: here nothing is refused, only compared.
    """
    try:
        return datetime.fromisoformat(_ZONE.sub("", text)).replace(second=0, microsecond=0)
    except ValueError:
        return None


def _hours(text: str) -> int | None:
    return _minutes(text.replace(",", "."), 60)


def _tenths(text: str) -> int | None:
    return _minutes(text, 1 / _TENTHS_OF_A_MINUTE)


def _minutes(text: str, unit: float) -> int | None:
    try:
        return round(float(text) * unit)
    except (ValueError, OverflowError):
        return None


def _records(content: bytes, tags: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Elements with one of the tags, each with the text of the elements directly in it."""
    found: list[tuple[str, dict[str, str]]] = []
    path: list[str] = []
    text: list[str] = []

    def begin(tag: str, _attributes: object) -> None:
        path.append(tag)
        text.clear()
        if tag in tags:
            found.append((tag, {}))

    def end(tag: str) -> None:
        path.pop()
        if found and path and path[-1] == found[-1][0]:
            found[-1][1].setdefault(tag, "".join(text))
        text.clear()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as trouble:
        raise UnknownFormat(f"the XML is not whole: {trouble}") from trouble
    return iter(found)


def _refuse(*_details: object) -> None:
    raise UnknownFormat("the file declares a document type, which no schedule needs")
