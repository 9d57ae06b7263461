from typing import Any

import pytest

from labor.commands import demobilise_crew, mobilise_crew, report_mix
from labor.events import Craft
from labor.models import Crew, MixReport
from labor.queries import crews_as_of, crews_on_site, mix_history, mix_reports_as_of
from tests.factories import (
    APRIL_1,
    LONG_AGO,
    MARCH_2,
    MAY_1,
    MAY_4,
    NOWHERE,
    TODAY,
    TOMORROW,
    a_crew,
    a_site,
    refused,
    said,
)

pytestmark = pytest.mark.django_db


def test_a_mobilised_crew_is_on_site_with_its_heads() -> None:
    crew = Crew.objects.get(pk=a_crew(journeypersons=200, foremen=20, general_foremen=2))

    assert (crew.site_id, crew.craft, crew.mobilised_on) == ("NTX", "ELEC", APRIL_1)
    assert (crew.journey_level, crew.others, crew.heads) == (222, 800, 1022)
    assert crew.span == pytest.approx(800 / 222)


def test_a_crew_is_mobilised_today_at_its_site_when_no_day_is_given() -> None:
    assert Crew.objects.get(pk=a_crew(on=None)).mobilised_on == TODAY


def test_foremen_that_nobody_counted_differ_from_none() -> None:
    assert Crew.objects.get(pk=a_crew("uncounted")).foremen is None
    assert Crew.objects.get(pk=a_crew("none", foremen=0)).foremen == 0


def test_apprentices_of_unknown_year_are_kept_as_reported() -> None:
    crew = Crew.objects.get(pk=a_crew(apprentices_of_unknown_year=40, helpers=0))

    assert (crew.apprentices_of_unknown_year, crew.apprentices_year_1, crew.others) == (
        40,
        100,
        140,
    )


def test_a_crew_without_journey_level_has_no_span() -> None:
    assert Crew.objects.get(pk=a_crew(journeypersons=0)).span is None


def test_a_reported_mix_replaces_the_heads_and_stays_in_the_history() -> None:
    crew = a_crew(journeypersons=200, helpers=800)
    report_mix(crew_id=crew, journeypersons=20, helpers=980, on=MAY_1, meta=said())

    now = Crew.objects.get(pk=crew)
    assert (now.journeypersons, now.helpers, now.apprentices_year_1) == (20, 980, 0)
    assert now.counted_on == MAY_1
    history = [(row.on, row.journeypersons) for row in mix_history("NTX")]
    assert history == [(APRIL_1, 200), (MAY_1, 20)]


def test_a_recount_of_the_same_day_replaces_the_first() -> None:
    crew = a_crew()
    for counted in (20, 25):
        report_mix(crew_id=crew, journeypersons=counted, on=MAY_1, meta=said())

    assert MixReport.objects.get(on=MAY_1).journeypersons == 25


def test_a_demobilised_crew_is_no_longer_on_site() -> None:
    crew = a_crew()
    demobilise_crew(crew_id=crew, on=MAY_1, meta=said())

    assert Crew.objects.get(pk=crew).demobilised_on == MAY_1
    assert not crews_on_site("NTX").exists()


def test_a_crew_that_left_may_come_back() -> None:
    crew = a_crew()
    demobilise_crew(crew_id=crew, on=MAY_1, meta=said())
    a_crew(on=MAY_4, journeypersons=7)

    back = Crew.objects.get(pk=crew)
    assert (back.mobilised_on, back.demobilised_on, back.journeypersons) == (MAY_4, None, 7)


def test_crews_can_be_asked_for_as_of_a_past_position() -> None:
    crew = a_crew(journeypersons=200)
    then = Crew.objects.get(pk=crew).position
    report_mix(crew_id=crew, journeypersons=20, on=MAY_1, meta=said())
    left = demobilise_crew(crew_id=crew, on=MAY_4, meta=said()).position

    assert [row.journeypersons for row in crews_as_of("NTX", then)] == [200]
    assert [row.journeypersons for row in crews_as_of("NTX", left - 1)] == [20]
    assert crews_as_of("NTX", left) == []
    assert len(mix_reports_as_of("NTX", then)) == 1


def test_a_crew_on_site_is_not_mobilised_again() -> None:
    a_crew()
    with refused("crew_already_mobilised", "name"):
        a_crew()


def test_a_crew_comes_back_neither_with_another_craft_nor_before_it_left() -> None:
    demobilise_crew(crew_id=a_crew(), on=MAY_4, meta=said())

    with refused("crew_of_another_craft", "craft"):
        a_crew(on=TODAY, craft=Craft.PIPE)
    with refused("mobilised_before_demobilised", "on"):
        a_crew(on=MAY_1)


def test_a_crew_of_an_unknown_site_is_refused() -> None:
    with refused("unknown_site", "site"):
        mobilise_crew(site="MARS", name="First", craft=Craft.ELEC, journeypersons=1, meta=said())


@pytest.mark.parametrize(
    "name", ["journeypersons", "foremen", "apprentices_year_3", "apprentices_of_unknown_year"]
)
def test_a_negative_head_count_is_refused_at_its_field(name: str) -> None:
    heads: dict[str, Any] = {name: -1}
    a_site()
    with refused("negative_heads", name):
        a_crew(**heads)


def test_a_negative_head_count_is_refused_in_a_report_too() -> None:
    crew = a_crew()
    with refused("negative_heads", "helpers"):
        report_mix(crew_id=crew, journeypersons=20, helpers=-980, meta=said())


def test_more_heads_than_a_column_holds_are_refused() -> None:
    crew = a_crew()
    with refused("too_many_heads", "helpers"):
        report_mix(crew_id=crew, journeypersons=1, helpers=10**30, meta=said())


def test_a_crew_without_heads_is_refused() -> None:
    crew = a_crew()
    with refused("empty_crew"):
        report_mix(crew_id=crew, journeypersons=0, meta=said())


def test_a_mix_older_than_the_last_is_refused() -> None:
    crew = a_crew(on=APRIL_1)
    report_mix(crew_id=crew, journeypersons=20, on=MAY_4, meta=said())

    with refused("mix_older_than_last", "on"):
        report_mix(crew_id=crew, journeypersons=25, on=MAY_1, meta=said())
    with refused("mix_older_than_last", "on"):
        demobilise_crew(crew_id=crew, on=MAY_1, meta=said())


@pytest.mark.parametrize(
    ("on", "code"), [(TOMORROW, "day_in_future"), (LONG_AGO, "day_out_of_range")]
)
def test_a_mix_of_an_impossible_day_is_refused(on: Any, code: str) -> None:
    crew = a_crew(on=MARCH_2)
    with refused(code, "on"):
        report_mix(crew_id=crew, journeypersons=20, on=on, meta=said())


def test_a_demobilised_crew_reports_and_leaves_no_more() -> None:
    crew = a_crew()
    demobilise_crew(crew_id=crew, on=MAY_1, meta=said())

    with refused("crew_demobilised", "crew_id"):
        report_mix(crew_id=crew, journeypersons=20, on=MAY_4, meta=said())
    with refused("crew_demobilised", "crew_id"):
        demobilise_crew(crew_id=crew, on=MAY_4, meta=said())


def test_an_unknown_crew_is_refused() -> None:
    with refused("unknown_crew", "crew_id"):
        report_mix(crew_id=NOWHERE, journeypersons=20, meta=said())


def test_a_name_longer_than_its_column_is_refused() -> None:
    a_site()
    with refused("text_too_long", "name"):
        a_crew("x" * 61)
