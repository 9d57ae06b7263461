"""A forecast beside the two naive ones, and the record of many of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from projects.risk.scoring.brier import Reliability, reliability
from projects.risk.scoring.table import Line, Scored, line_of
from projects.risk.scoring.weighting import LEAD_DAYS, bucket_name, once_each

SAYERS = ("model", "cpm", "promised")


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What was said of one milestone at one moment, three ways, held against what came.

    model: the simulation. cpm: the date of the remaining network if all goes as planned. promised:
    the date promised last. chance: of missing that, as the model said; missed: whether it was.
    """

    model: Scored
    cpm: Scored
    promised: Scored
    lead_days: int
    chance: float
    missed: bool


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The same forecasts said three ways."""

    model: Line
    cpm: Line
    promised: Line

    @property
    def brier_gain(self) -> float | None:
        """By how much the model's Brier score is below that of the CPM date, 0 to 1 of it."""
        return 1 - self.model.brier / self.cpm.brier if self.cpm.brier else None


@dataclass(frozen=True, kw_only=True)
class AtLead:
    """The forecasts of one lead-time bucket; lines is None without any."""

    bucket: str
    lines: Lines | None


@dataclass(frozen=True, kw_only=True)
class Record:
    """every_forecast: each counts once. each_milestone: each counts once in a lead-time bucket, which
    is the fair reading, as is all below it."""

    every_forecast: Lines
    each_milestone: Lines
    by_lead: tuple[AtLead, ...]
    reliability: tuple[Reliability, ...]


def record_of(compared: Sequence[Compared]) -> Record | None:
    """None of none."""
    if not compared:
        return None
    every, fair = _lines(compared, each_once=False), _lines(compared, each_once=True)
    assert every is not None
    assert fair is not None
    weights = once_each([(c.model.project, c.model.milestone, c.model.lead) for c in compared])
    return Record(
        every_forecast=every,
        each_milestone=fair,
        by_lead=tuple(
            AtLead(
                bucket=bucket_name(index),
                lines=_lines([c for c in compared if c.model.lead == index], each_once=True),
            )
            for index in range(len(LEAD_DAYS) + 1)
        ),
        reliability=tuple(
            reliability([c.chance for c in compared], [c.missed for c in compared], list(weights))
        ),
    )


def _lines(compared: Sequence[Compared], *, each_once: bool) -> Lines | None:
    model, cpm, promised = (
        line_of([getattr(each, sayer) for each in compared], each_once=each_once)
        for sayer in SAYERS
    )
    if model is None or cpm is None or promised is None:
        return None
    return Lines(model=model, cpm=cpm, promised=promised)
