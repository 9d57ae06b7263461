"""What if: the very commands on a branch that nobody ever hears of."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse

from eventlog.log import read, tail_position
from eventlog.models import StoredEvent
from labor.commands import mobilise_crew
from labor.events import Craft
from labor.models import Crew
from projects.models import Mail, Project, Tranche
from projects.whatif.answering import what_if
from projects.whatif.changes import changes_of, commands
from projects.whatif.errors import ChangeInvalid, ChangeRefused, NothingSupposed, UnknownCommand
from projects.whatif.mitigations import more_journeymen
from sites.commands import record_test
from sites.events import Outcome
from supply import commands as supply
from supply.events import SlipCause
from supply.models import Order, Supplier
from tests.factories import a_system, everything
from tests.projects.building import LNTP, heard
from tests.projects.contracts.signing import line

NOW = datetime(2025, 1, 10, 12, tzinfo=UTC)
A, C = date(2027, 3, 1), date(2027, 6, 1)
FEW = 1024


@pytest.fixture
def late(build, sign):
    """A build whose transformer is promised far too late, and that has too few wiremen."""
    sign(a=A, c=C)
    return held_up(build)


def held_up(build):
    Supplier.objects.create(code="VOLT", name="Volt & Sons")
    supply.place_order(
        site=build.site,
        number="PO-1",
        package="XFMR",
        supplier="VOLT",
        description="Main transformer",
        promised_on=date(2027, 6, 1),
        on=LNTP,
        meta=heard(LNTP),
    )
    mobilise_crew(
        site=build.site,
        name="Wiremen",
        craft=Craft.ELEC,
        journeypersons=20,
        apprentices_year_1=180,
        on=LNTP,
        meta=heard(LNTP),
    )
    return build


def air_freight(on="2026-06-01"):
    order = Order.objects.get(number="PO-1")
    given = {"order_id": str(order.pk), "promised_on": on, "cause": "expedited"}
    return {"command": "move_promise", "inputs": given}


def asked(build, *changes, **other):
    return what_if(build.code, changes_of(list(changes)), iterations=FEW, now=NOW, **other)


def test_an_order_flown_in_saves_days_and_chance_on_the_same_random_numbers(late):
    answer = asked(late, air_freight())
    (a, c) = answer.tranches

    assert a.whole.p80.days_saved > 100
    assert (
        a.whole.p80.days_saved
        == Decimal(round((a.whole.p80.before - a.whole.p80.after) / timedelta(days=1) * 100)) / 100
    )
    assert 0 < a.whole.p80.error_days < 5
    assert a.whole.chance.saved > 0
    assert c.savings[0].difference == c.whole
    assert a.savings[0].title == "Order PO-1 is now promised for 1 Jun 2026, because of expedited."


def test_the_log_the_read_models_and_the_queue_never_hear_of_it(
    late, django_capture_on_commit_callbacks
):
    before = everything(), [fact.payload for fact in read()], Mail.objects.count()
    with django_capture_on_commit_callbacks() as nudges:
        start = Tranche.objects.get(code="A")
        inputs = {"tranche_id": str(start.pk), "now_due_on": "2027-09-01", "reason": "talks"}
        asked(late, air_freight(), {"command": "amend_tranche_start", "inputs": inputs}, teams=2)

    assert (everything(), [fact.payload for fact in read()], Mail.objects.count()) == before
    assert nudges == []
    assert not connection.needs_rollback


@pytest.mark.django_db(transaction=True)
def test_after_a_real_rollback_the_log_is_the_same_to_the_hash(late):
    before = everything(), list(StoredEvent.objects.order_by("position").values())
    asked(late, air_freight())

    assert (everything(), list(StoredEvent.objects.order_by("position").values())) == before
    assert connection.run_on_commit == []
    air = air_freight()["inputs"]
    recorded = supply.move_promise(
        order_id=UUID(air["order_id"]),
        promised_on=date(2026, 6, 1),
        cause=SlipCause.EXPEDITED,
        on=LNTP,
        meta=heard(LNTP),
    )
    assert recorded.position == before[0][0] + 1  # no gap is left


def test_nothing_stays_of_a_change_that_comes_before_a_refused_one(late):
    before = everything()
    with pytest.raises(ChangeRefused) as caught:
        asked(late, air_freight(), air_freight())

    assert everything() == before
    (problem,) = caught.value.details["problems"]
    assert problem["code"] == "promise_unchanged"
    assert problem["pointer"].startswith("/changes/1/inputs")


def test_days_saved_are_money_saved_by_the_agreed_terms(build, signed):
    signed(line("A", starts_on=A))
    (a,) = asked(held_up(build), air_freight()).tranches

    remedy, revenue = a.whole.remedy, a.whole.revenue
    assert a.currency == "USD"
    for money in (remedy, revenue):
        assert money.saved_minor == money.before_minor - money.after_minor > 0
        assert 0 < money.error_minor < money.saved_minor
    assert revenue.before_minor > remedy.before_minor


def test_a_start_that_moves_changes_the_chance_and_not_the_date(late):
    row = Tranche.objects.get(code="A")
    given = {"tranche_id": str(row.pk), "now_due_on": "2029-01-01", "reason": "talks"}
    answer = asked(late, {"command": "amend_tranche_start", "inputs": given})
    (a, _) = answer.tranches

    assert a.whole.p80.days_saved == 0
    assert a.whole.chance.after < a.whole.chance.before
    assert (a.starts_before, a.starts_after) == (A, date(2029, 1, 1))


def test_more_journeymen_help_the_work_that_starts_from_their_day_on(late):
    crew, in_time = Crew.objects.get(name="Wiremen"), air_freight("2025-06-01")
    answers = [
        asked(late, in_time, more_journeymen(crew, 400, on))
        for on in (None, "2026-09-01", "2031-01-01")
    ]
    at_once, later, too_late = (answer.tranches[1].savings[1] for answer in answers)

    saved = [each.difference.p50.days_saved for each in (at_once, later, too_late)]
    assert saved[0] > saved[1] > saved[2] == 0
    assert later.title.startswith("From 1 Sep 2026: Crew Wiremen")
    assert len({answer.data_date for answer in answers}) == 1


def test_foremen_come_among_journeymen_in_the_present_proportion(late):
    crew = Crew.objects.get(name="Wiremen")
    crew.foremen, crew.journeypersons = 30, 270
    inputs = more_journeymen(crew, 40)["inputs"]

    assert (inputs["foremen"], inputs["journeypersons"]) == (34, 306)


def test_a_second_team_halves_the_retests_that_are_owed(late):
    for number in range(4):
        system = a_system(f"UPS-{number}", meta=heard(LNTP))
        record_test(
            system_id=system,
            level="L4",
            procedure="FPT",
            attempt=1,
            outcome=Outcome.FAIL,
            on=LNTP,
            meta=heard(LNTP),
        )
    answer = asked(late, air_freight("2025-06-01"), teams=2)

    team = answer.tranches[0].savings[-1]
    assert team.title == "2 commissioning teams in each hall."
    assert team.difference.p80.days_saved > 0


def test_what_makes_no_sense_is_said_with_its_place(late):
    with pytest.raises(UnknownCommand):
        changes_of([{"command": "import_schedule", "inputs": {}}])
    with pytest.raises(ChangeInvalid) as caught:
        changes_of([air_freight("soon")])
    assert caught.value.details["problems"][0]["pointer"] == "/changes/0/inputs/promised_on"
    with pytest.raises(NothingSupposed):
        asked(late)
    assert "report_mix" in commands()


@pytest.fixture
def browser(db):
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def post(browser, build, body):
    address = f"/api/v1/projects/{build.code}/what-if/"
    return browser.post(address, json.dumps(body), content_type="application/json")


def test_the_api_answers_and_refuses_with_problem_details(late, browser):
    said = post(browser, late, {"changes": [air_freight()], "iterations": FEW})
    assert said.status_code == 200
    assert Decimal(said.json()["tranches"][0]["whole"]["p80"]["days_saved"]) > 100

    for body, code, pointer in (
        ({"changes": [{"command": "fly"}]}, "unknown_command", "/changes/0/command"),
        ({"changes": [air_freight("soon")]}, "change_invalid", "/changes/0/inputs/promised_on"),
        ({"changes": [air_freight("2027-06-01")]}, "change_refused", "/changes/0"),
        ({"changes": []}, "nothing_supposed", "/changes"),
    ):
        problem = post(browser, late, {**body, "iterations": FEW})
        assert (problem.status_code, problem["Content-Type"]) == (422, "application/problem+json")
        assert problem.json()["code"] == code
        assert problem.json()["errors"][0]["pointer"].startswith(pointer)
    assert post(browser, late, {"changes": "all"}).status_code == 400


def test_a_misspelt_field_is_refused_and_not_left_out_of_the_answer(late, browser):
    answer = post(
        browser,
        late,
        {"changes": [{**air_freight(), "input": {}}], "comissioning_teams": 2},
    )

    assert answer.status_code == 400
    assert {(each["pointer"], each["code"]) for each in answer.json()["errors"]} == {
        ("/comissioning_teams", "unknown_field"),
        ("/changes/0/input", "unknown_field"),
    }


def test_the_command_prints_the_same_bytes_twice(late, tmp_path):
    file = tmp_path / "changes.json"
    file.write_text(json.dumps([air_freight()]))
    runs = []
    for _ in range(2):
        out = StringIO()
        call_command("what_if", late.code, file=file, iterations=FEW, stdout=out)
        call_command("what_if", late.code, file=file, iterations=FEW, json=True, stdout=out)
        runs.append(out.getvalue())
    assert runs[0] == runs[1]
    assert "days_saved" in runs[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[\n{"command": ]', "the text is no JSON from line 2, column 13 on"),
        (" ", "the text is empty"),
        ("[" * 100_000, "too deeply nested"),
        (f"[{'9' * 5000}]", "a number in it is too long"),
        ('{"command": "move_promise"}', "a list is wanted"),
        ("[7]", "number 1 is no object with command and inputs"),
        (
            '[{"command": "move_promis"}]',
            "no command move_promis that can be supposed. There are: mov",
        ),
        (
            '[{"command": "move_promise", "inputs": [7]}]',
            "Change 1, move_promise: inputs: No object",
        ),
    ],
)
def test_a_file_that_holds_no_changes_is_refused_in_plain_words(late, tmp_path, text, reason):
    file = tmp_path / "changes.json"
    file.write_text(text)

    with pytest.raises(CommandError, match=re.escape(reason)):
        call_command("what_if", late.code, file=file)


def test_a_file_that_cannot_be_read_is_named(late, tmp_path):
    (tmp_path / "binary").write_bytes(b"\xff\xfe[")
    for name, reason in (("none", "No such file"), ("binary", "is no text in UTF-8")):
        with pytest.raises(CommandError, match=f"{name}.*{reason}"):
            call_command("what_if", late.code, file=tmp_path / name)


def test_all_that_is_wrong_with_a_change_is_said_field_by_field(late):
    part = {"code": "A", "milestone": "HA-320", "starts_on": "2027-03-01"}
    contract = {"command": "sign_contract", "inputs": {"tranches": [{**part, "power_mw": 1}, part]}}

    with pytest.raises(ChangeInvalid) as promise:
        changes_of([{"command": "move_promise", "inputs": {"promised_on": "soon", "frm": 1}}])
    with pytest.raises(ChangeInvalid, match="tranches 2 power_mw: This field is required"):
        changes_of([contract])

    for field in ("order_id: This field is required", "promised_on: Date", "frm: There is no such"):
        assert field in str(promise.value)


def test_the_page_has_ready_forms_and_shows_what_they_save(late, browser):
    row = Project.objects.get(code=late.code)
    address = reverse("admin:projects_project_what_if", args=[row.pk])
    assert "Air freight" in browser.get(address).content.decode()

    order = Order.objects.get(number="PO-1")
    before = tail_position()
    given = {"order": order.pk, "arrives_on": "2026-06-01", "teams": "1"}
    page = browser.post(address, given).content.decode()
    assert "Order PO-1 is now promised for 1 Jun 2026" in page
    (row_of_it,) = re.findall(r"<td[^>]*>Order PO-1 is now.*?</tr>", page, re.DOTALL)[:1]
    assert len(re.findall(r"[+-][\d.]+ ± [\d.]+", row_of_it)) == 3  # P50, P80, chance
    assert tail_position() == before

    page = browser.post(address, {"order": order.pk, "teams": "1"}).content.decode()
    assert "Say this too, or neither." in page
    page = browser.post(address, {"teams": "1"}).content.decode()
    assert "Suppose something" in page
    page = browser.post(address, {"teams": "1", "changes": "[{"}).content.decode()
    assert "These are no changes: the text is no JSON from line 1, column 3 on." in page
