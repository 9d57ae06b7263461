"""Links that say nothing new: a chain of other links already implies them. Pure.

Source: Aho, Garey & Ullman (1972), The transitive reduction of a directed graph, SIAM J. Comput.
1(2). Only finish-to-start links without a lead make a chain, for of these it is certain.
"""

from collections.abc import Iterator, Sequence

from projects.schedule.model import LinkType
from projects.schedule.quality.facts import Bond, Facts

_AT_ONCE = 8192
"""Predecessors watched in one walk over the network: a kilobyte of bits per activity."""


def redundant_bonds(facts: Facts) -> list[Bond]:
    """FS links without a lag to work from whose predecessor a longer FS chain leads there too."""
    chained: list[list[int]] = [[] for _ in facts.activities]
    for bond in facts.judged_bonds:
        if bond.link.type is LinkType.FS and bond.link.lag >= 0:
            chained[bond.successor].append(bond.predecessor)
    asked = [
        bond
        for bond in facts.judged_bonds
        if bond.link.type is LinkType.FS
        and bond.link.lag == 0
        and facts.activities[bond.successor].started_at is None
        and len(chained[bond.successor]) > 1
    ]
    watched = sorted({bond.predecessor for bond in asked})
    found: set[tuple[int, int]] = set()
    for first in range(0, len(watched), _AT_ONCE):
        found |= set(_implied(facts.network.order, chained, watched[first : first + _AT_ONCE]))
    return [bond for bond in asked if (bond.predecessor, bond.successor) in found]


def _implied(
    order: Sequence[int], chained: Sequence[Sequence[int]], watched: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """(predecessor, successor) pairs of which a predecessor's own forerunner is watched.

    before[i] has bit k where watched[k] comes before i by one or more of the chained links.
    """
    bit = {position: 1 << k for k, position in enumerate(watched)}
    before = [0] * len(chained)
    for at in order:
        by_chain = direct = 0
        for predecessor in chained[at]:
            by_chain |= before[predecessor]
            direct |= bit.get(predecessor, 0)
        before[at] = by_chain | direct
        twice = by_chain & direct
        while twice:
            lowest = twice & -twice
            yield watched[lowest.bit_length() - 1], at
            twice ^= lowest
