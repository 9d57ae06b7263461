"""Elements of a Microsoft Project XML file as text: the opposite of mspdi_fields. Pure.

Project reads its elements in the order of its schema and no other, so each is written from pairs in
that order. Source of the order: files of Project 2019, and mspdi_pj12.xsd as it is published.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from xml.sax.saxutils import escape

from projects.schedule.calendars import DAY

Value: TypeAlias = "str | int | bool | datetime | Element | None"


@dataclass(frozen=True)
class Element:
    """tag, and pairs of tag and value in order; a value of None is left out."""

    pairs: tuple[tuple[str, Value], ...]


def element(*pairs: tuple[str, Value]) -> Element:
    return Element(pairs)


def several(tag: str, elements: Iterable[Element]) -> Element:
    return Element(tuple((tag, each) for each in elements))


def lines_of(tag: str, value: Value, indent: str = "") -> Iterable[str]:
    """The element as XML, a line for each that has only text."""
    if value is None:
        return
    if isinstance(value, Element):
        yield f"{indent}<{tag}>"
        for below, each in value.pairs:
            yield from lines_of(below, each, indent + "\t")
        yield f"{indent}</{tag}>"
    else:
        yield f"{indent}<{tag}>{_text(value)}</{tag}>"


def duration(minutes: int) -> str:
    """PT8H30M0S: hours count on past a day, as Project writes them."""
    hours, rest = divmod(minutes, 60)
    return f"PT{hours}H{rest}M0S"


def time_of_day(minutes: int) -> str:
    """Midnight at the end of a day is that of the next one's beginning."""
    hours, rest = divmod(minutes % DAY, 60)
    return f"{hours:02}:{rest:02}:00"


def plain(text: str) -> str:
    """Without what XML cannot hold, on one line, without blanks at its ends."""
    if text.isprintable():
        return text.strip()
    return "".join(c if c.isprintable() or _is_xml(c) else " " for c in text).strip()


def _is_xml(character: str) -> bool:
    number = ord(character)
    return number >= 0xA0 and not 0xD800 <= number <= 0xDFFF and number not in (0xFFFE, 0xFFFF)


def _text(value: str | int | datetime) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return escape(str(value))
