"""What spreadsheets call CSV: read where it is certain, told where it is not, all at once."""

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlog.doors.bulk.columns import cell_of, value_of
from eventlog.doors.bulk.naming import Names
from eventlog.doors.bulk.reading import MOST_BYTES, MOST_ROWS, mended, read_table, written
from eventlog.doors.inputs import Input

KNOWN = {"order_id": True, "promised_on": True, "note": False}
ROW = "PO-1,2026-10-01,late"


def read(text, encoding="utf-8"):
    return read_table(text.encode(encoding), known=KNOWN)


def codes(table):
    return [(problem.code, problem.line, problem.column) for problem in table.problems]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_save_is_read(separator, encoding):
    text = f"order_id,promised_on,note\r\n{ROW}\r\n".replace(",", separator)
    table = read(text, encoding)

    assert table.separator == separator
    assert not table.problems
    (line,) = table.lines
    assert (line.row, line.line) == (1, 2)
    assert line.cells == {"order_id": "PO-1", "promised_on": "2026-10-01", "note": "late"}


def test_a_heading_may_be_written_as_the_form_shows_it_in_any_order():
    table = read(f"Note,Promised on,Order\n{'late,2026-10-01,PO-1'}\n")

    assert table.columns == ("note", "promised_on", "order_id")
    assert not table.problems


def test_notes_and_empty_lines_are_passed_over_and_lines_are_counted_all_the_same():
    table = read(f"order_id,promised_on,note\n# what to write,,\n\n,,\n{ROW}\n")

    assert [(line.row, line.line) for line in table.lines] == [(1, 5)]


def test_a_text_over_two_lines_is_one_cell():
    table = read(f'order_id,promised_on,note\nPO-0,2026-10-01,"one\ntwo"\n{ROW}\n')

    assert [line.line for line in table.lines] == [2, 4]
    assert table.lines[0].cells["note"] == "one\ntwo"


def test_what_an_export_guarded_is_read_as_it_was():
    assert read("order_id,promised_on\n'=1,2026-10-01\n").lines[0].cells["order_id"] == "=1"


def test_columns_that_are_wrong_are_told_all_at_once():
    table = read("order_id,promised_one,order_id,\nPO-1,x,y,z\n")

    assert codes(table) == [
        ("unknown_column", 1, "promised_one"),
        ("column_twice", 1, "order_id"),
        ("column_without_name", 1, ""),
        ("missing_column", 1, "promised_on"),
    ]
    assert "Is promised_on meant?" in table.problems[0].detail


def test_a_row_said_twice_and_one_with_too_many_cells_are_told():
    table = read(f"order_id,promised_on,note\n{ROW}\nPO-2,2026-10-01,a,b\n{ROW}\n")

    assert [(p.code, p.row) for p in table.problems] == [("too_many_cells", 2), ("row_twice", 3)]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "file_empty", 0),
        (b"\r\n ,\r\n"[:3], "file_empty", 0),
        (b"order_id,promised_on,note\n", "no_rows", 0),
        ("order_id,promised_on\nKöln,x\n".encode("latin-1"), "not_utf8", 2),
        (b"PK\x03\x04rest", "not_csv", 0),
        (b"a\0b", "not_csv", 0),
        (b'order_id,promised_on\n"PO-1,x\n', "not_csv", 2),
        (b"x" * (MOST_BYTES + 1), "file_too_large", 0),
        (b"order_id,promised_on\n" + b"a,b\n" * (MOST_ROWS + 1), "too_many_rows", MOST_ROWS + 2),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_says_why(content, code, line):
    (problem,) = read_table(content, known=KNOWN).problems

    assert (problem.code, problem.line) == (code, line)
    assert problem.detail


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(str.strip)


@given(st.lists(st.tuples(st.integers(), CELL, CELL), min_size=1, max_size=9, unique=True))
def test_rows_written_are_the_rows_read(rows):
    names = list(KNOWN)
    given_rows = [dict(zip(names, map(str, row), strict=True)) for row in rows]
    table = read_table(written(names, given_rows).encode(), known=KNOWN)

    assert [{n: line.cells.get(n, "") for n in names} for line in table.lines] == given_rows


def test_a_mended_file_has_the_other_cells_as_they_were():
    table = read(f"Order;Promised on;Note\n{ROW.replace(',', ';')}\nPO-2;soon;x\n")
    again = read_table(mended(table, {(2, "promised_on"): "2026-10-02"}), known=KNOWN)

    assert [line.cells["promised_on"] for line in again.lines] == ["2026-10-01", "2026-10-02"]
    assert again.lines[0].cells == table.lines[0].cells


@dataclass(frozen=True)
class Shift:
    start: str
    end: str
    crew: str = ""


ROWS = Input("shifts", Shift, True, None, True, None, "", None)


def test_items_are_written_in_the_order_in_which_they_are_read():
    items = [{"end": "17:00", "start": "08:00"}, {"crew": "B, late", "end": "1", "start": "2"}]

    assert cell_of(ROWS, items) == '08:00,17:00|2,1,"B, late"'
    assert value_of(ROWS, cell_of(ROWS, items), Names()) == items
    assert value_of(ROWS, json.dumps(items), Names()) == items
