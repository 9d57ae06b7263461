"""Ratio rules against the examples of DOMAIN.md C.2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.ratios.arithmetic import Direction, RatioTerms, reading
from labor.ratios.law import RULES

DELAWARE = RatioTerms(first=1, then=3)
TERMS = st.builds(RatioTerms, first=st.integers(1, 9), then=st.integers(1, 9))
HEADS = st.integers(0, 5_000)


@pytest.mark.parametrize(
    ("journeys", "most"), [(0, 0), (1, 1), (3, 1), (4, 2), (7, 3), (20, 7), (200, 67)]
)
def test_one_to_one_then_one_to_three(journeys, most):
    assert DELAWARE.apprentices_for(journeys) == most


@pytest.mark.parametrize(("journeys", "most"), [(200, 200), (20, 20)])
def test_flat_one_to_one(journeys, most):
    assert RatioTerms(first=1, then=1).apprentices_for(journeys) == most


@pytest.mark.parametrize("law", [law for law in RULES if law.craft == "ELEC"], ids=str)
@pytest.mark.parametrize(("journeys", "apprentices"), [(200, 800), (20, 980)])
def test_both_crews_of_the_seed_break_every_rule_for_electricians(law, journeys, apprentices):
    terms = RatioTerms(first=law.first, then=law.then)

    assert reading(terms, journeys=journeys, apprentices=apprentices).is_breach


def test_the_seed_crew_is_told_what_would_mend_it():
    found = reading(DELAWARE, journeys=200, apprentices=800)

    assert (found.limit, found.excess_apprentices) == (67, 733)
    assert found.missing_journeys == 1 + 3 * 799 - 200


@given(TERMS, HEADS, HEADS)
def test_what_mends_a_breach_mends_it_and_less_does_not(terms, journeys, apprentices):
    found = reading(terms, journeys=journeys, apprentices=apprentices)

    def broken(journeys_more=0, fewer=0):
        return reading(
            terms, journeys=journeys + journeys_more, apprentices=apprentices - fewer
        ).is_breach

    assert not broken(fewer=found.excess_apprentices)
    assert not broken(journeys_more=found.missing_journeys)
    if found.is_breach:
        assert broken(fewer=found.excess_apprentices - 1)
        assert broken(journeys_more=found.missing_journeys - 1)


def test_public_works_ask_for_one_apprentice_hour_in_five():
    terms = RatioTerms(first=5, then=5, direction=Direction.MIN)

    assert reading(terms, journeys=1000, apprentices=199).excess_apprentices == 1
    assert not reading(terms, journeys=1000, apprentices=200).is_breach
    assert str(terms) == "at least 1:5"


def test_a_rule_without_journeys_is_none():
    with pytest.raises(ValueError, match="no journey"):
        RatioTerms(first=0, then=1)
