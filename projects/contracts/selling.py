"""Which halls are sold already."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from projects.contracts.errors import HallSoldTwice
from projects.contracts.models import AgreedTerms
from projects.events import TrancheTerms
from projects.models import Project
from projects.money.terms import Commitment
from sites.models import Hall

ROUNDING_MW = Decimal("0.01")
Powers = Mapping[str, Decimal]


def refuse_sold_twice(site: str, tranches: Iterable[TrancheTerms], *, contract: str) -> None:
    """Raises HallSoldTwice where others have the MW of a hall. An option takes none until it is exercised.

    Tranches of one contract may share a hall as they like: their parties know what they sign.
    """
    powers = dict(Hall.objects.filter(site=site).values_list("name", "power_mw"))
    asked: dict[str, Decimal] = {}
    for each in tranches:
        if each.commitment is Commitment.CONTRACTED:
            for hall, power_mw in shares_of(each.halls, each.power_mw, powers).items():
                asked[hall] = asked.get(hall, Decimal(0)) + power_mw
    if not asked:
        return
    taken, with_whom = _taken(site, powers, besides=contract)
    for hall, power_mw in asked.items():
        if hall in taken and taken[hall] + power_mw > powers[hall] + ROUNDING_MW:
            raise HallSoldTwice(
                hall=hall,
                site=site,
                power_mw=powers[hall],
                taken_mw=taken[hall],
                contracts=", ".join(sorted(with_whom[hall])),
                asked_mw=power_mw,
            )


def shares_of(halls: str, power_mw: Decimal, powers: Powers) -> dict[str, Decimal]:
    """What a tranche takes of each hall it names, MW: in proportion to what the halls have."""
    named = [hall for hall in halls.split() if powers.get(hall)]
    whole = sum((powers[hall] for hall in named), Decimal(0))
    return {hall: (power_mw * powers[hall] / whole).quantize(ROUNDING_MW) for hall in named}


def _taken(
    site: str, powers: Powers, *, besides: str
) -> tuple[dict[str, Decimal], dict[str, set[str]]]:
    """MW of each hall that standing contracts have, and which contracts these are."""
    taken: dict[str, Decimal] = {}
    with_whom: dict[str, set[str]] = {}
    standing = AgreedTerms.objects.filter(
        project__in=Project.objects.filter(site=site).values("code"),
        commitment=Commitment.CONTRACTED.value,
        lapsed_on=None,
    ).exclude(contract=besides)
    for row in standing:
        for hall, power_mw in shares_of(row.halls, row.power_mw, powers).items():
            taken[hall] = taken.get(hall, Decimal(0)) + power_mw
            with_whom.setdefault(hall, set()).add(row.contract)
    return taken, with_whom
