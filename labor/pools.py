"""From whom crews are hired, and what crews of one source have in common. Pure."""

from collections.abc import Sequence

from sites.uncertainty import SharedPart

POOL_SHARE = 0.5
"""How much of the variance of a crew's output, of ln m, belongs to the pool that it is hired from.

Engineering judgement: no study that was read gives it. The same schools, agreements and turnover make crews
of one pool alike, each site's foremen and conditions make them differ; weighed alike they correlate by a
half, which is what common practice asks for where nothing is measured (RISK.md 4c). For comparison: of the
variance of durations 29 % is common to a whole project (RISK.md 1).
"""

NO_POOLS: Sequence[str] = ()


def pools_or_market(craft: str, *, pools: Sequence[str], region: str) -> tuple[str, ...]:
    """What a site's crews of a craft are hired from, as names of draws: its pools, else its region's market.

    None for a site in no region, whose crews have nothing in common with others'.
    """
    if pools:
        return tuple(f"pool:{code}" for code in sorted(pools))
    return (f"labor market:{region}:{craft}",) if region else ()


def shared_parts(names: Sequence[str]) -> tuple[SharedPart, ...]:
    """POOL_SHARE in equal parts: of two pools each makes up half of what is in common."""
    return tuple(SharedPart(name=name, share=POOL_SHARE / len(names)) for name in names)
