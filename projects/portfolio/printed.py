"""All sites as one draw, as a terminal shows it: lines of text."""

from collections.abc import Iterator, Sequence

from projects.portfolio.combining import Combined
from projects.portfolio.pages import JointPage
from projects.portfolio.wording import ExposureLine
from projects.risk.spread import Estimate

MOST_CHANCES = 24
"""Of more tranches only the numbers reached with chances of 90, 50 and 10 in 100 are printed."""


def joint_lines(found: Combined) -> Iterator[str]:
    """Lateness together, power, customers and money; what is left out with its reason."""
    page = JointPage(combined=found)
    if found.parts:
        yield from _late(page)
        yield from _power(page)
        yield from _customers(page)
        yield from _money(page)
    else:
        yield "Nothing can be combined yet: no tranche has a forecast with its draws."
    if found.left_out:
        yield from ("", "Left out")
        yield from (f"  {each.project} {each.tranche}: {each.why}" for each in found.left_out)


def in_columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, all others to the right, two spaces apart."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [cell.rjust(wide) for cell, wide in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()


def _late(page: JointPage) -> Iterator[str]:
    found = page.combined
    late, count = page.expected_late, len(found.parts)
    yield f"{count} tranche{'s' * (count != 1)} as one draw, {found.iterations:,} iterations"
    yield f"{late.value:.2f} ± {late.error:.2f} late on average"
    yield ""
    shown = page.chances
    if len(shown) > MOST_CHANCES:
        telling = {line.tranches for line in page.telling}
        shown = [each for each in shown if each.tranches in telling]
    rows = [("Late together", "Chance", "If they shared nothing")]
    rows += [
        (f"at least {each.tranches}", _percent(each.chance), f"{each.apart:.1%}") for each in shown
    ]
    yield from in_columns(rows)


def _power(page: JointPage) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [
        ("Power by contract start, MW", "Promised", "90 in 100", "50 in 100", "10 in 100")
    ]
    rows += [
        (
            point.day.isoformat(),
            *(f"{mw:,.2f}" for mw in (promised, point.low_mw, point.middle_mw, point.high_mw)),
        )
        for promised, point in page.ready_at_starts
    ]
    yield ""
    yield from in_columns(rows)


def _customers(page: JointPage) -> Iterator[str]:
    rows = [("Customer", "MW", "Any late", "MW late on average")]
    rows += [
        (
            each.name,
            f"{each.power_mw:,.2f}",
            _percent(each.any_late),
            f"{each.late_mw.value:,.2f} ± {each.late_mw.error:.2f}",
        )
        for each in page.customers
    ]
    yield ""
    yield from in_columns(rows)


def _money(page: JointPage) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [
        ("Cost of lateness", "Expected", "P80", "Remedies", "Revenue", "Interest", "One day")
    ]
    rows += [_cost(line) for line in (*page.contract_lines, *page.lines_in_all)]
    yield ""
    yield from in_columns(rows)
    yield "Remedies, revenue and interest as expected; one day: what being ready a day earlier is worth"


def _cost(line: ExposureLine) -> tuple[str, ...]:
    parts = (each.expected for each in (line.remedy, line.revenue, line.interest))
    return (line.exposure.label, line.total.expected, line.total.p80, *parts, line.value_of_a_day)


def _percent(chance: Estimate) -> str:
    return f"{chance.value:.1%} ± {100 * chance.error:.1f}"
