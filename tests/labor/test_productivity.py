"""The formula of DOMAIN.md C.7 against the figures printed there."""

import pytest

from labor.productivity import (
    BOOM_YEARS,
    EQUAL_YEARS,
    CrewMix,
    foreman_factor,
    heads_by_year,
    productivity,
)


def crew(journeypersons: int, apprentices: int, years=EQUAL_YEARS, **more) -> CrewMix:
    return CrewMix(
        journeypersons=journeypersons,
        apprentices_by_year=heads_by_year(apprentices, years),
        **more,
    )


@pytest.mark.parametrize(
    ("mix", "median"),
    [
        (crew(500, 500), 1.00),
        (crew(200, 800), 0.82),
        (crew(100, 900, BOOM_YEARS), 0.62),
        (crew(20, 980), 0.61),
        (crew(20, 980, BOOM_YEARS), 0.54),
    ],
)
def test_medians_are_those_of_the_handbook(mix, median):
    assert round(productivity(mix).median, 2) == median


@pytest.mark.parametrize(
    ("mix", "log_sd"), [(crew(200, 800), 0.043), (crew(20, 980, BOOM_YEARS), 0.119)]
)
def test_spreads_are_those_of_the_handbook(mix, log_sd):
    assert productivity(mix).log_sd == pytest.approx(log_sd, abs=0.001)


def test_the_reference_crew_is_one_without_doubt():
    assert productivity(crew(40, 40)).median == pytest.approx(1)
    assert productivity(crew(40, 40)).log_sd == pytest.approx(0, abs=1e-12)


def test_a_crew_of_journeypersons_only_does_more():
    assert productivity(crew(10, 0)).median > 1.2


def test_a_crew_without_journeypersons_still_works():
    assert 0.35 < productivity(crew(0, 10)).median < 0.6


def test_helpers_count_as_first_year_apprentices():
    helpers = CrewMix(journeypersons=10, helpers=10)
    firsts = CrewMix(journeypersons=10, apprentices_by_year=(10, 0, 0, 0, 0))

    assert productivity(helpers) == productivity(firsts)


def test_more_journeypersons_never_make_a_crew_slower():
    medians = [productivity(crew(j, 100 - j)).median for j in range(101)]

    assert medians == sorted(medians)


@pytest.mark.parametrize(
    ("foremen", "others", "factor"),
    [(None, 99, 1.0), (10, 90, 1.0), (5, 100, 1 / 1.15), (1, 99, 0.8), (0, 100, 0.8), (0, 4, 1.0)],
)
def test_a_foreman_with_too_many_people_slows_them(foremen, others, factor):
    mix = CrewMix(journeypersons=others, foremen=foremen)

    assert foreman_factor(mix) == pytest.approx(factor)


def test_foremen_are_journey_level():
    assert CrewMix(journeypersons=8, foremen=2).journey_level == 10


def test_two_gangs_are_one_crew():
    both = crew(10, 10, foremen=1) + crew(5, 20, helpers=3)

    assert (both.journeypersons, sum(both.apprentices_by_year)) == (15, 30)
    assert (both.helpers, both.foremen, both.heads) == (3, 1, 49)


@pytest.mark.parametrize("apprentices", [0, 1, 7, 980])
def test_apprentices_spread_over_the_years_stay_as_many(apprentices):
    assert sum(heads_by_year(apprentices, BOOM_YEARS)) == apprentices


def test_a_crew_without_heads_is_refused():
    with pytest.raises(ValueError, match="without heads"):
        productivity(CrewMix(journeypersons=0))


def test_fewer_than_no_heads_are_refused():
    with pytest.raises(ValueError, match="fewer than no heads"):
        CrewMix(journeypersons=-1)
