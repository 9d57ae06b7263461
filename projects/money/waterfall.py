"""The monthly order of payments from the account that the customer pays into. Pure.

Source: DOMAIN.md F.5, in its order: opex, agent and hedge fees, interest, scheduled principal, reserve,
damages unless the contract puts them first, cash sweep below lock-up, release to the company.
"""

from dataclasses import dataclass
from enum import StrEnum


class Shortfall(StrEnum):
    """How debt service was met where the month's receipts did not reach."""

    NONE = "none"
    FROM_RESERVE = "from_reserve"
    BY_CURE = "by_cure"
    DEFAULT = "default"


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What a month owes, in minor units, each >= 0. reserve_target: what the reserve (DSRA) should hold.

    damages_first: whether damages and credits rank before everything else. swept: whether DSCR is below
    lock-up. releasable: whether all tests pass. cure: equity that the owner will add.
    """

    opex_minor: int
    interest_minor: int
    principal_minor: int
    fees_minor: int = 0
    reserve_target_minor: int = 0
    damages_minor: int = 0
    damages_first: bool = False
    swept: bool = False
    releasable: bool = True
    cure_minor: int = 0


@dataclass(frozen=True, kw_only=True)
class Paid:
    """Where the month's money went. It adds up: receipts + drawn reserve + cure = all else.

    reserve_minor: what the reserve holds afterwards. unpaid_minor: claims ahead of release not met.
    """

    opex_minor: int
    fees_minor: int
    interest_minor: int
    principal_minor: int
    to_reserve_minor: int
    damages_minor: int
    swept_minor: int
    released_minor: int
    trapped_minor: int
    from_reserve_minor: int
    cured_minor: int
    reserve_minor: int
    unpaid_minor: int
    shortfall: Shortfall


def waterfall(receipts_minor: int, claims: Claims, *, reserve_minor: int = 0) -> Paid:
    """Pay a month's receipts down the order. receipts_minor, reserve_minor: >= 0."""
    left = receipts_minor
    first = min(left, claims.damages_minor) if claims.damages_first else 0
    left -= first
    opex, left = _pay(claims.opex_minor, left)
    fees, left = _pay(claims.fees_minor, left)
    debt = claims.interest_minor + claims.principal_minor
    lacking = max(0, debt - left)
    from_reserve = min(lacking, reserve_minor)
    cured = min(lacking - from_reserve, claims.cure_minor)
    left += from_reserve + cured
    interest, left = _pay(claims.interest_minor, left)
    principal, left = _pay(claims.principal_minor, left)
    reserve = reserve_minor - from_reserve
    topped, left = _pay(max(0, claims.reserve_target_minor - reserve), left)
    damages, left = _pay(claims.damages_minor - first, left)
    asked = opex + fees + debt + first + damages
    owed = claims.opex_minor + claims.fees_minor + debt + claims.damages_minor
    swept, left = (left, 0) if claims.swept else (0, left)
    released, trapped = (left, 0) if claims.releasable else (0, left)
    return Paid(
        opex_minor=opex,
        fees_minor=fees,
        interest_minor=interest,
        principal_minor=principal,
        to_reserve_minor=topped,
        damages_minor=first + damages,
        swept_minor=swept,
        released_minor=released,
        trapped_minor=trapped,
        from_reserve_minor=from_reserve,
        cured_minor=cured,
        reserve_minor=reserve + topped,
        unpaid_minor=owed - (asked - debt + interest + principal),
        shortfall=_shortfall(interest + principal < debt, cured, from_reserve),
    )


def _pay(claim: int, left: int) -> tuple[int, int]:
    """What of a claim is paid, and what is left after it."""
    paid = min(claim, left)
    return paid, left - paid


def _shortfall(unmet: bool, cured: int, from_reserve: int) -> Shortfall:
    if unmet:
        return Shortfall.DEFAULT
    if cured:
        return Shortfall.BY_CURE
    return Shortfall.FROM_RESERVE if from_reserve else Shortfall.NONE
