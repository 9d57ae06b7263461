"""The tables of a Primavera P6 XER file, as text: nothing in here knows what a row means. Pure.

An XER is lines of tab-separated fields: ERMHDR, then %T table, %F field names, %R rows, and %E at
the very end. A file without its end, or with a row that lacks fields, has lost something, so it is
refused and not read in part. Only P6 ends a file in %E: tools that imitate it write ERMTAIL, and
drop or add empty fields at a row's end, which is put up with and noted.
"""

import codecs
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from projects.schedule.errors import NotAnXer, Problem, XerCutShort, XerMalformed
from projects.schedule.gathering import Row
from projects.schedule.xer_encoding import decoded

_NO_COLUMNS: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """One %R line: where each field stands, which all rows of a table share, and its line number."""

    line: int
    columns: Mapping[str, int] = field(default_factory=dict)
    cells: Sequence[str] = ()

    def __getitem__(self, name: str) -> str:
        at = self.columns.get(name)
        return self.cells[at].strip() if at is not None and at < len(self.cells) else ""


@dataclass(frozen=True, kw_only=True)
class XerTables:
    """rows: by table name, in file order. unread: rows of the tables that were not asked for.

    columns: the fields of each table. problems, notes: what is wrong, and what was put up with.
    """

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()

    def __getitem__(self, table: str) -> Sequence[Row]:
        return self.rows.get(table, ())

    def __contains__(self, table: str) -> bool:
        return table in self.rows


def looks_like_xer(content: bytes) -> bool:
    start = content[:64].removeprefix(codecs.BOM_UTF8)
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        start = start.removeprefix(mark)
    return start.startswith(tuple("ERMHDR".encode(name) for name in _ENCODINGS))


_ENCODINGS = ("ascii", "utf-16-le", "utf-16-be")


def read_tables(content: bytes, *, wanted: Collection[str] | None = None) -> XerTables:
    """The wanted tables, or all. Others are counted and not held: POBS alone may be 30 times the rest.

    Raises NotAnXer without the header, XerCutShort without the end.
    """
    if not looks_like_xer(content):
        raise NotAnXer("the file does not begin with ERMHDR, as every XER does")
    text, notes = decoded(content)
    return _Tables(wanted, notes).read(text)


class _Tables:
    def __init__(self, wanted: Collection[str] | None, notes: list[str]) -> None:
        self._wanted, self._notes = wanted, notes
        self._rows: dict[str, list[NumberedRow]] = {}
        self._names: dict[str, list[str]] = {}
        self._unread: dict[str, int] = {}
        self._problems: list[Problem] = []
        self._uneven: list[Problem] = []
        self._table = ""
        self._columns = _NO_COLUMNS

    def read(self, text: str) -> XerTables:
        end = ""
        for number, line in _lines(text):
            mark, _, rest = line.partition("\t")
            if mark == "%R":
                self._take_row(number, rest)
            elif mark == "%T" and rest:
                self._begin(rest.split("\t", 1)[0].strip())
            elif mark == "%F":
                self._name_columns([name.strip() for name in rest.split("\t")])
            elif mark.strip() in ("%E", "ERMTAIL"):
                end = mark.strip()
        if not end:
            message = "the file has no %E at its end: it was cut short"
            raise XerCutShort(message, table=self._table or None)
        if end == "%E":
            self._problems = sorted([*self._problems, *self._uneven], key=lambda p: p.row or 0)
        else:
            self._notes += [f"{row}: what lacks is taken as empty." for row in self._uneven]
        return XerTables(
            rows=self._rows,
            columns=self._names,
            unread=self._unread,
            problems=self._problems,
            notes=self._notes,
        )

    def _begin(self, table: str) -> None:
        self._table, self._columns = table, _NO_COLUMNS
        if self._wanted is None or table in self._wanted:
            self._rows.setdefault(table, [])
        else:
            self._unread.setdefault(table, 0)

    def _name_columns(self, names: list[str]) -> None:
        self._columns = {name: at for at, name in enumerate(names)}
        self._names[self._table] = names

    def _take_row(self, number: int, rest: str) -> None:
        if self._table in self._unread:
            self._unread[self._table] += 1
            return
        if not self._table or not self._columns:
            message = "a row stands before the names of its fields"
            self._problem(XerMalformed.code, message, number)
            return
        cells, width = rest.split("\t"), len(self._names[self._table])
        if len(cells) < width:
            self._uneven.append(self._wrong_width(XerCutShort.code, cells, number))
        elif any(extra.strip() for extra in cells[width:]):
            self._problems.append(self._wrong_width(XerMalformed.code, cells, number))
        elif len(cells) > width:
            self._uneven.append(self._wrong_width(XerMalformed.code, cells, number))
        self._rows[self._table].append(NumberedRow(number, self._columns, cells))

    def _wrong_width(self, code: str, cells: Sequence[str], number: int) -> Problem:
        width = len(self._names[self._table])
        message = f"{len(cells)} fields where the table has {width}"
        return Problem(code=code, message=message, table=self._table, row=number)

    def _problem(self, code: str, message: str, number: int) -> None:
        table = self._table or None
        self._problems.append(Problem(code=code, message=message, table=table, row=number))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Line number and line. A line without a mark continues the text of the one before it.

    Lines end in CR LF as P6 writes them, in LF, or, from a Mac, in CR alone.
    """
    if "\n" not in text:
        text = text.replace("\r", "\n")
    first, pending = 0, [""]
    number = begin = 0
    while begin <= len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        line = text[begin:end].rstrip("\r")
        begin, number = end + 1, number + 1
        if line.startswith(("%", "ERMHDR", "ERMTAIL")):
            if first:
                yield first, "\n".join(pending)
            first, pending = number, [line]
        elif line.strip("\x1a \t"):
            pending.append(line)
    if first:
        yield first, "\n".join(pending)
