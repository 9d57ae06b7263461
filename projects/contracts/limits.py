"""Which shares of the portfolio should not be passed, as people set them or as is usual."""

from projects.contracts.models import LimitKind, PortfolioLimit

USUAL_BP: dict[str, int | None] = {
    LimitKind.CUSTOMER: 3_000,
    LimitKind.OPTION: 1_500,
    LimitKind.NOT_INVESTMENT_GRADE: None,
}
"""30% and 15% as CoreWeave's founders put them: DOMAIN.md A.1, rows 19 and 26. For the rating nobody
names a figure."""


def limits_bp() -> dict[str, int | None]:
    """By kind: basis points, None where no limit is set."""
    set_by_people = dict(PortfolioLimit.objects.values_list("kind", "most_bp"))
    return {**USUAL_BP, **set_by_people}
