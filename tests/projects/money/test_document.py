"""The figures of docs/money.md are those that the code computes."""

from collections.abc import Iterator
from pathlib import Path

from projects.money.slip import Stakes, cost_of_slip
from tests.projects.money.example import (
    HALF_FEE_CREDIT,
    PER_MW_DAY,
    REVENUE,
    TIERED,
    USD,
    loan,
)

PAGE = Path(__file__).resolve().parents[3] / "docs" / "money.md"
DAYS = (0, 30, 60, 90, 180, 270)


def rows(heading: str) -> Iterator[list[str]]:
    """The cells of the table under a line of headings."""
    _, found, after = PAGE.read_text().partition(f"\n| {heading} |")
    assert found, heading
    for line in after.split("\n\n")[0].splitlines()[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def whole(minor: int) -> str:
    return f"{round(minor / USD):,}"


def test_the_table_of_cover_is_computed() -> None:
    (*found,) = rows("Spread")
    assert len(found) == 3
    for spread, a_day, *ratios, holds in found:
        of = loan(int(spread))
        assert whole(of.interest_minor(1)) == a_day
        assert [f"{of.dscr(days):.3f}" for days in DAYS] == ratios
        assert str(of.breaks_after_days()) == holds


def test_the_table_of_sixty_days_is_computed() -> None:
    late = cost_of_slip(Stakes(remedy=PER_MW_DAY, revenue=REVENUE, loan=loan(400)), days_late=60)
    amounts = [amount for _, amount in rows("what | USD")]

    assert amounts == [
        whole(late.remedy_minor),
        whole(TIERED.due_minor(60)),
        whole(HALF_FEE_CREDIT.due_minor(60)),
        whole(late.revenue_minor),
        whole(late.interest_minor),
    ]
