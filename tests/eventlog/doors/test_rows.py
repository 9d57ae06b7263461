"""Rows given to commands, of which some columns may be left out."""

from dataclasses import dataclass
from typing import Any

import pytest

from eventlog.doors.forms import form_of
from eventlog.doors.serializers import body_of


@dataclass(frozen=True, kw_only=True)
class Bounded:
    name: str
    low: float | None = None
    unit: str = "V"


def bound(*, rows: tuple[Bounded, ...]) -> None:
    """Take rows of which some columns may be left out."""


@pytest.mark.parametrize("given", [{"name": "a"}, {"name": "a", "low": None}])
def test_a_column_with_a_default_may_be_left_out_of_a_body(given: dict[str, Any]) -> None:
    body = body_of(bound)(data={"rows": [given]})

    assert body.is_valid(), body.errors
    assert body.validated_data["rows"] == [Bounded(name="a")]


def test_an_empty_cell_of_a_form_is_the_column_s_default() -> None:
    form = form_of(bound)({"rows": "a, , mV\nb, 3\nc"})

    assert form.is_valid(), form.errors
    assert form.inputs()["rows"] == (
        Bounded(name="a", unit="mV"),
        Bounded(name="b", low=3),
        Bounded(name="c"),
    )


def test_a_row_without_what_it_must_have_is_still_refused() -> None:
    assert not body_of(bound)(data={"rows": [{"low": 3}]}).is_valid()
