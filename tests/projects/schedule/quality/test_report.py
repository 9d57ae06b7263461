"""GAO's practices, the score, the gate, and the report as plain values."""

import json
from dataclasses import replace

import pytest

from projects.schedule.model import Constraint, ConstraintKind, Schedule
from projects.schedule.quality.assessing import as_plain
from projects.schedule.quality.results import Report, Status, Verdict, score
from projects.schedule.read_csv import read_csv
from tests.projects.schedule.build import MONDAY, at, link, schedule, task
from tests.projects.schedule.conftest import PROJECT_ROOT
from tests.projects.schedule.quality.judging import blockers, chain, in_line, judge, named

NUMBERS = range(1, 15)


def verdict(report: Report, number: int) -> Verdict:
    return report.practices[number - 1].verdict


@pytest.fixture
def sound() -> Report:
    work = chain(5)
    return judge(schedule(work, in_line(work)))


def test_sound_logic_supports_what_it_bears_on(sound: Report) -> None:
    assert verdict(sound, 2) is Verdict.SUPPORTED
    assert verdict(sound, 6) is Verdict.SUPPORTED
    assert "DCMA 2 (Leads) passed: 0 of 4, where <= 0 passes." in sound.practices[1].evidence


def test_what_a_file_cannot_show_has_no_evidence(sound: Report) -> None:
    assert [verdict(sound, number) for number in (1, 3, 4, 8, 9, 10)] == [Verdict.NO_EVIDENCE] * 6


def test_one_failed_check_contradicts_the_practices_that_it_bears_on() -> None:
    work = chain(5)
    links = [replace(tie, lag=-480) for tie in in_line(work)]
    report = judge(schedule(work, links))

    assert verdict(report, 2) is Verdict.CONTRADICTED
    assert report.characteristics[1].name == "Well-constructed"
    assert report.characteristics[1].verdict is Verdict.CONTRADICTED


def test_a_risk_analysis_is_evidence_when_it_is_told() -> None:
    report = judge(schedule(chain(1)), simulated="Simulated on 2 May 2026.")

    assert verdict(report, 8) is Verdict.SUPPORTED
    assert report.practices[7].evidence[0] == "Simulated on 2 May 2026."


def test_a_characteristic_is_supported_only_by_all_of_its_practices(sound: Report) -> None:
    """Well-constructed is; credible lacks a risk analysis, and comprehensive all three."""
    found = {each.name: each.verdict for each in sound.characteristics}

    assert found == {
        "Comprehensive": Verdict.NO_EVIDENCE,
        "Well-constructed": Verdict.SUPPORTED,
        "Credible": Verdict.NO_EVIDENCE,
        "Controlled": Verdict.NO_EVIDENCE,
    }


def test_the_score_is_the_share_passed_of_what_was_assessed() -> None:
    work = chain(5)
    report = judge(schedule(work, [replace(tie, lag=480) for tie in in_line(work)]))
    failed = [c.point.number for c in report.checks if c.status is Status.FAILED]
    passed = [c.point.number for c in report.checks if c.status is Status.PASSED]

    assert (failed, passed) == ([3], [1, 2, 4, 5, 6, 7, 9, 12])
    assert score(report) == 8 / 9


def test_where_nothing_is_assessed_there_is_no_score(sound: Report) -> None:
    unknown = [replace(check, status=Status.NOT_ASSESSED) for check in sound.checks]

    assert score(replace(sound, checks=tuple(unknown))) is None


def test_every_check_says_what_it_asked_of_whom() -> None:
    checks = as_plain(judge(schedule(chain(1))))["checks"]

    assert [check["number"] for check in checks] == list(NUMBERS)
    assert len({check["key"] for check in checks}) == 14
    for check in checks:
        assert check["population"]
        assert check["threshold"]
        assert check["source"].startswith("DCMA-EA PAM 200.1")
        assert (check["status"] == "not_assessed") == bool(check["reason"])


def test_the_plain_report_is_json_and_names_offenders() -> None:
    work = [*chain(3), task("B", 1)]
    report = judge(schedule(work, [link("A1 FS A2", -2), link("A2 FS A3"), link("A1 FS B")]))
    plain = json.loads(json.dumps(as_plain(report)))

    assert plain["checks"][0]["offenders"] == [
        {"activity": "B", "figure": None, "detail": "no successor"}
    ]
    assert plain["checks"][1]["offenders"] == [
        {
            "predecessor": "A1",
            "successor": "A2",
            "type": "FS",
            "figure": -2,
            "detail": "lag of -2 days",
        }
    ]
    assert plain["checks"][0]["metric"] == {
        "value": 25,
        "numerator": 1,
        "denominator": 4,
        "unit": "%",
    }
    assert [blocker["code"] for blocker in plain["blockers"]] == ["open_ends"]
    assert plain["may_be_simulated"] is False


@pytest.mark.parametrize("name", ["ref72", "fitout24"])
def test_nothing_stands_against_simulating_our_reference_schedules(name: str) -> None:
    assert judge(read_csv(PROJECT_ROOT / "projects/reference" / name)).blockers == ()


def test_one_open_end_too_many_blocks_though_the_check_passes() -> None:
    work = [*chain(40), task("B", 1)]
    links = [*in_line(work[:40]), link("A1 FS B")]
    (blocker,) = blockers(work, links)

    assert (blocker.code, blocker.number, named(blocker)) == ("open_ends", 1, ["B"])
    assert judge(schedule(work, links)).checks[0].status is Status.PASSED


def test_negative_float_and_invalid_dates_block() -> None:
    pin = Constraint(kind=ConstraintKind.MANDATORY_START, at=at("2023-12-29T08:00"))
    work = [task("A", 1, constraints=(pin,)), task("B", 1)]
    found = blockers(work, [link("A FS B")], must_finish_by=MONDAY)

    assert {blocker.code: named(blocker) for blocker in found} == {
        "negative_float": ["B"],
        "invalid_dates": ["A"],
    }


def test_a_blocker_counts_in_whole_sentences() -> None:
    loose = task("B", 1), task("C", 1)
    work = chain(3)

    (one,) = blockers([*work, loose[0]], in_line(work))
    (two,) = blockers([*work, *loose], in_line(work))

    assert one.message.startswith("1 activity lacks a predecessor or a successor")
    assert two.message.startswith("2 activities lack a predecessor or a successor")


def test_ref72_is_judged_as_its_rows_say(ref72: Schedule) -> None:
    report = judge(ref72)
    lagged = [tie for tie in ref72.links if tie.lag > 0]
    straight = [tie for tie in ref72.links if tie.type == "FS"]

    assert len(report.checks[2].offenders) == len(lagged) == 215
    assert report.checks[3].metric is not None
    assert report.checks[3].metric.numerator == len(straight) == 267
    assert report.checks[9].metric is not None
    assert report.checks[9].metric.denominator == 185
    assert [check.point.number for check in report.checks if check.status is Status.FAILED] == [
        3,
        4,
        6,
    ]
