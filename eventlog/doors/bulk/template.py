"""A file to fill in: the columns of a command, below them what to write, and an example."""

from collections.abc import Callable
from typing import Any

from eventlog.doors.bulk.columns import cell_of, help_of
from eventlog.doors.bulk.reading import NOTE, written
from eventlog.doors.examples import example_row_of
from eventlog.doors.inputs import Upload, inputs_of


def takes_rows(command: Callable[..., Any]) -> bool:
    """Whether the command's inputs fit into the cells of a row: a file does not."""
    return all(given.type is not Upload for given in inputs_of(command))


def template_of(command: Callable[..., Any]) -> str:
    """The lines below the heading begin as notes, so that nobody records the example by mistake."""
    inputs = inputs_of(command)
    helps = {given.name: help_of(given) for given in inputs}
    first = inputs[0].name
    notes = [{**row, first: NOTE + row.get(first, "")} for row in (helps, _example_of(command))]
    return written([given.name for given in inputs], notes)


def example_file_of(command: Callable[..., Any]) -> str:
    """A file of one row, that of the example."""
    return written([given.name for given in inputs_of(command)], [_example_of(command)])


def _example_of(command: Callable[..., Any]) -> dict[str, str]:
    example = example_row_of(command)
    given_ones = [given for given in inputs_of(command) if given.name in example]
    return {given.name: cell_of(given, example[given.name]) for given in given_ones}


def file_name_of(command: Callable[..., Any]) -> str:
    return f"{command.__name__.replace('_', '-')}.csv"
