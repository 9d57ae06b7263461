"""The admin page of many facts at once: a file is checked, mended where it is wrong, and recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from eventlog.doors.bulk.columns import help_of
from eventlog.doors.bulk.reading import MOST_BYTES, MOST_ROWS, Problem, mended, text_of
from eventlog.doors.bulk.running import Command, Outcome, run_file, table_of
from eventlog.doors.bulk.views import template_file
from eventlog.doors.inputs import inputs_of, purpose_of, title_of
from eventlog.facts import Meta

MOST_CELLS = 800  # to mend on one page: of a thousand fields Django's limit is
NO_FILE = Problem("no_file", "Choose a file, or paste rows with their heading.")


@dataclass(frozen=True)
class Cell:
    """A cell to mend. problems: what is wrong with it."""

    row: int
    column: str
    value: str
    problems: Sequence[str]

    @property
    def field(self) -> str:
        return f"cell:{self.row}:{self.column}"


@dataclass(frozen=True)
class WrongRow:
    """A row with something wrong in it. problems: what is wrong with none of its cells alone."""

    row: int
    line: int
    cells: Sequence[Cell]
    problems: Sequence[str]


def file_page(view: Any, request: HttpRequest, command: Command) -> HttpResponse:
    """GET shows where to put a file, `?template` gives one to fill in; POST checks or records it."""
    if "template" in request.GET:
        return template_file(command, for_a_double_click=True)
    content, outcome, problems = _sent(request, command), None, []
    if request.method == "POST":
        key = request.POST.get("idempotency_key") or uuid4().hex
        meta = Meta(actor=request.user.get_username(), key=f"form:{request.user.pk}:{key}")
        dry_run = request.POST.get("step") != "record"
        outcome = run_file(command, content, meta=meta, dry_run=dry_run) if content else None
        problems = list(outcome.problems) if outcome else [NO_FILE]
        if outcome and outcome.recorded:
            messages.success(request, _recorded(outcome))
            return redirect(_list_of(view))
    context = {
        **view.admin_site.each_context(request),
        "title": f"{title_of(command)} from CSV",
        "purpose": purpose_of(command),
        "columns": [(given.name, help_of(given)) for given in inputs_of(command)],
        "most_rows": MOST_ROWS,
        "most_megabytes": MOST_BYTES // 10**6,
        "opts": view.model._meta,
        "media": view.media,
        "idempotency_key": uuid4().hex,
        "back": _list_of(view),
        "content": text_of(content),
        "outcome": outcome,
        **_wrong(outcome, problems),
    }
    return TemplateResponse(request, "eventlog/from_csv.html", context)


def _sent(request: HttpRequest, command: Command) -> bytes:
    """The file that was chosen, or the text that was pasted or has been mended."""
    if chosen := request.FILES.get("file"):
        return chosen.read()
    content = request.POST.get("content", "").strip("\r\n").encode()
    cells = dict(_mendings(request))
    return mended(table_of(command, content), cells) if cells else content


def _mendings(request: HttpRequest) -> Iterator[tuple[tuple[int, str], str]]:
    for field, value in request.POST.items():
        kind, _, place = field.partition(":")
        row, _, column = place.partition(":")
        if kind == "cell" and row.isdigit():
            yield (int(row), column), str(value)


def _wrong(outcome: Outcome | None, problems: Sequence[Problem]) -> dict[str, Any]:
    """Everything that is wrong: in the file, in rows that can be mended here, and in the rows after them."""
    if outcome is None:
        return {"problems": problems, "wrong_rows": (), "further": ()}
    of_rows = [problem for problem in problems if problem.row]
    groups = [(row, list(group)) for row, group in groupby(of_rows, key=lambda each: each.row)]
    fit = MOST_CELLS // max(1, len(outcome.table.columns))
    rows = [_wrong_row(outcome, row, found) for row, found in groups[:fit]]
    return {
        "problems": [problem for problem in problems if not problem.row],
        "wrong_rows": rows,
        "further": [each for _, found in groups[fit:] for each in found],
        "headings": outcome.table.columns,
        "wrong_count": len(groups),
    }


def _wrong_row(outcome: Outcome, row: int, found: Sequence[Problem]) -> WrongRow:
    line = outcome.table.lines[row - 1]
    columns = outcome.table.columns
    cells = [
        Cell(row, name, line.cells.get(name, ""), [p.detail for p in found if p.column == name])
        for name in columns
    ]
    elsewhere = [_placed(problem) for problem in found if problem.column not in columns]
    return WrongRow(row, line.line, cells, elsewhere)


def _placed(problem: Problem) -> str:
    return f"{problem.column}: {problem.detail}" if problem.column else problem.detail


def _recorded(outcome: Outcome) -> str:
    first, last = outcome.recorded[0].position, outcome.recorded[-1].position
    where = f"at position {first}" if first == last else f"at positions {first} to {last}"
    rows = f"{outcome.rows} row{'' if outcome.rows == 1 else 's'}"
    if outcome.replayed:
        return f"The file had been recorded before: {rows} {where}."
    return f"Recorded {rows} {where}."


def _list_of(view: Any) -> str:
    options = view.model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
