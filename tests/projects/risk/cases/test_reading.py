"""What a case may say, and that all that is wrong with one is told at once."""

import json
import math
from copy import deepcopy
from typing import Any

import pytest

from projects.risk.cases.errors import CaseRefused, CasesUnreadable, CaseUnknown
from projects.risk.cases.reading import looks_like_cases, named, read_case, records_of
from projects.risk.cases.sampling import Sample
from sites.laws import BetaPert, Discrete, Fixed, LogNormal, Triangular, Uniform
from sites.uncertainty import Joined

GOOD: dict[str, Any] = {
    "name": "good",
    "activities": {"A": ["pert", 5, 8, 20], "B": ["tri", 1, 2, 3], "RFS": 0},
    "links": [["A", "B", "FS", 0], ["B", "RFS"]],
    "drivers": [{"id": "R1", "p": 0.4, "mult": ["tri", 1, 1.2, 1.6], "on": ["A", "B"]}],
    "incidents": [{"id": "I1", "p": 0.1, "delay": ["tri", 5, 10, 40], "on": ["A"]}],
    "retests": [{"id": "T1", "p": 0.3, "dur": 3, "max": 4, "on": "B"}],
    "tranches": ["RFS"],
}


def problems(**changed) -> list[tuple[str | None, str]]:
    """(field, message) of all that is wrong once these fields of a good case are changed."""
    with pytest.raises(CaseRefused) as refused:
        read_case("bad", {**deepcopy(GOOD), **changed})
    assert {problem.table for problem in refused.value.problems} == {"bad"}
    return [(problem.field, problem.message) for problem in refused.value.problems]


def driver(**changed):
    return {"drivers": [{**GOOD["drivers"][0], **changed}]}


def test_a_good_case_is_read():
    case = read_case("good", GOOD)

    assert case.activities["A"] == BetaPert(optimistic=5, likely=8, pessimistic=20)
    assert [(link.before, link.after, link.type) for link in case.links][1] == ("B", "RFS", "FS")
    assert case.drivers[0].joined is Joined.SERIES
    assert case.retests[0].on == "B"


@pytest.mark.parametrize(
    ("written", "law"),
    [
        (7, Fixed(value=7)),
        (["fixed", 7], Fixed(value=7)),
        (["uniform", 2, 5], Uniform(least=2, most=5)),
        (["triangular", 1, 2, 4], Triangular(optimistic=1, likely=2, pessimistic=4)),
        (["lognormal", 10, 0.3], LogNormal(median=10, log_sd=0.3)),
        (["discrete", [[3, 0.25], [9, 0.75]]], Discrete(values=(3, 9), chances=(0.25, 0.75))),
    ],
)
def test_laws_are_read(written, law):
    assert read_case("one", {"activities": {"A": written}}).activities == {"A": law}


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        ({"activities": {}}, "activities", "none"),
        ({"activities": {"A": ["tri", 9, 2, 3]}}, "activities.A", "optimistic 9 lies above likely"),
        ({"activities": {"A": ["pert", 1, math.nan, 3]}}, "activities.A", "nan is no number"),
        ({"activities": {"A": ["tri", -1, 2, 3]}}, "activities.A", "-1 is negative"),
        ({"activities": {"A": "five"}}, "activities.A", "'five' is no number"),
        ({"activities": {"A": ["tri", 1, 2]}}, "activities.A", "takes optimistic"),
        ({"activities": {"A": ["gauss", 1, 2]}}, "activities.A", "is no law"),
        ({"activities": {"A": ["discrete", [[1, 0.5]]]}}, "activities.A", "sum to 0.5"),
        ({"activities": {"A": ["discrete", 1, 2]}}, "activities.A", "discrete takes"),
        ({"activities": {"A": ["lognormal", 30, 9]}}, "activities.A", "of the logarithm"),
        ({"activities": {"A": 40_000}}, "activities.A", "longer than 31 years"),
        ({"links": [["A", "Z"]]}, "links[0]", "no activity Z"),
        ({"links": [["A", "B", "FT", 0]]}, "links[0]", "'FT' is none of FS"),
        ({"links": [["A"]]}, "links[0]", "before, after"),
        ({"links": [["A", "B", "FS", math.nan]]}, "links[0]", "no number"),
        ({"links": [["A", "B"], ["B", "A"]]}, "links", "cycle: "),
        ({"links": [["A", "A"]]}, "links", "cycle: "),
        (driver(p=1.2), "drivers.R1.p", "1.2 is outside 0 to 1"),
        (driver(p=-0.1), "drivers.R1.p", "outside 0 to 1"),
        (driver(p=math.nan), "drivers.R1.p", "no number"),
        (driver(p=None), "drivers.R1.p", "no number"),
        (driver(on=["A", "Z"]), "drivers.R1.on", "no activity Z"),
        (driver(on=[]), "drivers.R1.on", "names no activity"),
        (driver(mult=["tri", 0, 1, 2]), "drivers.R1.mult", "factor of 0"),
        (driver(delay=3), "drivers.R1", "2 effects"),
        (driver(joined="beside"), "drivers.R1.joined", "none of series"),
        ({"drivers": 3}, "drivers", "no list"),
        ({"drivers": [3]}, "drivers[0]", "no object"),
        ({"drivers": GOOD["drivers"] * 2}, "id", "R1 occurs more than once"),
        ({"retests": [{"p": 0.3, "dur": -3, "max": 4, "on": "B"}]}, "retests[0].dur", "negative"),
        ({"retests": [{"p": 0.3, "dur": 3, "max": 0.5, "on": "B"}]}, "retests[0].max", "no count"),
        ({"retests": [{"p": 0.3, "dur": 3, "max": 4}]}, "retests[0].on", "names no activity"),
        ({"tranches": ["Q"]}, "tranches", "no activity Q"),
        ({"links": [["A", "B"]]}, "tranches.RFS", "no path of work leads to it"),
        ({"contract_dates": {"A": "soon"}}, "contract_dates.A", "no number"),
        ({"mix": [[0.6, 1.1], [0.6, 0.8]]}, "mix", "sum to 1"),
        ({"mix": [[1, 0]]}, "mix", "not above 0"),
    ],
)
def test_what_cannot_be_is_refused_with_field_and_reason(changed, field, reason):
    found = problems(**changed)

    assert any(at == field and reason in message for at, message in found), found


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        (driver(joind="parallel"), "drivers.R1.joind", "no such field: joined is one"),
        (driver(delya=["fixed", 3]), "drivers.R1.delya", "no such field: delay is one"),
        (driver(correlation=0.5), "drivers.R1.correlation", "there are id, p, on, mult"),
        ({"incidents": [{**GOOD["incidents"][0], "On": ["B"]}]}, "incidents.I1.On", "on is one"),
        (
            {"retests": [{**GOOD["retests"][0], "most": 2}]},
            "retests.T1.most",
            "there are id, p, dur",
        ),
        ({"retest": {**GOOD["retests"][0], "id": "T2", "cap": 2}}, "retest.T2.cap", "dur, max, on"),
        ({"divers": GOOD["drivers"]}, "divers", "no such field: drivers is one"),
        ({"Incidents": GOOD["incidents"]}, "Incidents", "incidents is one"),
        ({"link": [["A", "B"]]}, "link", "links is one"),
        ({"contract_date": {"A": 7}}, "contract_date", "contract_dates is one"),
    ],
)
def test_a_field_that_would_be_part_of_the_model_but_is_not_read_is_refused(changed, field, reason):
    found = problems(**changed)

    assert any(at == field and reason in message for at, message in found), found


def test_what_describes_a_case_or_its_answers_is_no_part_of_the_model():
    """As exact_cases.json and published.json have it, and what such files may say besides."""
    told = {
        "note": "Why",
        "kind": "three-point",
        "source": "GAO",
        "rows": [[1]],
        "formulas": {"CI": "p"},
    }
    answers = {"oracle": {"mean": 3}, "expected": {"p80": 4}, "p50": 2, "_made": [1]}
    within = {"name": "Storm", "note": "Rare", "source": "NOAA", "mean": 3}
    drivers = [{**GOOD["drivers"][0], **within}]

    case = read_case("told", {**GOOD, **told, **answers, "drivers": drivers})

    assert case.passed_over == ()
    assert case.drivers == read_case("good", GOOD).drivers


def test_what_may_be_there_by_mistake_is_passed_over_and_told():
    drivers = [{**GOOD["drivers"][0], "supplier": "Acme", "shared": True}]

    case = read_case("more", {**GOOD, "drivers": drivers, "seed": 7, "weather": {"rain": 3}})

    assert [problem.field for problem in case.passed_over] == [
        "seed",
        "weather",
        "drivers.R1.supplier",
        "drivers.R1.shared",
    ]


def test_one_driver_incident_or_retest_may_stand_by_itself():
    listed = {"drivers": GOOD["drivers"], "incidents": GOOD["incidents"]}
    single = {"driver": GOOD["drivers"][0], "incident": GOOD["incidents"][0]}
    bare = {"activities": GOOD["activities"]}

    one, many = read_case("one", {**bare, **single}), read_case("many", {**bare, **listed})

    assert (one.drivers, one.incidents) == (many.drivers, many.incidents)
    assert len(one.drivers) == len(one.incidents) == 1
    assert read_case("said", {**bare, "driver": "only the crane"}).drivers == ()


def test_all_that_is_wrong_is_told_at_once():
    found = problems(
        activities={"A": ["tri", 9, 2, 3], "B": 1},
        links=[["A", "B"], ["B", "A"], ["B", "RFS"]],
        **driver(p=2),
    )

    assert [field for field, _ in found] == [
        "activities.A",
        "links[2]",
        "links",
        "drivers.R1.p",
        "tranches",
    ]


def test_dates_and_crews_are_read_from_a_note_where_no_field_has_them():
    case = read_case(
        "noted",
        {
            "activities": {"S1": 1, "S2": 2},
            "note": "contract dates S1 100, S2 200.5 d; mix 60 % at 1.10, 40 % at 0.80",
        },
    )

    assert case.contract_days == {"S1": 100, "S2": 200.5}
    assert case.productivity == pytest.approx(0.98)
    fields = {"activities": {"S1": 1}, "contract_dates": {"S1": 7}, "mix": [[1, 0.5]]}
    assert read_case("fields", fields).contract_days == {"S1": 7}
    assert read_case("fields", fields).productivity == 0.5


@pytest.mark.parametrize("content", ["[1]", "[]", '"A"', "{", '{"a": 1, "a": 2}'])
def test_a_file_that_is_no_list_of_cases_is_refused(content):
    with pytest.raises(CasesUnreadable):
        records_of(content.encode())


def test_a_second_link_of_one_kind_is_told_with_its_line():
    links = [["A", "B"], ["A", "B", "SS"], ["B", "RFS"], ["A", "B", "FS", 3]]

    said = "the FS link A to B occurs more than once"
    assert problems(links=links) == [("links[3]", said)]


def test_a_factor_that_is_too_large_is_no_number_of_days():
    ((field, said),) = problems(**driver(mult=100_000))

    assert field == "drivers.R1.mult"
    assert said == "100,000 as a factor makes a day longer than 31 years"


def test_two_cases_of_one_name_are_refused():
    with pytest.raises(CasesUnreadable, match="one name"):
        records_of(json.dumps([GOOD, GOOD]).encode())


def test_one_case_may_stand_by_itself_and_need_no_name():
    assert list(records_of(b' {"activities": {"A": 1}}')) == ["case 1"]
    assert looks_like_cases(b"\n [{")
    assert not looks_like_cases(b"ERMHDR\t8.0")
    with pytest.raises(CaseUnknown, match="it is one of good"):
        named({"good": GOOD}, "bad")


@pytest.mark.parametrize(
    ("effect", "finish"),
    [
        ({"mult": 1.5}, 15),
        ({"delay": 4}, 14),
        ({"work": 2}, 12),
        ({"stop": 7}, 17),
    ],
)
def test_a_risk_multiplies_adds_branches_or_blocks(effect, finish):
    record = {"activities": {"A": 10}, "drivers": [{"id": "R", "p": 1, "on": "A", **effect}]}

    sample = Sample(read_case("one", record), iterations=4, seed=1)

    assert sample.finish == pytest.approx(finish, abs=1e-3)


def test_risks_in_parallel_do_not_multiply():
    both = [
        {"id": key, "p": 1, "on": "A", "mult": mult, "joined": "parallel"}
        for key, mult in (("R1", 1.2), ("R2", 1.5))
    ]
    record = {"activities": {"A": 10}, "drivers": both}

    assert Sample(read_case("one", record), iterations=1, seed=1).finish == pytest.approx(15, 1e-4)
