import pytest

from labor.drivers import Crew, crew_drivers
from labor.productivity import BOOM_YEARS, CrewMix, heads_by_year, productivity
from sites.uncertainty import Scope


def crew(journeypersons=20, apprentices=980, craft="ELEC", **more) -> Crew:
    mix = CrewMix(
        journeypersons=journeypersons, apprentices_by_year=heads_by_year(apprentices, BOOM_YEARS)
    )
    return Crew(**({"site": "ABC", "craft": craft, "mix": mix} | more))


def test_a_crew_drives_the_work_of_its_craft():
    (driver,) = crew_drivers([crew(positions=(7, 9))])

    assert driver.scope == Scope(crafts=frozenset({"ELEC"}))
    assert driver.median == productivity(crew().mix).median
    assert driver.cause.label == "Crew ELEC at ABC: 20 journeypersons of 1,000"
    assert driver.cause.positions == (7, 9)


def test_a_crew_of_all_crafts_drives_everything():
    (driver,) = crew_drivers([crew(craft="")])

    assert driver.scope == Scope()
    assert driver.cause.label == "Crew at ABC: 20 journeypersons of 1,000"


def test_crews_of_one_craft_are_one_gang():
    drivers = crew_drivers([crew(10, 490), crew(10, 490), crew(5, 5, craft="PIPE")])

    assert [driver.cause.key for driver in drivers] == ["crew:ABC:ELEC", "crew:ABC:PIPE"]
    both = crew(10, 490).mix + crew(10, 490).mix
    assert drivers[0].median == productivity(both).median


def test_heads_short_of_plan_slow_the_work():
    full, short = (crew_drivers([crew(planned_heads=heads)])[0] for heads in (900, 2_000))

    assert short.median == pytest.approx(full.median / 2)
    assert short.cause.label.endswith("of 1,000, 2,000 planned")


def test_a_crew_that_has_left_drives_nothing():
    assert crew_drivers([crew(0, 0)]) == ()
