"""Cases with answers by numerical integration, and what others have published (SOURCES.md).

4 million iterations: `manage.py simulate tests/projects/risk/cases/exact_cases.json
--iterations 4194304`; every figure is to stand within 4.5 standard errors.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from projects.risk.cases.figures import figure
from projects.risk.cases.reading import read_case, records_of
from projects.risk.cases.report import standard_errors
from projects.risk.cases.sampling import Sample
from projects.risk.engine import World
from projects.risk.percentiles import standard_error
from projects.risk.simulation import simulate
from projects.schedule.network import Network

HERE = Path(__file__).parent
ITERATIONS = 1 << 17
EXACT = records_of((HERE / "exact_cases.json").read_bytes())
PUBLISHED = records_of((HERE / "published.json").read_bytes())
ERRORS = 3.0


def sampled(record, *, iterations: int = ITERATIONS, seed: int = 1) -> Sample:
    case = read_case(record["name"], record)
    return Sample(case, iterations=iterations, seed=seed)


def test_there_are_twelve_cases():
    assert len(EXACT) == 12


@pytest.mark.parametrize("name", EXACT)
def test_a_case_agrees_with_integration(name):
    sample = sampled(EXACT[name])

    apart = standard_errors(sample)

    assert set(apart) == set(EXACT[name]["oracle"])
    assert {figure: far for figure, far in apart.items() if far > ERRORS} == {}


@pytest.mark.parametrize(
    ("name", "figure", "wrong"),
    [
        ("single_pert", "mean", 9.6),
        ("single_pert", "sd", 2.65),
        ("single_pert", "p80", 11.85),
        ("incident_supplier_wide", "p80", 60.1),
        ("driver_separate", "corr_AB", 0.05),
        ("retest_geometric_cap4", "p_count", [0.7, 0.2, 0.073, 0.0189, 0.0081]),
        ("retest_geometric_cap4", "p_count", [0.7, 0.3]),
        ("labour_mix", "duration", 40.82),
        ("labour_mix", "productivity", 0.981),
    ],
)
def test_an_answer_that_is_off_is_seen(name, figure, wrong):
    sample = sampled({**EXACT[name], "oracle": {figure: wrong}})

    assert standard_errors(sample)[figure] > ERRORS


def test_a_networks_length_is_that_of_microsoft_project():
    """A public thread: Project 2013 says 40 days where a package had said 63."""
    record = PUBLISHED["projmanr_issue_9"]

    assert sampled(record, iterations=1).planned == record["oracle"]["ms_project_2013_duration"]


def test_the_rows_of_gao_are_those_of_the_exact_case():
    rows = PUBLISHED["gao_16_89g_table_2"]["rows"]
    laws = {code: ["tri", *points] for code, _, *points in rows}

    assert laws == EXACT["gao_16_89g_table2_series"]["activities"]


def test_the_number_not_to_trust_is_not_reproduced():
    """Three tasks whose means add up to 30, whatever their correlation; a package prints 38.57."""
    record = {
        "name": "PRA",
        "activities": {"A": ["pert", 4, 10, 16], "B": ["tri", 5, 10, 15], "C": ["uniform", 8, 12]},
        "links": [["A", "B"], ["B", "C"]],
        "oracle": {"mean": 30},
    }

    assert standard_errors(sampled(record))["mean"] <= ERRORS


REF72 = PUBLISHED["ref72_reference"]["oracle"]
PERCENTILES = {"p10": 0.1, "p50": 0.5, "p80": 0.8, "p90": 0.9}
ROUNDED = 0.05 + 0.05
"""The reference is printed to a tenth, and its own Monte Carlo error is about 0.05 days."""


def test_the_reference_build_agrees_with_two_other_generators(ref72):
    found = simulate(World(schedule=ref72, seed=1), iterations=ITERATIONS)
    time = Network(ref72).project_time

    for code, expected in REF72.items():
        ordered = time.work(found.milestones[code].ordered) / time.calendar.minutes_per_day
        error = ordered.std() / np.sqrt(ordered.size)
        assert abs(ordered.mean() - expected["mean"]) <= ERRORS * error + ROUNDED
        for name, level in PERCENTILES.items():
            far = abs(np.quantile(ordered, level) - expected[name])
            assert far <= ERRORS * standard_error(ordered, level) + ROUNDED, (code, name)
        on_plan = expected["p_le_cpm"]
        error = np.sqrt(on_plan * (1 - on_plan) / ordered.size)
        assert abs((ordered <= expected["cpm"]).mean() - on_plan) <= ERRORS * error + 0.00005


def test_indices_follow_their_definitions():
    """Vanhoucke 2010, on two parallel activities of which the second is always the longer."""
    record = {"name": "two", "activities": {"A": 5, "B": ["uniform", 10, 20]}}
    sample = sampled(record, iterations=8_192)

    def of(name: str) -> float:
        found = figure(sample, name)
        assert found is not None
        return found.values[0]

    total = sample.finish
    assert (of("ci_A"), of("ci_B")) == (0, 1)
    assert of("si_A") == pytest.approx((5 / total * total / total.mean()).mean())
    assert of("si_B") == pytest.approx(1)
    assert (of("ssi_A"), of("ssi_B")) == pytest.approx((0, 1))
    assert of("cri_r_B") == pytest.approx(1)
    assert of("cri_rho_B") == pytest.approx(1)
    assert figure(sample, "cri_r_A") is None  # what never varies correlates with nothing


def test_late_dates_go_back_over_links_of_every_kind():
    record = {
        "name": "links",
        "activities": {"A": 4, "B": 6, "C": 3, "D": 2},
        "links": [["A", "B", "SS", 3], ["A", "C", "FF", 1], ["C", "D", "SF", 5]],
    }
    sample = sampled(record, iterations=1)
    slack = {code: sample.slack_of(code)[0] for code in record["activities"]}

    # B is 3 to 9; C 2 to 5; D ends no sooner than C's start + 5, 5 to 7. The last finish is 9.
    assert slack == {"A": 0, "B": 0, "C": 2, "D": 2}


def test_an_oracle_may_ask_for_what_says_nothing_here():
    record = {"name": "one", "activities": {"A": 5}, "oracle": {"p_rain": 0.5, "ci_Z": 1}}

    assert standard_errors(sampled(record, iterations=1)) == {}
    assert json.dumps(record)


def test_criticality_is_not_told_of_work_that_is_stopped():
    """How long it lasts depends on when it is done, so it has no late date."""
    stop = {"id": "S", "p": 1, "stop": 3, "on": "A"}
    record = {"name": "stopped", "activities": {"A": 5, "B": 2}, "incidents": [stop]}
    sample = sampled(record, iterations=1)

    assert figure(sample, "ci_A") is None
    assert sample.finish == pytest.approx(8)
