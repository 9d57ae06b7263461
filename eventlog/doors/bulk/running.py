"""Many facts at once: each row of a file through the command that a single entry calls, all or none.

A dry run goes the same way, in a transaction that is then taken back: so it also finds what only an
earlier row of the file makes wrong, and the log and its read models stay as they were.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from rest_framework import exceptions

from eventlog.doors.bulk import columns
from eventlog.doors.bulk.naming import Names, NotNamed
from eventlog.doors.bulk.reading import Line, Problem, Table, read_table
from eventlog.doors.inputs import Input, inputs_of
from eventlog.doors.problems import flat
from eventlog.doors.serializers import body_of
from eventlog.errors import KeyReused, Refusal
from eventlog.facts import Appended, Meta
from eventlog.log import lock_log
from eventlog.models import StoredEvent

Command = Callable[..., Appended]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a file. recorded: of each row, where its facts stand; nothing after a dry run.

    problems: everything that is wrong with the file; if anything is, nothing was recorded.
    """

    table: Table
    dry_run: bool
    problems: Sequence[Problem] = ()
    recorded: Sequence[Appended] = field(default=())

    @property
    def rows(self) -> int:
        return len(self.table.lines)

    @property
    def replayed(self) -> bool:
        """Whether an earlier request with this key recorded the file."""
        return any(each.replayed for each in self.recorded)


def table_of(command: Command, content: bytes) -> Table:
    return read_table(content, known={each.name: each.required for each in inputs_of(command)})


def run_file(command: Command, content: bytes, *, meta: Meta, dry_run: bool) -> Outcome:
    """Record the facts of all rows of a CSV file, or say all that is wrong with it.

    meta.key makes a repetition recognisable: of the same file it writes nothing, another file is refused.
    """
    table = table_of(command, content)
    if not table.lines or any(not problem.row for problem in table.problems):
        return Outcome(table=table, dry_run=dry_run, problems=table.problems)
    with transaction.atomic():
        lock_log()
        run = _Run(command, meta)
        found = [*table.problems, *run.problems_of(table.lines)]
        if found or dry_run:
            transaction.set_rollback(True)
    found.sort(key=lambda problem: problem.line)
    recorded = () if found or dry_run else run.recorded
    return Outcome(table=table, dry_run=dry_run, problems=found, recorded=recorded)


class _Run:
    """One passage through the rows of a file."""

    def __init__(self, command: Command, meta: Meta) -> None:
        self.command, self.inputs, self.meta = command, inputs_of(command), meta
        self.recorded: list[Appended] = []
        self._names = Names()

    def problems_of(self, lines: Sequence[Line]) -> Iterator[Problem]:
        for each in lines:
            for code, column, detail in self._wrong_with(each):
                yield Problem(code, detail, each.row, each.line, column)
        if self._is_another_file(len(lines)):
            yield Problem(KeyReused.code, KeyReused.says)

    def _wrong_with(self, line: Line) -> Iterator[tuple[str, str, str]]:
        """Why a row is refused: code, column, detail; if for nothing, its facts are recorded."""
        body, wrong = self._body_of(line.cells)
        sent = body_of(self.command)(data=body)
        if not sent.is_valid():
            named = {column for _, column, _ in wrong}
            wrong += (each for each in _told(sent.errors) if each[1] not in named)
        if wrong:
            yield from wrong
            return
        taken = {n: tuple(v) if isinstance(v, list) else v for n, v in sent.validated_data.items()}
        meta = replace(self.meta, key=self._key_of(line.row))
        try:
            self.recorded.append(self.command(meta=meta, **taken))
        except Refusal as refusal:
            yield refusal.code, _column(refusal.field, self.inputs), str(refusal)

    def _body_of(self, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[Any]]:
        """The cells as the body of a single request, and those that name no row."""
        body: dict[str, Any] = {}
        wrong: list[Any] = []
        for given in self.inputs:
            if given.name not in cells:
                continue
            try:
                body[given.name] = columns.value_of(given, cells[given.name], self._names)
            except NotNamed as error:
                body[given.name] = cells[given.name]
                wrong.append((error.code, given.name, str(error)))
        return body, wrong

    def _key_of(self, row: int) -> str | None:
        return f"{self.meta.key}:{row}" if self.meta.key else None

    def _is_another_file(self, rows: int) -> bool:
        """Whether the key was used before, for a file with fewer rows, or more."""
        again = {each.replayed for each in self.recorded}
        return len(again) > 1 or (
            True in again and StoredEvent.objects.filter(key=self._key_of(rows + 1)).exists()
        )


def _told(errors: Any) -> Iterator[tuple[str, str, str]]:
    for error in flat(exceptions.ValidationError(errors)):
        column, _, inner = error["pointer"].removeprefix("/").partition("/")
        where = f"{inner.replace('/', ', ')}: " if inner else ""
        yield error["code"], column, where + error["detail"]


def _column(name: str | None, inputs: Sequence[Input]) -> str:
    return name if name in {given.name for given in inputs} and name else ""
