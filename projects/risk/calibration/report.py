"""A record of forecasts as a table that a person can read. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from projects.risk.calibration.model import DurationModel
from projects.risk.scoring.compared import SAYERS, Lines, Record
from projects.risk.scoring.coverage import Interval
from projects.risk.scoring.scores import LEVELS
from projects.risk.scoring.table import TOO_FEW, Line, Share

_TOO_FEW = f"too few, under {TOO_FEW}"

NAMES = {
    "model": "simulation",
    "cpm": "remaining CPM, the date",
    "promised": "last promised date",
}


def record_lines(record: Record, *, scale: str) -> Iterator[str]:
    """Markdown. scale: what losses are in, `days` or `plan`."""
    yield from _section("every forecast once", record.every_forecast, scale)
    yield from _section("each milestone once per lead time", record.each_milestone, scale)
    yield ""
    yield from _by_lead(record, scale)
    if not record.each_milestone.model.too_few:
        yield from _calibration(record)


def _calibration(record: Record) -> Iterator[str]:
    yield ""
    yield "| chance of missing, said | n | weight | said | happened |"
    yield "|---|---:|---:|---:|---:|"
    for each in record.reliability:
        said = "" if each.said is None else f"{each.said:.2f}"
        happened = "" if each.happened is None else f"{each.happened:.2f}"
        cells = (f"{each.low:.1f} to {each.high:.1f}", each.n, f"{each.weight:.2f}", said, happened)
        yield _row(cells)
    yield ""
    yield "PIT, ten bins, 1 is calibrated: " + " ".join(
        f"{share:.1f}" for share in record.each_milestone.model.pit
    )


def fitted_line(model: DurationModel) -> str:
    return (
        f"fitted on all: ln(actual/planned) mean {model.mean:.3f}, shared sd {model.shared_sd:.3f}, "
        f"own sd {model.own_sd:.3f}; exactly as planned Beta({model.as_planned:.2f}, "
        f"{model.otherwise:.2f}); remaining stands {model.remaining_stands:.2f}"
    )


def _section(title: str, lines: Lines, scale: str) -> Iterator[str]:
    yield ""
    heads = [f"P{level * 100:.0f}" for level in LEVELS]
    heads += ["P80, 95 %", f"pinball / {scale}", f"CRPS / {scale}", "Brier", "Brier, 95 %"]
    yield _row([title, "n", "milestones", *heads, "bias, days"])
    yield "|---" + "|---:" * (len(heads) + 3) + "|"
    for sayer in SAYERS:
        line: Line = getattr(lines, sayer)
        said = _all_judged(line) if not line.too_few else [_TOO_FEW, *[""] * len(heads)]
        yield _row([NAMES[sayer], line.n, line.milestones, *said])
    if lines.brier_gain is not None and not lines.model.too_few:
        yield ""
        yield f"Brier of the simulation below that of the CPM date: {lines.brier_gain:.1%}"


def _all_judged(line: Line) -> Sequence[str]:
    return [
        *(f"{share.share:.3f}" for share in line.coverage),
        _interval(line.p80.interval),
        f"{line.pinball:.3f}",
        f"{line.crps:.3f}",
        f"{line.brier:.3f}",
        _interval(line.brier_interval),
        f"{line.bias_days:+.1f}",
    ]


def _by_lead(record: Record, scale: str) -> Iterator[str]:
    heads = ("n", "milestones", "P80", "P80, 95 %", f"pinball / {scale}", "Brier", "bias, days")
    yield _row(["lead time", "said by", *heads])
    yield "|---|---" + "|---:" * len(heads) + "|"
    for at in record.by_lead:
        if at.lines is None:
            yield _row([at.bucket, "", 0, 0, "none", "", "", "", ""])
            continue
        for sayer in SAYERS:
            line: Line = getattr(at.lines, sayer)
            yield _row([at.bucket, NAMES[sayer], line.n, line.milestones, *_judged(line)])


def _judged(line: Line) -> Sequence[str]:
    if line.too_few:
        return [_TOO_FEW, "", "", "", ""]
    share: Share = line.p80
    return [
        f"{share.share:.2f}",
        _interval(share.interval),
        f"{line.pinball:.3f}",
        f"{line.brier:.3f}",
        f"{line.bias_days:+.1f}",
    ]


def _interval(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval.low:.2f} to {interval.high:.2f}"


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
