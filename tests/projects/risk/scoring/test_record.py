"""The table of scores: who is weighed how, and when nothing may be said."""

import pytest

from projects.risk.calibration.report import record_lines
from projects.risk.scoring.compared import Compared, record_of
from projects.risk.scoring.scores import score_date
from projects.risk.scoring.table import TOO_FEW, Scored, line_of


def said(project: str, *, day: float, came: float, lead: int = 0) -> Scored:
    score = score_date(day, outcome=came, promised=100)
    return Scored(project=project, milestone="finish", lead=lead, score=score)


def compared(project: str, *, day: float, came: float, lead: int = 0) -> Compared:
    one = said(project, day=day, came=came, lead=lead)
    return Compared(model=one, cpm=one, promised=one, lead_days=5, chance=0.5, missed=came > 100)


def test_of_nothing_there_is_no_line():
    assert line_of([]) is None
    assert record_of([]) is None


def test_a_milestone_forecast_a_hundred_times_weighs_no_more_than_one_forecast_once():
    rows = [said("often", day=90, came=95)] * 100 + [said("once", day=90, came=85)]
    fair, every = line_of(rows), line_of(rows, each_once=False)
    assert fair is not None
    assert every is not None
    assert fair.p80.share == 0.5
    assert every.p80.share == pytest.approx(1 / 101)
    assert (fair.n, fair.milestones) == (101, 2)


def test_it_counts_once_in_every_bucket():
    rows = [said("a", day=90, came=95, lead=0), *[said("a", day=99, came=95, lead=1)] * 9]
    line = line_of(rows)
    assert line is not None
    assert line.p80.share == 0.5


@pytest.mark.parametrize(("projects", "too_few"), [(TOO_FEW - 1, True), (TOO_FEW, False)])
def test_below_ten_milestones_it_is_too_few(projects, too_few):
    line = line_of([said(f"p{index}", day=1, came=2) for index in range(projects)])
    assert line is not None
    assert line.too_few is too_few


def test_the_printed_table_says_too_few_instead_of_a_figure():
    record = record_of([compared("a", day=90, came=95)])
    assert record is not None
    text = "\n".join(record_lines(record, scale="days"))
    assert "up to 30 days | simulation | 1 | 1 | too few" in text
    assert "31 to 90 days |  | 0 | 0 | none" in text


def test_losses_are_divided_by_the_length_of_the_project():
    long = Scored(
        project="a",
        milestone="finish",
        lead=0,
        score=score_date(90, outcome=100, promised=100),
        scale_days=200,
    )
    line = line_of([long])
    assert line is not None
    assert line.crps == pytest.approx(0.05)
    assert line.bias_days == -10
