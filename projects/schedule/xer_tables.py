"""The tables of a Primavera P6 XER file, as text: nothing in here knows what a row means. Pure.

An XER is lines of tab-separated fields: ERMHDR, then %T table, %F field names, %R rows, and %E at
the very end. A file without its end, or with a row that lacks fields, has lost something, so it is
refused and not read in part. Only P6 ends a file in %E: tools that imitate it write ERMTAIL, and
drop empty fields at a row's end, which is put up with and noted.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field

from projects.schedule.errors import NotAnXer, XerCutShort, XerMalformed

Row = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class NumberedRow:
    """One %R line: its fields by name, blanks stripped, and its line number in the file."""

    line: int
    values: Row

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(frozen=True, kw_only=True)
class XerTables:
    """rows: by table name, in file order. notes: what was put up with while reading."""

    rows: dict[str, list[NumberedRow]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def __getitem__(self, table: str) -> list[NumberedRow]:
        return self.rows.get(table, [])

    def __contains__(self, table: str) -> bool:
        return table in self.rows


def looks_like_xer(content: bytes) -> bool:
    return _without_mark(content[:64]).startswith((b"ERMHDR", "ERMHDR".encode("utf-16-le")))


def read_tables(content: bytes) -> XerTables:
    """Raises NotAnXer without the header, XerCutShort or XerMalformed where rows do not fit."""
    if not looks_like_xer(content):
        raise NotAnXer("the file does not begin with ERMHDR, as every XER does")
    text, notes = _decoded(content)
    tables: dict[str, list[NumberedRow]] = {}
    short_rows: list[XerCutShort] = []
    names: list[str] = []
    table = end = ""
    for number, (mark, *fields) in _lines(text):
        if mark == "%T" and fields:
            table, names = fields[0].strip(), []
            tables.setdefault(table, [])
        elif mark == "%F":
            names = [name.strip() for name in fields]
        elif mark == "%R":
            if len(fields) < len(names):
                short_rows.append(_short(table, names, fields, number))
            tables.setdefault(table, []).append(_row(table, names, fields, number))
        elif mark in ("%E", "ERMTAIL"):
            end = mark
    if not end:
        raise XerCutShort("the file has no %E at its end: it was cut short", table=table or None)
    if short_rows and end == "%E":
        raise short_rows[0]
    notes += [f"{short}: the last are taken as empty." for short in short_rows]
    return XerTables(rows=tables, notes=tuple(notes))


def _decoded(content: bytes) -> tuple[str, list[str]]:
    """UTF-8 where it is that, else the Windows code page that P6 writes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace"), []
    content = _without_mark(content)
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    return text, [f"{lost} characters are in no known encoding"] if lost else []


def _without_mark(content: bytes) -> bytes:
    return content.removeprefix(codecs.BOM_UTF8).removeprefix(codecs.BOM_UTF16_LE)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and fields. A line without a mark continues the text of the one before it."""
    pending: tuple[int, str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        if line.startswith(("%", "ERMHDR", "ERMTAIL")):
            if pending:
                yield pending[0], pending[1].split("\t")
            pending = (number, line)
        elif pending and line.strip("\x1a \t"):
            pending = (pending[0], f"{pending[1]}\n{line}")
    if pending:
        yield pending[0], pending[1].split("\t")


def _short(table: str, names: list[str], fields: list[str], number: int) -> XerCutShort:
    message = f"{len(fields)} fields where the table has {len(names)}"
    return XerCutShort(message, table=table, row=number)


def _row(table: str, names: list[str], fields: list[str], number: int) -> NumberedRow:
    if not table or not names:
        raise XerMalformed("a row stands before the names of its fields", row=number)
    if any(extra.strip() for extra in fields[len(names) :]):
        raise XerMalformed(
            f"{len(fields)} fields where the table has {len(names)}", table=table, row=number
        )
    values = {name: value.strip() for name, value in zip(names, fields, strict=False)}
    return NumberedRow(line=number, values=values)
