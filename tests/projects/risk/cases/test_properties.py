"""What holds of every case: more work is never earlier, risks that only add never help, names are names."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.risk.cases.building import world_of
from projects.risk.cases.model import Case
from projects.risk.cases.reading import read_case
from projects.risk.cases.sampling import Sample
from projects.risk.engine import AS_IT_IS, Engine
from projects.risk.laws import likely, scaled
from sites.laws import Fixed

ITERATIONS = 300
CODES = "ABCDE"
A_MINUTE = 1 / 1_440

days = st.integers(0, 40)
chances = st.sampled_from((0.0, 0.2, 0.7, 1.0))


@st.composite
def laws(draw: st.DrawFn, least: float = 0, most: float = 40) -> list[Any]:
    low, likely, high = sorted(draw(st.lists(st.floats(least, most), min_size=3, max_size=3)))
    return draw(
        st.sampled_from(
            (
                ["fixed", likely],
                ["uniform", low, high],
                ["tri", low, likely, high],
                ["pert", low, likely, high],
                ["lognormal", likely or 1, 0.3],
                ["discrete", [[low, 0.25], [high, 0.75]]],
            )
        )
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Activities tied forwards by FS and SS, with risks that only add, and a test."""
    pairs = [(a, b) for i, a in enumerate(CODES) for b in CODES[i + 1 :]]
    links = [
        [a, b, draw(st.sampled_from(("FS", "SS"))), draw(st.integers(0, 5))]
        for a, b in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6))
    ]
    on = st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True)
    effects = st.one_of(
        st.fixed_dictionaries(
            {
                "mult": laws(1, 3).filter(lambda law: law[0] != "lognormal"),
                "joined": st.sampled_from(("series", "parallel")),
            }
        ),
        st.fixed_dictionaries({"delay": laws()}),
        st.fixed_dictionaries({"work": laws()}),
        st.fixed_dictionaries({"stop": laws()}),
    )
    risks = [
        {"id": f"R{i}", "p": draw(chances), "on": draw(on), **effect}
        for i, effect in enumerate(draw(st.lists(effects, max_size=4)))
    ]
    record = {
        "activities": {code: draw(laws()) for code in CODES},
        "links": links,
        "drivers": risks,
        "retests": [{"id": "T", "p": draw(chances), "dur": 2, "max": 3, "on": "C"}],
    }
    return read_case("drawn", record)


def finish(case: Case) -> np.ndarray:
    return Sample(case, iterations=ITERATIONS, seed=7).finish


@settings(max_examples=60)
@given(cases(), st.sampled_from(CODES), st.floats(1, 2))
def test_more_duration_never_gives_an_earlier_finish(case, code, times):
    longer = {**case.activities, code: scaled(case.activities[code], times)}

    later = finish(replace(case, activities=longer))

    # A longer case may be counted in coarser minutes, and each duration is rounded once.
    assert (later >= finish(case) - len(CODES) * A_MINUTE).all()


def test_unless_work_starts_earlier_so_as_to_end_no_sooner_than_other_work():
    """Known of precedence networks: B is worked in one piece, and C waits for its start alone."""
    record = {
        "activities": {"A": 10, "B": 3, "C": 5},
        "links": [["A", "B", "FF"], ["B", "C", "SS"]],
    }
    case = read_case("counter-example", record)
    longer = replace(case, activities={**case.activities, "B": Fixed(value=6)})

    assert (finish(case) == 12).all()
    assert (finish(longer) == 10).all()


@settings(max_examples=60)
@given(cases())
def test_without_a_risk_that_only_adds_nothing_is_later(case):
    engine = Engine(world_of(case, seed=7), watched=CODES)
    keys = [*(risk.id for risk in case.drivers), "T"]

    as_it_is, *others = engine.run(ITERATIONS, [AS_IT_IS, *(frozenset({key}) for key in keys)])

    for without in others:
        assert (without.project <= as_it_is.project).all()
        for code in CODES:
            assert (without.milestones[code] <= as_it_is.milestones[code]).all()


@settings(max_examples=30)
@given(cases(), st.randoms())
def test_the_order_in_which_a_case_is_written_changes_nothing(case, random):
    activities, links, drivers = (
        list(each) for each in (case.activities.items(), case.links, case.drivers)
    )
    for each in (activities, links, drivers):
        random.shuffle(each)
    shuffled = replace(
        case, activities=dict(activities), links=tuple(links), drivers=tuple(drivers)
    )

    np.testing.assert_allclose(finish(shuffled), finish(case), atol=A_MINUTE)


@settings(max_examples=30)
@given(cases(), st.permutations(CODES))
def test_other_names_for_the_activities_change_nothing_that_is_certain(case, names):
    """Random numbers belong to names, so others are drawn for others: the same law, another sample."""
    certain = replace(
        case, activities={code: Fixed(value=likely(law)) for code, law in case.activities.items()}
    )
    new = dict(zip(CODES, names, strict=True))
    renamed = replace(
        certain,
        activities={new[code]: law for code, law in certain.activities.items()},
        links=tuple(
            replace(each, before=new[each.before], after=new[each.after]) for each in certain.links
        ),
        drivers=tuple(
            replace(each, on=tuple(new[code] for code in each.on)) for each in certain.drivers
        ),
        retests=(),
    )

    expected = finish(replace(certain, retests=()))

    np.testing.assert_allclose(finish(renamed), expected, atol=A_MINUTE)


def test_other_names_are_another_sample_of_the_same_law():
    def record(one: str, other: str) -> dict[str, Any]:
        return {
            "activities": {one: ["tri", 5, 10, 15], other: ["pert", 2, 8, 30]},
            "links": [[one, other]],
        }

    first, second = (
        Sample(read_case("names", record(*names)), iterations=1 << 16, seed=1).finish
        for names in (("A", "B"), ("first", "second"))
    )

    error = np.sqrt((first.var() + second.var()) / first.size)
    assert abs(first.mean() - second.mean()) <= 4.5 * error
    assert first.std() == pytest.approx(second.std(), rel=0.02)
