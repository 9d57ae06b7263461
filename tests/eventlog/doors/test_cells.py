"""Whatever a text says, it is a text in the file, and the same when it is read back."""

import csv
import io
from datetime import date, datetime
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from eventlog.doors.lists.cells import as_typed, day, in_csv, in_xlsx, instant, neutral
from eventlog.doors.lists.columns import Column
from eventlog.doors.lists.files import csv_of, xlsx_of

ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
TEXT = st.builds(str.__add__, st.sampled_from(["", "=", "-", "@", "\t", "'", "'=", "''+"]), ANY)
PRINTED = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@given(TEXT)
def test_a_text_comes_back_as_it_was(text):
    assert as_typed(neutral(text)) == text


@given(TEXT)
def test_no_cell_begins_as_a_formula(text):
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A0", "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1"])  # noqa: RUF001
def test_what_a_spreadsheet_would_run_is_shown_instead(text):
    assert in_csv(text) == f"'{text}"


def test_a_number_is_no_text_and_keeps_its_sign():
    assert (in_csv(-5), in_csv(-0.5), in_csv(True), in_csv(None)) == ("-5", "-0.5", "true", "")


def columns(*names, read=None):
    return [Column((name,), read) for name in names]


@given(st.lists(st.tuples(TEXT, TEXT), max_size=20))
def test_rows_written_as_csv_are_the_rows_read_back(rows):
    content = b"".join(csv_of(columns("a", "b"), rows)).decode()
    heading, *lines = csv.reader(io.StringIO(content, newline=""))

    assert heading == ["a", "b"]
    assert [tuple(map(as_typed, line)) for line in lines] == rows


def test_a_file_begins_before_its_rows_have_ended():
    endless = repeat(["a", 1])

    assert next(csv_of(columns("a", "b"), endless)).startswith(b"a,b\r\na,1\r\n")


@given(st.lists(st.tuples(PRINTED, st.integers(-(10**14), 10**14), st.booleans()), max_size=5))
def test_rows_written_as_xlsx_are_the_rows_read_back_with_their_types(rows):
    content = b"".join(xlsx_of(columns("a", "b", "c"), rows))
    sheet = load_workbook(io.BytesIO(content)).active
    heading, *lines = sheet.iter_rows(values_only=True)

    assert heading == ("a", "b", "c")
    assert [(text or "", number, flag) for text, number, flag in lines] == rows


def test_a_workbook_holds_no_formula():
    content = b"".join(xlsx_of(columns("a"), [["=1+1"], ["#N/A"]]))
    cells = [row[0] for row in load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)]

    assert [(cell.data_type, cell.value) for cell in cells] == [("s", "=1+1"), ("s", "#N/A")]


def test_a_day_is_a_day_in_a_workbook_and_an_instant_is_in_utc():
    assert in_xlsx("2026-04-07", day) == date(2026, 4, 7)
    assert in_xlsx("2026-04-07T08:00:00+02:00", instant) == datetime(2026, 4, 7, 6)  # noqa: DTZ001
    assert in_xlsx(2**60) == str(2**60)  # a spreadsheet would round it
    assert in_xlsx("a\x00b") == "a\ufffdb"
