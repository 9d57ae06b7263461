"""One signature, two doors: the API's body and the admin's form of a command ask for the same."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from rest_framework import serializers

import labor.api
import sites.api
import supply.api
from eventlog.doors.admin import ReadModelAdmin
from eventlog.doors.forms import form_of
from eventlog.doors.inputs import inputs_of, purpose_of, title_of
from eventlog.doors.serializers import EnumField, body_of
from eventlog.doors.views import subject_of
from labor.commands import mobilise_crew
from supply.commands import move_promise, place_order
from supply.events import SlipCause
from tests.factories import OCTOBER_1, a_site, a_supplier, an_order

DOORS = (sites.api, labor.api, supply.api)
VIEWS = [view for door in DOORS for _, view, _ in door.routes]
COMMANDS = {command for view in VIEWS for command in getattr(view, "commands", ())}


def every_command(test: Callable[..., None]) -> Any:
    named = sorted(COMMANDS, key=lambda command: command.__name__)
    return pytest.mark.parametrize("command", named, ids=title_of)(test)


@every_command
def test_body_and_form_have_the_inputs_of_the_signature_in_its_order(command: Any) -> None:
    names = [given.name for given in inputs_of(command)]

    assert list(body_of(command)().fields) == names
    assert list(form_of(command).base_fields) == names


@every_command
def test_body_and_form_require_the_same(command: Any) -> None:
    body, form = body_of(command)().fields.items(), form_of(command).base_fields.items()

    assert {n for n, field in body if field.required} == {n for n, field in form if field.required}


@every_command
def test_every_command_says_in_one_line_what_it_records(command: Any) -> None:
    assert purpose_of(command).endswith(".")


def test_the_admin_offers_every_command_that_the_api_offers() -> None:
    pages = admin.site._registry.values()
    offered = {c for page in pages if isinstance(page, ReadModelAdmin) for c in page.commands}

    assert offered >= COMMANDS


def test_a_signature_becomes_a_body_with_types_bounds_and_help() -> None:
    fields: dict[str, Any] = dict(body_of(place_order)().fields)

    assert isinstance(fields["promised_on"], serializers.DateField)
    assert fields["number"].max_length == 60
    assert fields["number"].help_text == "Purchase order, unique at the site."
    assert (fields["lot"].required, fields["lot"].default) == (False, "")


def test_an_enum_becomes_a_choice_whose_value_is_the_member() -> None:
    cause = body_of(move_promise)().fields["cause"]

    assert isinstance(cause, EnumField)
    assert cause.run_validation("freight") is SlipCause.FREIGHT


def test_the_input_that_the_address_names_is_left_out() -> None:
    assert subject_of(move_promise, "supply.Order") == "order_id"
    assert subject_of(place_order, "supply.Order") == ""
    assert "order_id" not in body_of(move_promise, without="order_id")().fields


@pytest.mark.django_db
def test_a_form_offers_rows_and_gives_their_keys() -> None:
    a_site(), a_supplier()
    given = {"site": "NTX", "number": "PO-1", "package": "XFMR", "supplier": "VOLT"}
    form = form_of(place_order)({**given, "description": "x", "promised_on": "2026-10-01"})

    assert form.is_valid(), form.errors
    inputs = form.inputs()
    assert (inputs["site"], inputs["supplier"]) == ("NTX", "VOLT")
    assert (inputs["promised_on"], inputs["on"], inputs["lot"]) == (OCTOBER_1, None, "")


@pytest.mark.django_db
def test_what_is_left_empty_in_a_form_is_the_signature_s_default() -> None:
    a_site()
    form = form_of(mobilise_crew)(
        {"site": "NTX", "name": "E", "craft": "ELEC", "journeypersons": "7"}
    )

    assert form.is_valid(), form.errors
    defaults = {
        given.name: given.default for given in inputs_of(mobilise_crew) if not given.required
    }
    assert {name: form.inputs()[name] for name in defaults} == defaults


@pytest.mark.django_db
def test_a_form_refuses_a_row_that_there_is_not() -> None:
    an_order()
    form = form_of(place_order)({"site": "MARS"})

    assert "site" in form.errors
