from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from projects import commands
from projects.contracts.commands import exercise_option
from projects.contracts.selling import shares_of
from projects.events import TrancheTerms
from projects.models import Tranche
from projects.money.terms import Commitment
from tests.factories import refused
from tests.projects.building import LNTP, Build, heard
from tests.projects.contracts.signing import line

pytestmark = pytest.mark.django_db
POWERS = {"A": Decimal(24), "B": Decimal(12)}


@pytest.fixture
def sell(build: Build) -> Callable[..., None]:
    def sell(contract: str, *tranches: TrancheTerms, **other: Any) -> None:
        commands.sign_contract(
            code=contract,
            customer="LAB",
            project=build.code,
            tranches=tranches,
            meta=heard(LNTP),
            **other,
        )

    return sell


def test_a_hall_is_not_sold_twice(sell: Callable[..., None]) -> None:
    sell("C-1", line("A", halls="A"))

    with refused("hall_sold_twice", "tranches") as caught:
        sell("C-2", line("B", halls="A"))
    assert "C-1" in str(caught.value)
    sell("C-2", line("B", halls="B"))


def test_parts_of_a_hall_go_to_several_until_it_is_full(sell: Callable[..., None]) -> None:
    half = {"halls": "A", "power_mw": Decimal(12)}
    sell("C-1", line("A", **half))
    sell("C-2", line("B", **half))

    with refused("hall_sold_twice"):
        sell("C-3", line("C", halls="A B", power_mw=Decimal(2)))


def test_an_option_takes_no_hall_until_it_is_exercised(sell: Callable[..., None]) -> None:
    sell("C-1", line("A", halls="A", commitment=Commitment.OPTION))
    sell("C-2", line("B", halls="B"), line("C", halls="B", commitment=Commitment.OPTION))
    exercise_option(tranche_id=Tranche.objects.get(code="A").pk, meta=heard(LNTP))

    with refused("hall_sold_twice"):
        sell("C-3", line("A2", milestone="HA-320", halls="A"))


def test_a_tranche_takes_of_its_halls_as_they_have() -> None:
    assert shares_of("A B", Decimal(18), POWERS) == {"A": Decimal(12), "B": Decimal(6)}
    assert shares_of("", Decimal(18), POWERS) == {}
