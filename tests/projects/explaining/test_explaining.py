"""Between two log positions: which facts moved P80, by how many days each, adding up exactly."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from eventlog import corrections
from eventlog.doors.svg import day_text
from eventlog.log import read, tail_position
from eventlog.withholding import without
from labor.commands import mobilise_crew, report_mix
from labor.events import Craft
from projects import commands, forecasting
from projects.explaining import errors
from projects.explaining.explaining import explain_move
from projects.explaining.told import Orders
from projects.models import Project
from projects.risk.simulation import ITERATIONS
from projects.state import state_of
from supply import commands as supply
from supply.events import SlipCause
from supply.models import Supplier
from tests.factories import everything
from tests.projects.building import LNTP, heard

JAN_7, JAN_8, JAN_20 = date(2025, 1, 7), date(2025, 1, 8), date(2025, 1, 20)
A, C = date(2026, 9, 1), date(2029, 1, 8)
FEW = 1024


@pytest.fixture
def moved(build, sign):
    """A build and the position before four things happened to it."""
    sign(a=A, c=C)
    Supplier.objects.create(code="VOLT", name="Volt & Sons")
    order = supply.place_order(
        site=build.site,
        number="PO-1",
        package="XFMR",
        supplier="VOLT",
        description="Main transformer",
        promised_on=date(2026, 6, 1),
        on=LNTP,
        meta=heard(LNTP),
    ).stream
    since = tail_position()
    commands.start_activity(activity_id=build.activity("PC-020"), on=JAN_7, meta=heard(JAN_7))
    crew = mobilise_crew(
        site=build.site,
        name="Wiremen",
        craft=Craft.ELEC,
        journeypersons=20,
        apprentices_year_1=180,
        on=JAN_8,
        meta=heard(JAN_8),
    ).stream
    supply.move_promise(
        order_id=order,
        promised_on=date(2027, 6, 1),
        cause=SlipCause.FACTORY,
        on=JAN_8,
        meta=heard(JAN_8),
    )
    report_mix(
        crew_id=crew, journeypersons=30, apprentices_year_1=170, on=JAN_20, meta=heard(JAN_20)
    )
    return build, since


def titles(explained, tranche="A"):
    (move,) = (each for each in explained.moves if each.tranche == tranche)
    return {step.title: step for step in move.steps}


def test_each_cause_has_its_days_and_they_add_up_to_the_move(moved):
    build, since = moved
    explained = explain_move(build.code, since=since, until=tail_position(), iterations=FEW)

    found = titles(explained)
    order = found["Order PO-1 is now promised for 1 Jun 2027, because of factory."]
    assert order.days > 30
    assert [step.title for step in explained.moves[0].steps][:1] == ["Time passed without news"]
    assert {"Crew Wiremen: 2 facts"} <= set(found)
    for move in explained.moves:
        assert sum(step.days for step in move.steps) == move.days
        exact = (move.p80_after - move.p80_before).total_seconds() / 86_400
        assert float(move.days) == pytest.approx(exact, abs=0.0051)


def test_its_ends_are_what_forecasts_at_the_two_positions_say(moved):
    build, since = moved
    explained = explain_move(build.code, since=since, until=tail_position(), iterations=FEW)

    for at, said in ((since, "p80_before"), (tail_position(), "p80_after")):
        forecast = forecasting.computed(state_of(build.code, as_of=at), iterations=FEW)
        assert [each.p80 for each in forecast.tranches] == [
            getattr(move, said).date() for move in explained.moves
        ]


def test_two_runs_print_equal_bytes_and_record_nothing(moved):
    build, since = moved
    before = everything()
    runs = []
    for _ in range(2):
        out = StringIO()
        given = {"since": since, "until": tail_position(), "iterations": FEW}
        call_command("explain", build.code, json=True, stdout=out, **given)
        call_command("explain", build.code, stdout=out, **given)
        runs.append(out.getvalue().encode())

    assert runs[0] == runs[1]
    assert b"Order PO-1 is now promised for 1 Jun 2027" in runs[0]
    assert everything() == before


def test_what_is_known_of_other_sites_and_moves_nothing_is_no_step(moved):
    build, _ = moved
    until = tail_position()
    forecasting.forecast(build.code, as_of=until, iterations=FEW)
    explained = explain_move(build.code, since=until, until=tail_position(), iterations=FEW)

    assert (explained.facts, [move.days for move in explained.moves]) == (0, [0, 0])


def test_a_fact_taken_back_takes_its_days_back(moved):
    build, _ = moved
    until = tail_position()
    (promise,) = read(types=["supply.promise_moved"])
    corrections.retract(position=promise.position, reason="Another order", meta=heard(JAN_20))
    told = titles(explain_move(build.code, since=until, until=until + 1, iterations=FEW))

    assert told[f"Fact {promise.position} taken back: Another order"].days < -30


def test_averaged_over_orders_it_still_adds_up(moved):
    build, since = moved
    explained = explain_move(
        build.code, since=since, until=tail_position(), iterations=256, orders=Orders.ALL
    )
    learnt = explain_move(build.code, since=since, until=tail_position(), iterations=256)

    for move, other in zip(explained.moves, learnt.moves, strict=True):
        assert sum(step.days for step in move.steps) == move.days == other.days


def test_by_default_it_explains_the_newest_forecast_by_the_one_before(moved):
    build, since = moved
    with pytest.raises(errors.NoTwoForecasts):
        explain_move(build.code, iterations=FEW)
    for as_of in (since, tail_position()):
        forecasting.forecast(build.code, as_of=as_of, iterations=64)
    explained = explain_move(build.code, iterations=64)

    assert explained.since == since


def test_positions_that_hold_no_date_are_refused_with_a_reason(moved):
    build, since = moved
    for given, refusal in (
        ({"since": since, "until": 10_000}, errors.NotInTheLog),
        ({"since": 10_000}, errors.NotInTheLog),
        ({"until": 0}, errors.NotInTheLog),
        ({"since": since, "until": since}, errors.NotAfter),
        ({"since": 1, "until": since}, errors.NoDateThen),
        ({"since": since, "until": since + 1, "tranche": "Z"}, errors.NoSuchTranche),
        ({"since": since, "until": since + 1, "iterations": 3}, errors.TooFewIterations),
    ):
        with pytest.raises(refusal):
            explain_move(build.code, **{"iterations": FEW, **given})
    with pytest.raises(CommandError, match="no position 10000"):
        call_command("explain", build.code, since=since, until=10_000)


def test_withheld_facts_are_not_read_and_come_back_behind_the_block(moved):
    build, since = moved
    state = state_of(build.code, as_of=tail_position())
    late = range(since + 1, tail_position() + 1)
    with without(late):
        assert state_of(build.code, as_of=tail_position(), data_date=state.data_date).drivers == (
            state_of(build.code, as_of=since, data_date=state.data_date).drivers
        )
    assert state_of(build.code, as_of=tail_position()) == state


@pytest.fixture
def browser(db):
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def test_the_api_explains_and_says_what_is_wrong_with_a_position(moved, browser):
    build, since = moved
    address = f"/api/v1/projects/{build.code}/explanation/"
    said = browser.get(address, {"from": since, "to": tail_position(), "iterations": FEW}).json()
    assert [move["tranche"] for move in said["moves"]] == ["A", "C"]
    assert said["moves"][0]["steps"][0]["facts"] == []

    wrong = browser.get(address, {"from": 10_000, "to": 10_001})
    assert (wrong.status_code, wrong["Content-Type"]) == (422, "application/problem+json")
    assert wrong.json()["errors"][0]["pointer"] == "/from"
    assert browser.get(address, {"from": "soon"}).status_code == 400
    misspelt = browser.get(address, {"since": since, "to": "soon"}).json()["errors"]
    assert {(each["pointer"], each["code"]) for each in misspelt} == {
        ("/since", "unknown_filter"),
        ("/to", "invalid"),
    }


def test_the_page_tells_the_facts_in_words_with_links_into_the_log(moved, browser):
    build, since = moved
    for as_of in (since, tail_position()):
        forecasting.forecast(build.code, as_of=as_of, iterations=64)
    row = Project.objects.get(code=build.code)
    page = browser.get(
        reverse("admin:projects_project_explanation", args=[row.pk])
    ).content.decode()
    assert "Order PO-1 is now promised for 1 Jun 2027" in page
    assert "P80 moved in all" in page
    assert "/admin/eventlog/storedevent/" in page

    same = {"since": since, "until": since}
    page = browser.get(
        reverse("admin:projects_project_explanation", args=[row.pk]), same
    ).content.decode()
    assert "Choose a forecast that is newer" in page


def test_the_page_says_where_a_forecast_on_record_said_another_day(moved, browser):
    """Both ends are drawn again, with more iterations than a forecast may have had."""
    build, since = moved
    for as_of, iterations in ((since, 1), (tail_position(), ITERATIONS)):
        forecasting.forecast(build.code, as_of=as_of, iterations=iterations)
    row = Project.objects.get(code=build.code)
    page = browser.get(reverse("admin:projects_project_explanation", args=[row.pk]))

    parts = {part.move.tranche: part for part in page.context["page"].parts}
    ((tranche, part),) = [(code, part) for code, part in parts.items() if code == "A"]
    (coarse,) = part.said
    assert (coarse.as_of, coarse.tranche, coarse.iterations) == (since, tranche, 1)
    assert coarse.p80 != part.move.p80_before.date()
    said = " ".join(page.content.decode().split())
    assert f"on record said P80 {day_text(coarse.p80)}, from 1 iterations" in said


def test_the_page_says_why_a_forecast_cannot_be_explained_any_more(moved, browser):
    """The contract behind both forecasts was taken back: nothing that was promised could have moved."""
    build, since = moved
    for as_of in (since, tail_position()):
        forecasting.forecast(build.code, as_of=as_of, iterations=64)
    (contract,) = read(types=["projects.contract_signed"])
    corrections.retract(position=contract.position, reason="Never signed", meta=heard(JAN_20))

    row = Project.objects.get(code=build.code)
    page = browser.get(reverse("admin:projects_project_explanation", args=[row.pk]))
    assert page.status_code == 200
    assert "there was no date that could have moved" in page.content.decode()


def test_without_two_forecasts_the_page_says_so(build, browser):
    row = Project.objects.get(code=build.code)
    page = browser.get(
        reverse("admin:projects_project_explanation", args=[row.pk])
    ).content.decode()
    assert "no two forecasts yet" in page
