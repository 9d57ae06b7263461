"""What docs/explaining.md says is so."""

import json
import re
from decimal import Decimal
from pathlib import Path

from django.core.management import get_commands, load_command_class
from django.urls import resolve

from eventlog.errors import Refusal
from projects.explaining.explaining import ITERATIONS
from projects.explaining.grouping import Span, span_of
from projects.explaining.orders import MOST_CAUSES
from projects.explaining.steps import MOST_STEPS, RESAMPLES, SURE
from projects.risk import simulation
from projects.whatif.changes import MOST_CHANGES, changes_of

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "explaining.md").read_text(encoding="utf-8")
DAYS = re.compile(r"^ +([+-]\d+\.\d\d) ± \d+\.\d\d +d (.*)$", re.MULTILINE)


def test_the_steps_printed_add_up_to_the_move_printed():
    *steps, (whole, what) = DAYS.findall(TEXT)

    assert what == "P80 is 25 Jan 2028"
    assert sum(Decimal(days) for days, _ in steps) == Decimal(whole)


def test_the_savings_printed_one_by_one_add_up_to_the_whole():
    (whole,) = re.findall(r"^  P80 .* ([+-]\d+\.\d\d) ± .* saved$", TEXT, re.MULTILINE)
    singly = re.findall(r"^    P80 +([+-]\d+\.\d\d) ±", TEXT, re.MULTILINE)

    assert sum(map(Decimal, singly)) == Decimal(whole)


def test_the_changes_printed_are_what_the_command_takes():
    (printed,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    changes = changes_of(json.loads(printed))

    assert [change.name for change in changes] == ["report_mix", "move_promise"]


def test_the_figures_named_are_those_used():
    for told in (
        f"the command {ITERATIONS:,}",
        f"The page and the API use {simulation.ITERATIONS:,}",
        f"from {RESAMPLES} resamplings",
        f"Steps below {SURE:g} of them",
        f"beyond the {MOST_STEPS} largest",
        f"refused above {MOST_CAUSES} causes",
        f"at most {MOST_CHANGES} changes",
    ):
        assert told in TEXT, told
    assert [span_of(days) for days in (31, 32, 183, 184)] == [
        Span.DAY,
        Span.WEEK,
        Span.WEEK,
        Span.MONTH,
    ]


def test_every_door_and_refusal_named_is_one():
    for name in set(re.findall(r"`manage.py (\w+)", TEXT)):
        load_command_class(get_commands()[name], name)
    for address in re.findall(r"/api/v1/[\w{}/-]+", TEXT):
        assert "unknown_address" not in str(resolve(address.replace("{code}", "LVB-1")).func)
    codes = {kind.code for kind in Refusal.__subclasses__()}
    assert {"no_date_then", "unknown_command", "change_invalid", "change_refused"} <= codes
