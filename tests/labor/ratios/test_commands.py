"""The daily check: told on crossing, once."""

from decimal import Decimal
from typing import Any

import pytest

from eventlog.log import read, tail_position
from labor import tasks
from labor.commands import demobilise_crew, report_mix
from labor.events import Craft
from labor.models import RatioBreach
from labor.ratios.commands import check_all_ratios, check_ratio
from labor.ratios.models import LaborJurisdiction, RatioRule
from labor.weeks.commands import report_week
from tests.factories import MAY_1, MAY_4, TODAY, a_crew, a_site, refused, said

pytestmark = pytest.mark.django_db


def a_rule(code: str = "DE-ELEC", **other: Any) -> RatioRule:
    place, _ = LaborJurisdiction.objects.get_or_create(code="DE", defaults={"name": "Delaware"})
    place.sites.add(a_site())
    given = {"craft": "ELEC", "first": 1, "then": 3, "source": "A text", "as_of": TODAY}
    return RatioRule.objects.create(code=code, jurisdiction=place, **{**given, **other})


def check(**other: Any) -> int:
    given = {"site": "NTX", "craft": Craft.ELEC, "rule": "DE-ELEC", "meta": said()}
    return check_ratio(**{**given, **other}).position


def types() -> list[str]:
    return [fact.type for fact in read() if fact.type.startswith("labor.ratio")]


def test_a_breach_names_the_rule_the_heads_and_what_would_mend_it() -> None:
    a_rule()
    a_crew(journeypersons=200, apprentices_year_1=100, helpers=700)
    check()

    row = RatioBreach.objects.get()
    assert (row.open, row.rule, row.says, row.source) == (
        True,
        "DE-ELEC",
        "at most 1:1, then 1:3",
        "A text",
    )
    assert (row.journeys, row.apprentices, row.limit) == (200, 800, 67)
    assert (row.excess_apprentices, row.missing_journeys) == (733, 2198)


@pytest.mark.parametrize(("journeys", "others"), [(200, 800), (20, 980)])
def test_both_crews_of_the_seed_are_found_by_the_daily_round(journeys: int, others: int) -> None:
    a_rule(then=1)
    a_crew(journeypersons=journeys, apprentices_year_1=others, helpers=0)

    assert len(check_all_ratios(meta=said())) == 1


def test_the_round_run_twice_tells_it_once() -> None:
    a_rule()
    a_crew()
    tasks.check_ratios()
    tail = tail_position()
    tasks.check_ratios()

    assert tail_position() == tail
    assert types() == ["labor.ratio_breached"]


def test_a_kept_rule_is_told_when_it_was_broken_and_broken_again_when_it_is() -> None:
    a_rule()
    crew = a_crew()
    check_all_ratios(meta=said())
    report_mix(crew_id=crew, journeypersons=70, apprentices_year_2=20, on=MAY_1, meta=said())
    check_all_ratios(meta=said())
    report_mix(crew_id=crew, journeypersons=7, apprentices_year_2=20, on=MAY_4, meta=said())
    check_all_ratios(meta=said())

    assert types() == ["labor.ratio_breached", "labor.ratio_restored", "labor.ratio_breached"]
    row = RatioBreach.objects.get()
    assert (row.open, row.breaches, row.apprentices) == (True, 2, 20)


def test_crews_of_one_craft_are_counted_together() -> None:
    a_rule(then=1)
    a_crew("One", journeypersons=5, apprentices_year_1=10, helpers=0)
    a_crew("Two", journeypersons=5, apprentices_year_1=0, helpers=0)

    assert check_all_ratios(meta=said()) == []


def test_helpers_count_where_the_rule_says_so() -> None:
    a_rule(counts_helpers=False, then=1)
    a_crew(journeypersons=100, apprentices_year_1=100, helpers=700)

    assert check_all_ratios(meta=said()) == []


def test_a_breach_ends_when_the_crew_leaves() -> None:
    a_rule()
    crew = a_crew()
    check_all_ratios(meta=said())
    demobilise_crew(crew_id=crew, on=MAY_1, meta=said())
    check_all_ratios(meta=said())

    assert not RatioBreach.objects.get().open


def test_a_rule_of_hours_is_not_assessed_before_hours_were_reported_by_class() -> None:
    a_rule("CA", craft="", first=5, then=5, direction="min", basis="hours")
    crew = a_crew()
    with refused("nothing_to_read"):
        check(rule="CA")
    assert check_all_ratios(meta=said()) == []

    report_week(
        crew_id=crew,
        straight_hours=Decimal(12_000),
        apprentice_hours=Decimal(1_000),
        on=TODAY,
        meta=said(),
    )
    check(rule="CA")
    row = RatioBreach.objects.get()
    assert (row.journeys, row.apprentices, row.limit) == (11_000, 1_000, 2_200)


def test_a_rule_of_another_place_or_craft_is_refused() -> None:
    a_rule()
    a_rule("DE-PIPE", craft="PIPE")
    a_crew()
    with refused("unknown_ratio_rule", "rule"):
        check(rule="MARS")
    with refused("ratio_rule_does_not_hold", "rule"):
        check(rule="DE-PIPE")
    LaborJurisdiction.objects.get().sites.clear()
    with refused("ratio_rule_does_not_hold", "rule"):
        check()


@pytest.mark.parametrize("end", ["untied", "switched off", "deleted"])
def test_a_breach_of_a_rule_that_no_longer_holds_is_lifted(end: str) -> None:
    rule = a_rule()
    a_crew()
    check_all_ratios(meta=said())
    if end == "untied":
        rule.jurisdiction.sites.clear()
    elif end == "switched off":
        rule.active = False
        rule.save()
    else:
        rule.delete()
    check_all_ratios(meta=said())
    check_all_ratios(meta=said())

    assert types() == ["labor.ratio_breached", "labor.ratio_lifted"]
    assert RatioBreach.objects.get().restored_on == TODAY


def test_a_check_that_finds_nothing_new_is_refused() -> None:
    a_rule()
    a_crew(journeypersons=10, apprentices_year_1=1, helpers=0)
    with refused("nothing_crossed", "rule"):
        check()


def test_an_edited_rule_keeps_its_past() -> None:
    rule = a_rule()
    rule.then = 1
    rule.save()

    assert list(rule.history.values_list("then", flat=True)) == [1, 3]
